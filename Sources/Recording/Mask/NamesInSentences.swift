import Catalog
import JSON

// Finds names in the sentences of the service.

extension Mask {
  /// Notes the names that a sentence of the service has without quotes. Their capital letters show them, or the
  /// words before and after them. A text without any of the service's words is not such a sentence, and is noted as a
  /// whole.
  func learnNames(in sentence: String) {
    var edit = TextEdit(sentence)
    edit.keepMoments()
    maskAddresses(&edit)
    let words = edit.words.filter {
      edit.isFree($0.range) && $0.range.allSatisfy { edit.atoms.scalars[$0].digit == nil }
    }
    guard !words.isEmpty else { return }
    if words.allSatisfy({ isStrange($0, edit) }), words.contains(where: { mayBeName($0, edit) }),
      !sentence.contains("_")
    {
      _ = memory.hide(sentence)
      return
    }
    var place = 0
    // The word after the last name.
    var end = -1
    while place < words.count {
      var count = nameLength(words, at: place, edit)
      if count == 0 { count = quotedLength(words, at: place, edit) }
      if count == 0 { count = smallNameLength(words, at: place, edit, lastEnd: end) }
      if count > 0 {
        let range = words[place].range.lowerBound..<words[place + count - 1].range.upperBound
        _ = memory.hide(edit.atoms.meant(range))
        place += count
        end = place
      } else {
        place += 1
      }
    }
  }

  /// The number of words in quotes, where values stand: `Duplicate entry 'karim haddad'`.
  private func quotedLength(_ words: [TextEdit.Word], at place: Int, _ edit: TextEdit) -> Int {
    let scalars = edit.atoms.scalars
    let start = words[place].range.lowerBound
    guard start > 0, let close = Self.quotes[scalars[start - 1]], start == 1 || !scalars[start - 2].isOfWord
    else {
      return 0
    }
    let count = lengthOfStrange(words, at: place, edit) { _ in true }
    guard count > 0 else { return 0 }
    let end = words[place + count - 1].range.upperBound
    return end < scalars.count && scalars[end] == close ? count : 0
  }

  /// How many words the name has that begins there; 0 where no name begins.
  private func nameLength(_ words: [TextEdit.Word], at place: Int, _ edit: TextEdit) -> Int {
    if let name = memory.names.match(words, at: place), name.token != nil { return 0 }
    let count = lengthOfStrange(words, at: place, edit) { mayBeName($0, edit) }
    guard count == 1, isFirst(words[place], in: edit) else { return count }
    // The first word of a sentence always has a capital letter.
    return place + 1 < words.count && Self.verbs.contains(words[place + 1].text) ? 1 : 0
  }

  /// The same for a name in small letters, which only the words around it show.
  private func smallNameLength(
    _ words: [TextEdit.Word], at place: Int, _ edit: TextEdit, lastEnd: Int
  ) -> Int {
    if let name = memory.names.match(words, at: place), name.token != nil { return 0 }
    let count = min(lengthOfStrange(words, at: place, edit) { _ in true }, 3)
    guard count > 0 else { return 0 }
    let isLast = place + count == words.count
    let before = place > 0 ? words[place - 1].text : ""
    let start = words[place].range.lowerBound
    let sign = edit.atoms.scalars[..<start].last { !$0.properties.isWhitespace }
    // `karim's` counts too.
    let next = isLast ? "" : words[place + count].text
    let isSpoken =
      (isFirst(words[place], in: edit) || sign == ":") && (Self.verbs.contains(next) || next == "s")
    let isLinked = Self.directions.contains(before) || Self.links.contains(before)
    let isCalled =
      Self.people.contains(before)
      || place > 1 && Self.directions.contains(before) && Self.sent.contains(words[place - 2].text)
      || isLinked && lastEnd == place - 1
    // `karim (haddad)` counts too.
    return isSpoken || isCalled || isLast && (sign == ":" || sign == "(") || sign == "(" && lastEnd == place
      ? count : 0
  }

