import Catalog
import HTTP

/// How much is hidden.
package enum MaskExtent: String, CaseIterable {
  /// Everything that belongs to a customer or is not known to be harmless.
  case all
  /// Only phone numbers.
  case numbers
}

/// Puts tokens in the place of customers' data. What the Catalog knows as an id, a status, a type, a time, a count or
/// a sentence of the service stays.
package struct Mask {
  package let memory: MaskMemory
  package let extent: MaskExtent
  package let catalog: Catalog
  package let kinds: MemberKinds
  /// The addresses of the service.
  package var bases: Set<BaseURL> = []

  package init(_ memory: MaskMemory, _ extent: MaskExtent, _ catalog: Catalog) {
    self.memory = memory
    self.extent = extent
    self.catalog = catalog
    kinds = MemberKinds(catalog)
    memory.statuses.formUnion(kinds.words.map { $0.lowercased() })
  }

  /// Who speaks in a text.
  package enum Manner {
    /// The service or the program. The sentence stays, except for what it says about customers.
    case sentence
    /// Anybody. Only words that reveal nothing stay.
    case anybody
  }

  package func text(_ text: String, _ manner: Manner = .sentence) -> String {
    if text.isEmpty { return text }
    var edit = TextEdit(text)
    edit.keepMoments()
    keepUnixTimes(&edit)
    keepIDs(&edit)
    if extent == .all {
      maskWhole(&edit)
      maskAddresses(&edit)
      maskPersonal(&edit)
    }
    maskEncoded(&edit)
    memory.numbers.mask(&edit, isID: memory.isID)
    if extent == .all {
      maskLongNumbers(&edit)
      maskStrange(&edit, manner)
    }
    return edit.result
  }

  /// Masks texts of customers that stand there as a whole, even where a part of one looks like something else.
  private func maskWhole(_ edit: inout TextEdit) {
    let words = edit.words
    var place = 0
    while place < words.count {
      guard let found = memory.personal.match(words, at: place), found.isWhole, found.count > 1,
        let token = found.token
      else {
        place += 1
        continue
      }
      edit.replace(words: words[place..<place + found.count], by: token)
      place += found.count
    }
  }

  /// Masks what is known to be a customer's.
  private func maskPersonal(_ edit: inout TextEdit) {
    let words = edit.words
    var isSaid: [Bool]?
    var place = 0
    while place < words.count {
      guard edit.isFree(words[place].range) else {
        place += 1
        continue
      }
      if let found = memory.personal.match(words, at: place),
        found.count > 1 || !memory.statuses.contains(words[place].text)
      {
        let some = words[place..<place + found.count]
        let range = words[place].range.lowerBound..<words[place + found.count - 1].range.upperBound
        if let token = found.token, found.isWhole || isCut(found, at: range.upperBound, edit) {
          edit.replace(words: some, by: token)
        } else if found.token == nil {
          edit.replace(range, by: memory.token(word: edit.atoms.meant(range)))
        } else {
          let said = found.isPage ? isSaid ?? self.isSaid(words) : Array(repeating: false, count: words.count)
          if found.isPage { isSaid = said }
          maskParts(&edit, some, said)
        }
        place += found.count
      } else if let found = memory.names.match(words, at: place), found.token != nil {
        edit.keep(words[place].range.lowerBound..<words[place + found.count - 1].range.upperBound)
        place += found.count
      } else {
        place += 1
      }
    }
  }

  /// Whether the beginning of a longer text was cut here: the text ends, or a sign such as `…` follows.
  private func isCut(_ found: Phrases.Found, at end: Int, _ edit: TextEdit) -> Bool {
    guard found.isStart, !found.isPage else { return false }
    let next = edit.atoms.scalars[end...].first { !" .,!?".unicodeScalars.contains($0) }
    return next.map { "…\"'\n".unicodeScalars.contains($0) } ?? true
  }

  /// Masks a part of a longer text, which may stand there by chance. Names in it get their own tokens. The words
  /// between the names are hidden where one of them reveals something.
  private func maskParts(_ edit: inout TextEdit, _ words: ArraySlice<TextEdit.Word>, _ isSaid: [Bool]) {
    var run = words.startIndex..<words.startIndex
    func hideRun(_ edit: inout TextEdit) {
      guard let first = words[run].first, let last = words[run].last else { return }
      let range = first.range.lowerBound..<last.range.upperBound
      let tells = run.contains { place in
        !isSaid[place] && !isHarmless(edit.atoms.meant(words[place].range))
          && !memory.statuses.contains(words[place].text)
      }
      if tells { edit.replace(range, by: memory.token(edit.atoms.meant(range))) }
    }
    var place = words.startIndex
    while place < words.endIndex {
      let isFree = edit.isFree(words[place].range)
      let name = isFree ? memory.personal.name(words[place...]) : nil
      if isFree, name == nil {
        run = run.lowerBound..<place + 1
        place += 1
        continue
      }
      hideRun(&edit)
      if let name {
        let some = words[place..<place + name.count]
        let range = words[place].range.lowerBound..<words[place + name.count - 1].range.upperBound
        edit.replace(words: some, by: name.token ?? memory.token(word: edit.atoms.meant(range)))
      }
      place += name?.count ?? 1
      run = place..<place
    }
    hideRun(&edit)
  }

  /// Keeps known ids: those with letters, and those of digits alone unless other digits stand near.
  private func keepIDs(_ edit: inout TextEdit) {
    if !memory.opaqueIDs.isEmpty {
      for chunk in Self.chunks(edit.atoms.scalars) where edit.isFree(chunk) {
        let text = edit.atoms.meant(chunk)
        if memory.opaqueIDs.contains(text), !memory.isHidden(text) { edit.keep(chunk) }
      }
    }
    let scalars = edit.atoms.scalars
    func isApart(_ gap: ArraySlice<Unicode.Scalar>) -> Bool {
      gap.allSatisfy { $0.digit == nil }
        || gap.contains { $0 == "\n" || $0 == "," || $0.properties.isAlphabetic }
    }
    for word in edit.words where word.range.count >= 8 && edit.isFree(word.range) {
      let (start, end) = (word.range.lowerBound, word.range.upperBound)
      let digits = scalars[word.range].compactMap(\.digit)
      guard digits.count == word.range.count, memory.isID(digits), start == 0 || scalars[start - 1] != "+"
      else { continue }
      let (before, after) = (scalars[max(0, start - 5)..<start], scalars[end..<min(scalars.count, end + 5)])
      if isApart(before), isApart(after) { edit.keep(word.range) }
    }
  }

  /// Masks credit cards, and long rows of digits.
  private func maskLongNumbers(_ edit: inout TextEdit) {
    for word in edit.words where word.range.count > 15 && edit.isFree(word.range) {
      let digits = edit.atoms.scalars[word.range].compactMap(\.digit)
      if digits.count == word.range.count, !memory.isID(digits) {
        edit.replace(word.range, by: memory.token(edit.atoms.meant(word.range)))
      }
    }
  }

  // MARK: Words

  /// Masks words that belong neither to the program nor to the service: words in quotes, where values stand; words
  /// that are cut; words in another script than the rest; and in anybody's text all of them.
  private func maskStrange(_ edit: inout TextEdit, _ manner: Manner) {
    let words = edit.words
    let isValue = Self.values(edit.atoms.scalars)
    let isLatin = words.count { memory.own.contains($0.text) } > 1
    var isSaid: [Bool]?
    for (place, word) in words.enumerated() where edit.isFree(word.range) {
      let end = word.range.upperBound
      let isCut = end < edit.atoms.scalars.count && edit.atoms.scalars[end] == "…"
      let isForeign =
        isLatin && edit.atoms.scalars[word.range].contains { !$0.isASCII && $0.digit == nil }
        || edit.isCaseless(word) && !ArabicWords.isUsual(word.text)
      guard manner == .anybody || isCut || isForeign || isValue[word.range.lowerBound] else { continue }
      let isMember = kinds.isKnown(edit.atoms.meant(Self.name(around: word.range, in: edit.atoms.scalars)))
      if isMember || isHarmless(edit.atoms.meant(word.range)) { continue }
      let said = isSaid ?? self.isSaid(words)
      isSaid = said
      if !said[place] {
        edit.replace(word.range, by: memory.token(edit.atoms.meant(word.range)))
      }
    }
  }

  /// Which words belong to a sentence of the service. The longer numbers in it do not.
  private func isSaid(_ words: [TextEdit.Word]) -> [Bool] {
    var isSaid = Array(repeating: false, count: words.count)
    var place = 0
    while place < words.count {
      let found = memory.wordings.match(words, at: place)
      let count = found.map { $0.token == nil && $0.count == 1 ? 0 : $0.count } ?? 0
      for place in place..<place + count {
        isSaid[place] = words[place].text.unicodeScalars.count { $0.digit != nil } < 4
      }
      place += max(count, 1)
    }
    return isSaid
  }

  /// The whole name around a word: `updated_at` around `updated`.
  private static func name(around word: Range<Int>, in scalars: [Unicode.Scalar]) -> Range<Int> {
    func isPart(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || (scalar.isASCII && scalar.isOfWord) }
    let start = scalars[..<word.lowerBound].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
    let end = scalars[word.upperBound...].firstIndex { !isPart($0) } ?? scalars.endIndex
    return start..<end
  }

  /// Whether a word alone reveals nothing about a customer.
  func isHarmless(_ word: String) -> Bool {
    if kinds.words.contains(word) || memory.words.contains(word) || memory.ids.contains(word) { return true }
    if memory.own.contains(word) || kinds.isKnown(word) { return true }
    if word.utf8.count == 1 { return true }
    // A number with more digits may be a secret code.
    let digits = word.utf8.prefix { (0x30...0x39).contains($0) }
    return 1...3 ~= digits.count && ["", "ms", "s", "m", "h", "d"].contains(word.dropFirst(digits.count))
  }

  static let quotes: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "'": "'", "`": "`", "“": "”", "‘": "’", "«": "»",
  ]

  /// The longest quotation in a sentence, in characters.
  private static let longestQuote = 2000

  /// Where values stand: within quotes on one line, and after `=`, as `label=Karim` in a line of a script.
  private static func values(_ scalars: [Unicode.Scalar]) -> [Bool] {
    var isValue = Array(repeating: false, count: scalars.count)
    var isAssigned = false
    for (place, scalar) in scalars.enumerated() {
      if scalar.properties.isWhitespace { isAssigned = false }
      if scalar == "=" { isAssigned = true }
      isValue[place] = isAssigned
    }
    var index = 0
    while index < scalars.count {
      let end = endOfQuote(scalars, from: index)
      for place in index..<(end ?? index) { isValue[place] = true }
      index = (end ?? index) + 1
    }
    return isValue
  }

  private static func endOfQuote(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
    // The apostrophe of `isn't` opens no quotation.
    guard let close = quotes[scalars[start]], start == 0 || !scalars[start - 1].isOfWord else { return nil }
    let rest = scalars[start...].dropFirst().prefix(longestQuote).prefix { $0 != "\n" }
    return rest.indices.first { place in
      rest[place] == close && (place + 1 == scalars.count || !scalars[place + 1].isOfWord)
    }
  }
}
