import JSON

/// A path of names and indices from a variable, `$` or `@`, which stands before a cursor: `$r.data[0]`.
struct ValuePath: Equatable {
  enum Root: Equatable {
    /// `$`
    case last
    case variable(String)
    /// `@`
    case item
  }

  enum Step: Equatable {
    case name(String)
    case index(Int)
    /// `[*]`, `[1:3]` and the like: any of the items.
    case each
  }

  var root: Root
  var steps: [Step]

  /// How many rows are read to know the members.
  static let mostRows = 20

  /// The values to which the path leads. O(steps · rows).
  func values(from value: Value) -> [Value] {
    steps.reduce([value]) { found, step in
      Array(found.flatMap { ValuePath.follow(step, from: $0) }.prefix(Self.mostRows))
    }
  }

  private static func follow(_ step: Step, from value: Value) -> [Value] {
    switch (step, value) {
    case (.name(let name), _): return value[name].map { [$0] } ?? []
    case (.index(let index), .array(let items)):
      let place = index < 0 ? items.count + index : index
      return items.indices.contains(place) ? [items[place]] : []
    case (.each, .array(let items)): return Array(items.prefix(mostRows))
    case (.each, .object(let object)): return Array(object.values.prefix(mostRows))
    default: return []
    }
  }
}

/// The name of a member that is being typed, and the path before it: `$r.data[0].na`.
struct MemberName: Equatable {
  let path: ValuePath
  /// The typed part of the name.
  let name: String
  /// The place of the dot before the name.
  let dot: Int

  init?(endingAt end: Int, in text: [Unicode.Scalar]) {
    var reader = BackwardReader(text, end: end)
    name = reader.takeName()
    guard reader.take("."), let path = ValuePath(&reader) else { return nil }
    dot = end - name.unicodeScalars.count - 1
    self.path = path
  }
}

extension ValuePath {
  /// The path that ends at a place.
  init?(endingAt end: Int, in text: [Unicode.Scalar]) {
    var reader = BackwardReader(text, end: end)
    self.init(&reader)
  }

  fileprivate init?(_ reader: inout BackwardReader) {
    var steps: [Step] = []
    while true {
      if let root = reader.takeRoot() {
        self.init(root: root, steps: steps.reversed())
        return
      }
      guard let step = reader.takeStep() else { return nil }
      steps.append(step)
    }
  }
}

/// Reads a path from its end.
private struct BackwardReader {
  private let text: [Unicode.Scalar]
  private(set) var end: Int

  init(_ text: [Unicode.Scalar], end: Int) {
    self.text = text
    self.end = Swift.min(end, text.count)
  }

  private func last(_ back: Int = 1) -> Unicode.Scalar? { end >= back ? text[end - back] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard last() == scalar else { return false }
    end -= 1
    return true
  }

  /// Takes letters, digits and `_`; returns an empty text where there are none.
  mutating func takeName() -> String {
    let name = text[..<end].reversed().prefix(while: \.isNamePart)
    end -= name.count
    return String(scalars: name.reversed())
  }

  /// Takes `@`, `$`, `$name`, or `${name` in a text. Takes nothing where none of these stands there.
  mutating func takeRoot() -> ValuePath.Root? {
    let start = end
    let name = takeName()
    let isBraced = !name.isEmpty && last() == "{" && last(2) == "$"
    if isBraced { end -= 1 }
    if take("$"), last()?.isNamePart != true { return name.isEmpty ? .last : .variable(name) }
    end = start
    if name.isEmpty, take("@"), last()?.isNamePart != true { return .item }
    end = start
    return nil
  }

  mutating func takeStep() -> ValuePath.Step? {
    _ = take("?")
    if take("]") { return takeBracket() }
    if last() == "*", last(2) == "." {
      end -= 2
      return .each
    }
    let name = takeName()
    // A name after `..` may be at any depth, so it is not a step of such a path.
    guard !name.isEmpty, take("."), last() != "." else { return nil }
    return .name(name)
  }

  /// Takes what stands before the `]` that was taken, down to its `[`.
  private mutating func takeBracket() -> ValuePath.Step? {
    var depth = 1
    let close = end
    while depth > 0 {
      guard let scalar = last() else { return nil }
      end -= 1
      depth += scalar == "]" ? 1 : scalar == "[" ? -1 : 0
    }
    let inner = text[(end + 1)..<close]
    if let index = Int(String(scalars: inner)) { return .index(index) }
    guard let quote = inner.first, "'\"".unicodeScalars.contains(quote) else { return .each }
    guard inner.count > 1, inner.last == quote, !inner.contains("\\") else { return nil }
    return .name(String(scalars: inner.dropFirst().dropLast()))
  }
}

extension Unicode.Scalar {
  /// Whether it can stand in a variable's name.
  package var isNamePart: Bool { self == "_" || properties.isAlphabetic || ("0"..."9").contains(self) }
}
