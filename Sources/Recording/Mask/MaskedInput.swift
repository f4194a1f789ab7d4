import Catalog
import JSON
import Source

/// Masks what was typed at a prompt. The language stays, and so do values that reveal nothing about a customer.
/// The text is read character by character, because it need not be a valid program.
package struct MaskedInput {
  let mask: Mask
  let scalars: [Unicode.Scalar]
  private var index = 0
  private var result = ""
  /// The parameter whose value is being read.
  private(set) var parameter: String?
  /// How many brackets were open where the value began, and how many are open now.
  private var outside = 0
  private var depth = 0
  /// The word before this one, where only spaces stand between them.
  private(set) var last = ""
  /// The numbers and codes with signs between their digits, up to the next quote.
  private var numbers: ArraySlice<(source: Range<Int>, text: String)> = []
  private var searched = 0

  private static let naming: Set = ["let", "for", "def", "param", "keep", "catch"]

  package static func masked(_ text: String, _ mask: Mask) -> String {
    if mask.extent == .numbers { return mask.text(text) }
    var input = MaskedInput(text, mask)
    while input.index < input.scalars.count { input.step() }
    return input.result
  }

  private init(_ text: String, _ mask: Mask) {
    self.mask = mask
    scalars = Array(text.unicodeScalars)
  }

  private mutating func step() {
    let scalar = scalars[index]
    if index >= searched { search() }
    // A name or a quote may have gone beyond the start of one.
    numbers = numbers.drop { $0.source.lowerBound < index }
    if index == nextNumber, let number = numbers.popFirst() {
      for scalar in scalars[number.source] { count(scalar) }
      result += number.text
      (index, parameter, last) = (number.source.upperBound, nil, "")
      return
    }
    switch scalar {
    case "#" where index == 0 || scalars[index - 1].properties.isWhitespace: comment()
    case "\"", "'": quoted(scalar)
    case "$", "@": variable()
    case _ where Self.isPart(scalar): word()
    default:
      result.unicodeScalars.append(scalar)
      index += 1
      count(scalar)
      if scalar.properties.isWhitespace ? depth <= outside : scalar == "(" { parameter = nil }
      if !scalar.properties.isWhitespace { last = "" }
    }
  }

  /// Whether a bare word may hold this character.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !"|(){}[],;\"'<>=!&*".unicodeScalars.contains(scalar)
  }

  private mutating func count(_ bracket: Unicode.Scalar) {
    if "[{(".unicodeScalars.contains(bracket) { depth += 1 }
    if "]})".unicodeScalars.contains(bracket) { depth -= 1 }
  }

  /// Where the next word ends at the latest.
  private var nextNumber: Int { numbers.first?.source.lowerBound ?? scalars.count }

  /// Looks for numbers and codes of several words, which no word shows by itself: `050 123 4567`.
  private mutating func search() {
    searched = scalars[index...].firstIndex { $0 == "\"" || $0 == "'" || $0 == "#" } ?? scalars.count
    searched = max(searched, index + 1)
    let start = index
    var edit = TextEdit(text(start..<searched))
    mask.maskWhole(&edit)
    mask.maskNumbers(&edit)
    numbers =
      edit.spaced.compactMap { range in
        let isMarked = range.lowerBound > 0 && edit.atoms.scalars[range.lowerBound - 1] == "+"
        let range = (isMarked ? range.lowerBound - 1 : range.lowerBound)..<range.upperBound
        let signs = edit.atoms.meant(range).filter { !$0.isNumber }
        // Items of a list, and terms of a sum.
        let isCounted = signs.contains(",") || ["*", "-", "/"].contains { signs.contains(" \($0) ") }
        let digits = edit.atoms.scalars[range].compactMap(\.digit)
        let isCertain =
          mask.memory.isPhone(digits) || mask.memory.numbers.knows(digits.suffix(NumberMask.length))
        if signs.isEmpty || signs == "+" || isCounted && !isCertain { return nil }
        // Several commands, and the beginning of one.
        let isText = signs.contains { $0.isLetter }
        if isText, signs.contains(where: "|(){}[];=".contains) || isFirst(at: start + range.lowerBound) {
          return nil
        }
        let (source, text) = edit.result(in: range)
        return (source.lowerBound + start..<source.upperBound + start, text)
      }[...]
  }

  /// `$name`, `@.member.other`
  private mutating func variable() {
    let start = index
    while index < nextNumber, scalars[index].isOfWord || "$@._-?".unicodeScalars.contains(scalars[index]) {
      index += 1
    }
    let parts = text(start..<index).split(separator: ".", omittingEmptySubsequences: false).map { part in
      let mark = String(part.prefix { "$@".contains($0) })
      let name = String(part.dropFirst(mark.count).prefix { $0 != "?" })
      return mark + (customer(name) ?? name) + String(part.dropFirst(mark.count + name.count))
    }
    result += parts.joined(separator: ".")
  }

  private func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  private mutating func comment() {
    let start = index
    while index < scalars.count, scalars[index] != "\n" { index += 1 }
    let comment = text(start + 1..<index)
    let isBlank = comment.allSatisfy { $0 == " " || $0 == "#" }
    result += "#" + (isBlank ? comment : saidOrID(comment) ?? " " + mask.memory.hide(typed: comment))
  }

  private mutating func quoted(_ quote: Unicode.Scalar) {
    let triple = Array(repeating: quote, count: 3)
    let isLong = quote == "\"" && scalars[index...].starts(with: triple)
    let mark = isLong ? 3 : 1
    let start = index + mark
    var end = start
    while end < scalars.count {
      if quote == "\"", scalars[end] == "\\" {
        end += 2
      } else if isLong ? scalars[end...].starts(with: triple) : scalars[end] == quote {
        break
      } else {
        end += 1
      }
    }
    end = min(end, scalars.count)
    let raw = text(start..<end)
    let meant = quote == "\"" ? Atoms.meaning(of: raw) : raw
    let marks = String(repeating: Character(quote), count: mark)
    let shown = keeps(meant) ? meant : saidOrID(meant) ?? mask.memory.hide(typed: meant)
    result += marks + (shown == meant ? raw : shown) + (end < scalars.count ? marks : "")
    index = min(end + mark, scalars.count)
    last = ""
  }

  private mutating func word() {
    let start = index
    while index < nextNumber, Self.isPart(scalars[index]) { index += 1 }
    var word = text(start..<index)
    let next = index < scalars.count ? scalars[index] : " "
    let isEqual = index + 1 < scalars.count && scalars[index + 1] == "="
    if next == "=", !isEqual, parameter == nil, word.utf8.count < 80 {
      // `name=value`, `--flag=value`.
      result += name(word, isParameter: true) + "="
      index += 1
      (parameter, outside) = (word, depth)
      return value()
    }
    defer { last = next == ":" || result.hasSuffix(":") ? "" : word }
    if next == "(" || word.hasSuffix(":") && word.utf8.count > 1 || Self.naming.contains(last) {
      let colon = word.hasSuffix(":") ? ":" : ""
      word = String(word.dropLast(colon.count))
      result += name(word) + colon
    } else {
      let isKept = keeps(word) || (parameter == nil && (isOfLanguage(word) || isCommand(word, at: start)))
      result += isKept && !isOfCustomer(word, at: start) ? word : mask.memory.hide(typed: word)
    }
  }

  /// Reads a bare value. It goes up to the next space, with all signs in it.
  private mutating func value() {
    guard index < scalars.count, !"\"'$@([{".unicodeScalars.contains(scalars[index]) else { return }
    let start = index
    while index < nextNumber, !scalars[index].properties.isWhitespace,
      !"|)]};".unicodeScalars.contains(scalars[index])
    {
      index += 1
    }
    // The number itself comes next.
    if index == nextNumber, index < scalars.count, start == index { return }
    let value = text(start..<index)
    let isKept =
      value.isEmpty || saidOrID(value) == value || keeps(value) && !isNumber(value, after: parameter ?? "")
    result += isKept ? value : mask.memory.hide(typed: value)
    parameter = nil
  }

  private func name(_ name: String, isParameter: Bool = false) -> String {
    // The checker quotes a mistyped name in its message, so the name must be known there.
    if isParameter, shown(name) == name { mask.memory.words.insert(name) }
    return name.split(separator: ".", omittingEmptySubsequences: false).map { shown(String($0)) }
      .joined(separator: ".")
  }

  /// Whoever writes a program names parameters, members and variables.
  func shown(_ name: String) -> String {
    if let token = customer(name) { return token }
    let isName = name.unicodeScalars.allSatisfy { $0.isOfWord || "_-$[]".unicodeScalars.contains($0) }
    let digits = name.unicodeScalars.count { $0.digit != nil }
    return isName && digits < 4 && !mask.memory.isHidden(name) ? name : mask.name(name)
  }

  /// The token for a name that holds the name of a known customer, such as `layla_haddad`, `laylaHaddad`.
  private func customer(_ name: String) -> String? {
    if mask.kinds.isKnown(name) || mask.memory.own.holds(name) { return nil }
    var spaced = ""
    for character in name {
      if character.isUppercase, spaced.last?.isLowercase == true { spaced.append(" ") }
      spaced.append(character)
    }
    let words = TextEdit(spaced).words
    let found = words.indices.map { place in
      mask.isHarmless(words[place].text) ? nil : mask.memory.personal.match(words, at: place)
    }
    if spaced == name, let all = found.first ?? nil, all.isWhole, all.count == words.count,
      let token = all.token
    {
      return token
    }
    if found.allSatisfy({ $0 == nil }) { return nil }
    return mask.memory.hide(typed: name)
  }
}

extension Atoms {
  /// A literal's text with its escapes undone.
  package static func meaning(of text: String) -> String {
    text.contains("\\") ? Atoms(text).meant : text
  }

  private var meant: String { meant(0..<scalars.count) }
}
