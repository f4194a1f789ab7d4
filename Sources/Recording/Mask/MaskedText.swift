import Catalog
import HTTP

/// How much is hidden.
package enum MaskExtent: String, CaseIterable {
  /// All that is a customer's, or not known to be anything else.
  case all
  /// Phone numbers alone.
  case numbers
}

/// Tokens in the place of customers' data. What the Catalog knows to be an id, a status, a type, a time, a count or
/// a sentence of the service stays.
package struct Mask {
  package let memory: MaskMemory
  package let extent: MaskExtent
  package let catalog: Catalog
  package let kinds: MemberKinds
  /// Where the service is.
  package var bases: Set<BaseURL> = []

  package init(_ memory: MaskMemory, _ extent: MaskExtent, _ catalog: Catalog) {
    self.memory = memory
    self.extent = extent
    self.catalog = catalog
    kinds = MemberKinds(catalog)
  }

  /// Whose text it is.
  package enum Manner {
    /// A sentence of the service or of the program: it stays, but for what it tells of customers.
    case sentence
    /// Anybody's: of it only those words stay that tell nothing.
    case anybody
  }

  package func text(_ text: String, _ manner: Manner = .sentence) -> String {
    if text.isEmpty { return text }
    var edit = TextEdit(text)
    memory.numbers.keepTimes(&edit)
    if extent == .all {
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

  /// What is known to be a customer's.
  private func maskPersonal(_ edit: inout TextEdit) {
    let words = edit.words
    var place = 0
    while place < words.count {
      guard edit.isFree(words[place].range) else {
        place += 1
        continue
      }
      // What is settled within is left; the rest of the phrase goes.
      if let found = memory.personal.match(words, at: place) {
        let range = words[place].range.lowerBound..<words[place + found.count - 1].range.upperBound
        edit.replace(range, by: found.token ?? memory.token(edit.atoms.meant(range)))
        place += found.count
      } else if let found = memory.names.match(words, at: place), found.token != nil {
        edit.keep(words[place].range.lowerBound..<words[place + found.count - 1].range.upperBound)
        place += found.count
      } else {
        place += 1
      }
    }
  }

  /// Cards, and numbers one after another.
  private func maskLongNumbers(_ edit: inout TextEdit) {
    for word in edit.words where word.range.count > 15 && edit.isFree(word.range) {
      let digits = edit.atoms.scalars[word.range].compactMap(\.digit)
      if digits.count == word.range.count, !memory.isID(digits) {
        edit.replace(word.range, by: memory.token(edit.atoms.meant(word.range)))
      }
    }
  }

  // MARK: Words

  /// Words that are none of the program's or the service's: in quotes, where values are told; cut ones; in
  /// another script than the rest; in anybody's text all of them.
  private func maskStrange(_ edit: inout TextEdit, _ manner: Manner) {
    let words = edit.words
    let isValue = Self.values(edit.atoms.scalars)
    let isLatin = words.count { memory.own.contains($0.text) } > 1
    for word in words where edit.isFree(word.range) {
      let end = word.range.upperBound
      let isCut = end < edit.atoms.scalars.count && edit.atoms.scalars[end] == "…"
      let isForeign = isLatin && edit.atoms.scalars[word.range].contains { !$0.isASCII && $0.digit == nil }
      guard manner == .anybody || isCut || isForeign || isValue[word.range.lowerBound] else { continue }
      let isMember = kinds.isKnown(edit.atoms.meant(Self.name(around: word.range, in: edit.atoms.scalars)))
      if !isMember, !isHarmless(edit.atoms.meant(word.range)) {
        edit.replace(word.range, by: memory.token(edit.atoms.meant(word.range)))
      }
    }
  }

  /// `updated_at` around `updated`.
  private static func name(around word: Range<Int>, in scalars: [Unicode.Scalar]) -> Range<Int> {
    func isPart(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || (scalar.isASCII && scalar.isOfWord) }
    let start = scalars[..<word.lowerBound].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
    let end = scalars[word.upperBound...].firstIndex { !isPart($0) } ?? scalars.endIndex
    return start..<end
  }

  /// Whether a word alone tells nothing of a customer.
  package func isHarmless(_ word: String) -> Bool {
    if kinds.words.contains(word) || memory.words.contains(word) || memory.ids.contains(word) { return true }
    if memory.own.contains(word) || kinds.isKnown(word) { return true }
    // More digits may be a code.
    let digits = word.utf8.prefix { (0x30...0x39).contains($0) }
    return 1...3 ~= digits.count && ["", "ms", "s", "m", "h", "d"].contains(word.dropFirst(digits.count))
  }

  private static let quotes: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "'": "'", "`": "`", "“": "”", "‘": "’", "«": "»",
  ]

  /// Nobody writes a longer one in a sentence.
  private static let longestQuote = 2000

  /// Where values are told: in quotes, within a line; and after `=`, as `label=Karim` of a line of a script.
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
    // Not the apostrophe of `isn't`.
    guard let close = quotes[scalars[start]], start == 0 || !scalars[start - 1].isOfWord else { return nil }
    let rest = scalars[start...].dropFirst().prefix(longestQuote).prefix { $0 != "\n" }
    return rest.indices.first { place in
      rest[place] == close && (place + 1 == scalars.count || !scalars[place + 1].isOfWord)
    }
  }
}
