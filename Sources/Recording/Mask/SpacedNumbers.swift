import Catalog

/// Numbers and codes with signs between their digits, and those that are written together with letters.
extension Mask {
  /// Masks phone numbers, and the codes of customers where signs stand between their digits: `482-913`.
  func maskNumbers(_ edit: inout TextEdit) {
    memory.numbers.mask(&edit, isID: memory.isID, isOther: isCode)
    guard extent == .all, !memory.personal.codes.isEmpty else { return }
    for run in Self.runs(edit.free) {
      var groups = run[...]
      while let first = groups.first {
        let last = groups.dropFirst().last { last in
          let digits = edit.groups(first.lowerBound..<last.upperBound).joined()
          // Two short numbers beside others may be a code by chance.
          return memory.personal.codes.contains(digits)
            && (digits.utf8.count > 5 || run.last == last && run.first == first)
        }
        let range = first.lowerBound..<(last ?? first).upperBound
        if last != nil { edit.replace(range, by: memory.token(code: edit.groups(range).joined())) }
        groups = groups.drop { $0.upperBound <= range.upperBound }
      }
    }
  }

  private func isCode(_ digits: String) -> Bool {
    digits.utf8.count > 3
      && (memory.hasID(digits) || extent == .all && memory.personal.codes.contains(digits))
  }

  /// Groups of digits with one sign between each two of them.
  private static func runs(_ scalars: [Unicode.Scalar]) -> [[Range<Int>]] {
    var runs: [[Range<Int>]] = []
    var index = 0
    while index < scalars.count {
      let start = index
      while index < scalars.count, scalars[index].digit != nil { index += 1 }
      if index > start {
        let isNext = runs.last?.last.map { $0.upperBound + 1 == start && isSign(scalars[start - 1]) } ?? false
        if isNext { runs[runs.count - 1].append(start..<index) } else { runs.append([start..<index]) }
      }
      index = max(index, start + 1)
    }
    return runs.filter { $0.count > 1 }
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .dashPunctuation, .spaceSeparator, .connectorPunctuation: true
    default: scalar == "." || scalar == "·"
    }
  }

  /// Where numbers stand that are not decided yet.
  func numbers(in edit: TextEdit) -> [Range<Int>] {
    var trial = edit
    memory.numbers.mask(&trial, isID: memory.isID, isOther: isCode)
    return trial.numbers
  }

  /// Masks `karim0501234567`: half of it would tell the rest.
  func maskGlued(_ edit: inout TextEdit) {
    let words = edit.words
    for (place, word) in words.enumerated() where edit.isFree(word.range) {
      let scalars = edit.atoms.scalars[word.range]
      let letters = scalars.count { $0.digit == nil }
      // `9.66501234567E+11` is a number.
      let isPower = letters == 1 && (scalars.last == "E" || scalars.last == "e")
      guard letters > 0, scalars.count - letters > 4, !isPower, !tellsNothing(words, at: place, edit) else {
        continue
      }
      edit.replace(word.range, by: memory.token(edit.atoms.meant(word.range)))
    }
  }

  /// Whether a known word means something else where it stands: `it may come twice` no name, `message 12` no code.
  func isOther(_ words: [TextEdit.Word], at place: Int, _ edit: TextEdit) -> Bool {
    let (word, scalars) = (words[place], edit.atoms.scalars)
    let isBeside = place + 1 < words.count && words[place + 1].range.lowerBound == word.range.upperBound + 1
    if HarmlessWords.isName(word.text, before: isBeside ? words[place + 1].text : "") == false { return true }
    guard memory.hasID(word.text), memory.personal.codes.contains(word.text) else { return false }
    return HarmlessWords.isAmount(after: words[..<place].suffix(2).map(\.text), before: "")
      || word.range.lowerBound > 0 && scalars[word.range.lowerBound - 1] == "#"
  }

  /// Whether `…` stands behind the word, or behind further groups of digits of the same number.
  func isCut(_ words: [TextEdit.Word], at place: Int, _ edit: TextEdit) -> Bool {
    let scalars = edit.atoms.scalars
    func isNumber(_ word: TextEdit.Word) -> Bool { scalars[word.range].allSatisfy { $0.digit != nil } }
    func isNext(_ place: Int) -> Bool {
      words.indices.contains(place) && isNumber(words[place])
        && words[place].range.lowerBound == words[place - 1].range.upperBound + 1
    }
    var last = place
    if isNumber(words[place]) { while isNext(last + 1) { last += 1 } }
    var end = words[last].range.upperBound
    if place > 0, isNext(place), end < scalars.count, scalars[end] == " " { end += 1 }
    return end < scalars.count && scalars[end] == "…" && (last == place || isNext(place))
  }
}
