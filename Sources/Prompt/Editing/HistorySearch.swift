import Completion
import Rendering
import Shell

/// A search through earlier inputs, newest first, while its pattern is typed (Ctrl-R).
struct HistorySearch {
  /// What a key does.
  enum Step: Equatable {
    case goesOn
    /// The key changes nothing.
    case cannot
    /// The found input becomes the line, and does not run.
    case placed
    /// The found input becomes the line, and then the key acts on it.
    case taken
    /// The line becomes what it was before.
    case givenUp
  }

  /// A step in the growth of the pattern: what was found when the pattern had this length in scalars.
  private struct Stage {
    var length: Int
    /// The place of the found input; where nothing was found, the place where the search began.
    var place: Int
    var isFound: Bool
  }

  private let inputs: [String]
  /// The pattern for Ctrl-R before anything was typed.
  private let before: String
  private(set) var pattern = ""
  private var stages: [Stage]

  /// - Parameters:
  ///   - inputs: oldest first.
  ///   - before: the pattern of the last search.
  init(_ inputs: [String], before: String = "") {
    self.inputs = inputs
    self.before = before
    stages = [Stage(length: 0, place: inputs.count, isFound: false)]
  }

  private var last: Stage { stages[stages.count - 1] }

  /// The place of the found input; nil where none was found.
  var place: Int? { last.isFound ? last.place : nil }

  var found: String? { place.map { inputs[$0] } }

  var hasFailed: Bool { !pattern.isEmpty && place == nil }

  /// Where the pattern stands in the found input, in scalars.
  var offset: Int { found.flatMap { Needle(pattern).offset(in: $0) } ?? 0 }

  /// Handles a key. Keys that edit change the pattern, and never the found input. Nothing runs that was not
  /// found.
  mutating func take(_ key: KeyReader.Key) -> Step {
    switch key {
    case .escape, .character("\u{3}"), .character("\u{7}"), .pastedTooMuch: return .givenUp
    case .character("\r"), .character("\n"): return place == nil ? .givenUp : .placed
    case .character("\u{12}"): return pattern.isEmpty ? extend(by: before) : step(back: true)
    case .character("\u{13}"): return step(back: false)
    case .character("\u{8}"), .character("\u{7F}"): return shorten(to: String(pattern.dropLast()))
    case .character("\u{15}"): return shorten(to: "")
    case .character("\u{17}"), .alt("\u{8}"), .alt("\u{7F}"): return shorten(to: pattern.droppingLastWord)
    case .character(let scalar) where !scalar.isControl: return extend(by: String(scalar))
    case .pasted(let text): return extend(by: text)
    case .character, .alt, .sequence: return place == nil ? .givenUp : .taken
    }
  }

  private mutating func extend(by text: String) -> Step {
    if text.isEmpty { return .cannot }
    let start = last
    pattern += text
    var stage = Stage(length: pattern.unicodeScalars.count, place: start.place, isFound: false)
    // An input without the beginning of the pattern cannot contain all of it.
    if start.isFound || start.length == 0, let place = match(from: start.place, back: true) {
      (stage.place, stage.isFound) = (place, true)
    }
    stages.append(stage)
    return .goesOn
  }

  private mutating func shorten(to shorter: String) -> Step {
    if pattern.isEmpty { return .cannot }
    pattern = shorter
    let length = shorter.unicodeScalars.count
    while last.length > length { stages.removeLast() }
    // What is left was never searched for, because it was typed in one piece with what was removed.
    if last.length < length {
      let place = match(from: last.place, back: true)
      stages.append(Stage(length: length, place: place ?? last.place, isFound: place != nil))
    }
    return .goesOn
  }

  private mutating func step(back: Bool) -> Step {
    guard let place, let next = match(from: place + (back ? -1 : 1), back: back) else { return .cannot }
    stages[stages.count - 1].place = next
    return .goesOn
  }

  /// The first input from a place on that contains the pattern.
  private func match(from start: Int, back: Bool) -> Int? {
    let places = back ? Array((0..<min(start + 1, inputs.count)).reversed()) : Array(start..<inputs.count)
    let needle = Needle(pattern)
    return places.first { needle.offset(in: inputs[$0]) != nil }
  }
}

extension HistorySearch {
  /// The text before the line during a search, narrower than the window.
  func prompt(columns: Int) -> String {
    let label = hasFailed ? "not found" : "search"
    let pattern = Escaping.line(pattern)
    // The end of a long pattern is shown, because that is where it is typed. Half of the row is for the found
    // input.
    let room = Swift.max(columns / 2 - label.cellCount - 5, 8)
    let shown = pattern.cellCount > room ? "…" + pattern.suffix(cells: room - 1) : pattern
    return "\(label) \"\(shown)\": ".suffix(cells: columns - 1)
  }
}

/// A text that is searched for in many others in linear time (Knuth, Morris and Pratt).
private struct Needle {
  private let bytes: [UInt8]
  /// For each place, the length of the longest beginning of the text that ends there.
  private let borders: [Int]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var borders = [0]
    var length = 0
    for byte in bytes.dropFirst() {
      while length > 0, bytes[length] != byte { length = borders[length - 1] }
      if bytes[length] == byte { length += 1 }
      borders.append(length)
    }
    (self.bytes, self.borders) = (bytes, borders)
  }

  /// The first place of it in a text, in scalars. Both are UTF-8, so a match begins at the start of a
  /// character. O(length).
  func offset(in text: String) -> Int? {
    if bytes.isEmpty { return 0 }
    var (length, scalars) = (0, 0)
    for byte in text.utf8 {
      if byte & 0xC0 != 0x80 { scalars += 1 }
      while length > 0, bytes[length] != byte { length = borders[length - 1] }
      if bytes[length] == byte { length += 1 }
      if length == bytes.count { return scalars - bytes.count { $0 & 0xC0 != 0x80 } }
    }
    return nil
  }
}

extension String {
  fileprivate var droppingLastWord: String {
    var rest = self[...]
    while rest.last?.isWhitespace == true { rest.removeLast() }
    while let last = rest.last, !last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// The end of the text that fits into so many cells.
  fileprivate func suffix(cells: Int) -> String {
    var left = cells
    return String(
      reversed().prefix {
        left -= String($0).cellCount
        return left >= 0
      }.reversed())
  }
}