  /// Words that stand before a person's name.
  private static let people = words(
    """
    contact contacts recipient recipients customer customers client user member person named dear hi hello mr mrs ms dr
    label name nickname called
    """)
  private static let links = words("and or")
  private static let directions = words("to for from by of with")
  /// Words for what is sent to somebody, or found or said about somebody.
  private static let sent = words(
    """
    message messages number phone contact recipient sent send delivered deliver delivery queued sending reply chat
    conversation record address email label name belongs written received blocked reported rejected refused
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  private func lengthOfStrange(
    _ words: [TextEdit.Word], at place: Int, _ edit: TextEdit, _ isWanted: (TextEdit.Word) -> Bool
  ) -> Int {
    var count = 0
    while place + count < words.count, isWanted(words[place + count]),
      isStrange(words[place + count], edit) || count > 0 && isInitial(words[place + count], edit),
      count == 0 || isBeside(words[place + count - 1], words[place + count], edit)
    {
      count += 1
    }
    return count
  }

  private static let verbs = words(
    """
    is was has had does did cannot can could will isn wasn hasn doesn didn already not may must said wrote
    left and
    """)

  private func isStrange(_ word: TextEdit.Word, _ edit: TextEdit) -> Bool {
    let isCaseless = edit.isCaseless(word)
    if word.range.count < 2 && !isCaseless || memory.own.contains(word.text)
      || memory.statuses.contains(word.text) || isCaseless && ArabicWords.isUsual(word.text)
    {
      return false
    }
    let parts = word.text.split(separator: "_").map(String.init)
    let meant = edit.atoms.meant(word.range)
    return !kinds.isKnown(meant) && !memory.isName(meant)
      && !(parts.count > 1 && parts.allSatisfy(memory.own.contains))
  }

  /// Whether a word has a capital letter, or is in a script without capital letters.
  private func mayBeName(_ word: TextEdit.Word, _ edit: TextEdit) -> Bool {
    let first = edit.atoms.scalars[word.range.lowerBound]
    return first.properties.isUppercase || first.properties.generalCategory == .titlecaseLetter
      || edit.isCaseless(word)
  }

  /// A single capital letter within a name: `Sean O'Brien`, `John D. Smith`.
  private func isInitial(_ word: TextEdit.Word, _ edit: TextEdit) -> Bool {
    word.range.count == 1 && edit.atoms.scalars[word.range.lowerBound].properties.isUppercase
  }

  private func isFirst(_ word: TextEdit.Word, in edit: TextEdit) -> Bool {
    let before = edit.atoms.scalars[..<word.range.lowerBound].last { !$0.properties.isWhitespace }
    return before.map { ".!?".unicodeScalars.contains($0) } ?? true
  }

  /// Whether only a space or a hyphen stands between two words. After a quote something else begins.
  private func isBeside(_ word: TextEdit.Word, _ next: TextEdit.Word, _ edit: TextEdit) -> Bool {
    let gap = edit.atoms.scalars[word.range.upperBound..<next.range.lowerBound]
    if gap == ["'"] || gap == ["’"] {
      return edit.atoms.scalars[next.range.lowerBound].properties.isUppercase
    }
    return gap.allSatisfy {
      $0.properties.isWhitespace || "-.".unicodeScalars.contains($0)
    }
  }
}

extension MaskMemory {
  /// Words that services use and the program does not. None of them is the name of a customer.
  static let usual: Set<String> = Set(
    """
    abort aborted absent accept acceptable access action actually admin allowed am apache app apple
    application apr april ascii associated attempt attempts attribute aug august authentication authoritative
    authorization ban banned base64 batch blocked bounced business busy bytes cache callback certificate
    channel charset choices circuit client cloud cloudflare column conflict constraint conversation corrupt
    corrupted currency daily database deadlock dec december denied dependency deprecated detected disconnected
    domain due duplicate during e164 eai_again econnrefused econnreset ehostunreach enabled encoding endpoint
    enetunreach engagement english enotfound enough entity entry epipe eproto etimedout eur except exception
    exist existing exists expectation expired extended facebook fatal feb february fields flow fri friday gb
    gmt google graph handshake hints html identifier illegal implemented inactive incorrect insufficient
    integrity internal invalid ip jan january jpeg jpg jul july jun june kb laravel legal load locked login
    maintenance malformed mar march maximum mb meta method minimum misdirected model modified mon monday moved
    multipart mysql negotiates nginx non nov november oct october opt otp overloaded partial payload
    permanently permitted please pm png policy postgres precondition private property protocol protocols
    provided provider queue quota re reasons received redirect redis registered reject rejected remote
    reported requested require reset resource revoked route sar sat satisfiable saturday saudi schedule
    scheduled sender sep september sms sorry spam sql sqlstate ssl state storage subscription success
    successfully sun sunday suspended switching syntax system tag teapot temporarily temporary terms throttled
    thu thursday timed timestamp tls tue tuesday twilio unauthenticated unavailable undefined undeliverable
    unexpected unicode unlatched unprocessable unreachable unregistered unsupported unused updated upgrade
    upload upstream uri usd users utf valid variant verification via video webhook wed wednesday will
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
