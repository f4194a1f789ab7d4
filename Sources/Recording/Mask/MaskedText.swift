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

  /// Of a text stays what is known to tell nothing of a customer, whoever wrote it.
  package func text(_ text: String) -> String {
    if text.isEmpty { return text }
    var edit = TextEdit(text)
    edit.keepMoments()
    keepUnixTimes(&edit)
    keepIDs(&edit)
    if extent == .all {
      maskWhole(&edit)
      maskAddresses(&edit)
    }
    maskEncoded(&edit)
    if extent == .all { maskGlued(&edit) }
    // A short code that is known would take a longer number apart.
    maskNumbers(&edit)
    if extent == .all {
      maskPersonal(&edit)
      maskLongNumbers(&edit)
      maskStrange(&edit)
    }
    return edit.result
  }

  /// Masks texts of customers that stand there as a whole, even where a part of one looks like something else.
  func maskWhole(_ edit: inout TextEdit) {
    let words = edit.words
    var numbers: [Range<Int>]?
    var place = 0
    while place < words.count {
      guard let found = memory.personal.match(words, at: place), found.isWhole, found.count > 1,
        let token = found.token
      else {
        place += 1
        continue
      }
      let range = words[place].range.lowerBound..<words[place + found.count - 1].range.upperBound
      let all = numbers ?? self.numbers(in: edit)
      numbers = all
      // A number that is longer than the text goes first.
      if all.contains(where: { $0.overlaps(range) && $0.clamped(to: range) != $0 }) {
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
        !found.isWhole || edit.isFree(words[place + found.count - 1].range),
        found.count > 1
          || !memory.statuses.contains(words[place].text) && !isOther(words, at: place, edit)
      {
        let some = words[place..<place + found.count]
        let range = words[place].range.lowerBound..<words[place + found.count - 1].range.upperBound
        if let token = found.token, found.isWhole || isCut(found, at: range.upperBound, edit) {
          edit.replace(words: some, by: token)
        } else if found.token == nil {
          edit.replace(range, by: memory.token(edit.atoms.meant(range)))
        } else {
          let said =
            found.isPage
            ? isSaid
              ?? zip(self.isSaid(words), words.indices).map { $0 || tellsNothing(words, at: $1, edit) }
            : Array(repeating: false, count: words.count)
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
        edit.replace(words: some, by: name.token ?? memory.token(edit.atoms.meant(range)))
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

  /// Words that are not known to tell nothing.
  private func maskStrange(_ edit: inout TextEdit) {
    let words = edit.words
    var isSaid: [Bool]?
    for (place, word) in words.enumerated() where edit.isFree(word.range) {
      if tellsNothing(words, at: place, edit) { continue }
      let said = isSaid ?? self.isSaid(words)
      isSaid = said
      if !said[place] { edit.replace(word.range, by: memory.token(edit.atoms.meant(word.range))) }
    }
  }

  func tellsNothing(_ words: [TextEdit.Word], at place: Int, _ edit: TextEdit) -> Bool {
    let word = words[place]
    let (scalars, end) = (edit.atoms.scalars, word.range.upperBound)
    if isCut(words, at: place, edit) { return false }
    if edit.isCaseless(word) { return ArabicWords.isUsual(word.text) }
    let meant = edit.atoms.meant(word.range)
    let isBeside = place + 1 < words.count && words[place + 1].range.lowerBound == end + 1
    let next = isBeside ? words[place + 1].text : ""
    if isLastName(words, at: place, edit) { return false }
    if word.range.count == 1, scalars[word.range.lowerBound].properties.isAlphabetic {
      return !isInitial(words, at: place, edit)
    }
    if let isName = HarmlessWords.isName(meant, before: next) { return !isName }
    if isHarmless(meant) || memory.own.holds(meant) { return true }
    let before = words[..<place].suffix(2).map(\.text)
    let isNumbered = word.range.lowerBound > 0 && scalars[word.range.lowerBound - 1] == "#"
    return scalars[word.range].allSatisfy { $0.digit != nil } && word.range.count < 7
      && (isNumbered || HarmlessWords.isAmount(after: before, before: next))
  }

  /// Whether a letter is the initial of a name: in `M`, `J R Smith`, `j. smith` and `Smith J`, but not in `E.164`,
  /// `X-Request-Id`, `I/O` or `a message`.
  private func isInitial(_ words: [TextEdit.Word], at place: Int, _ edit: TextEdit) -> Bool {
    let (scalars, range) = (edit.atoms.scalars, words[place].range)
    func sign(_ index: Int) -> Unicode.Scalar { scalars.indices.contains(index) ? scalars[index] : " " }
    let (before, after) = (sign(range.lowerBound - 1), sign(range.upperBound))
    let isUpper = scalars[range.lowerBound].properties.isUppercase
    if isUpper, after == "." { return sign(range.upperBound + 1).digit == nil }
    func binds(_ sign: Unicode.Scalar, to other: Int) -> Bool {
      guard words.indices.contains(other) else { return sign == "+" || sign == "#" }
      return "-_+#".unicodeScalars.contains(sign) && words[other].range.count > 1
    }
    if binds(before, to: place - 1) || binds(after, to: place + 1) { return false }
    if after == "/" || before == "/" {
      let (first, second) = after == "/" ? (place, place + 1) : (place - 1, place)
      guard words.indices.contains(first), words.indices.contains(second) else { return isUpper }
      return isUpper && !["i/o", "n/a", "w/o"].contains("\(words[first].text)/\(words[second].text)")
    }
    if isUpper, words[place].text != "a", words[place].text != "i" { return true }
    return (isUpper || words[place].text != "a") && isBesideName(words, place, edit)
  }

  /// Whether a name stands before or after a letter, or after more letters.
  private func isBesideName(_ words: [TextEdit.Word], _ place: Int, _ edit: TextEdit) -> Bool {
    func joins(_ index: Int) -> Bool {
      let gap = edit.atoms.scalars[words[index].range.upperBound..<words[index + 1].range.lowerBound]
      return !gap.isEmpty && gap.count < 3 && gap.allSatisfy { $0 == " " || $0 == "." }
    }
    if place > 0, joins(place - 1), edit.isReplaced(words[place - 1].range) { return true }
    var next = place
    while next + 1 < words.count, next < place + 4, joins(next) {
      next += 1
      if words[next].range.count > 1 {
        return edit.isReplaced(words[next].range) || !tellsNothing(words, at: next, edit)
      }
    }
    return false
  }

  /// `Karim Post`: with a capital letter behind a name.
  private func isLastName(_ words: [TextEdit.Word], at place: Int, _ edit: TextEdit) -> Bool {
    guard place > 0 else { return false }
    let (last, word) = (words[place - 1].range, words[place].range)
    let scalars = edit.atoms.scalars
    return edit.isReplaced(last) && scalars[last.lowerBound].properties.isUppercase
      && scalars[word.lowerBound].properties.isUppercase
      && (word.count == 1 || scalars[word.lowerBound + 1].properties.isLowercase)
      && scalars[last.upperBound..<word.lowerBound].allSatisfy { " -'’".unicodeScalars.contains($0) }
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

  /// Whether a word alone reveals nothing about a customer.
  func isHarmless(_ word: String) -> Bool {
    if kinds.words.contains(word) || memory.words.contains(word) || memory.hasID(word) { return true }
    if memory.own.contains(word) || kinds.isKnown(word) { return true }
    if word.utf8.count == 1 { return true }
    // A number with more digits may be a secret code.
    let digits = word.utf8.prefix { (0x30...0x39).contains($0) }
    return 1...3 ~= digits.count && ["", "ms", "s", "m", "h", "d"].contains(word.dropFirst(digits.count))
  }
}
