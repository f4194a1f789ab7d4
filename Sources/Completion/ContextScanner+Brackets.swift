extension ContextScanner {
  mutating func open(_ bracket: Unicode.Scalar) {
    let start: CursorContext.Place =
      switch bracket {
      case "(": isGlued && frame.words.last?.hasSuffix("=") != true ? .expression : .pipeline
      case "{": opensObject ? .expression : .statement
      default: .expression
      }
    if !isGlued { frame.words.append(String(bracket)) }
    skip()
    var inner = Frame(bracket: bracket, start: start, opening: index - 1, pipeline: index)
    if bracket == "{", frame.head != nil {
      inner.names = frame.head == "catch" ? Array(frame.words.dropFirst().dropLast()) : frame.coming
      frame.coming = []
    }
    frames.append(inner)
  }

  private static let closing: [Unicode.Scalar: Unicode.Scalar] = ["(": ")", "[": "]", "{": "}"]

  /// Whether a brace opens an object: it does where a value must follow. After `if … ==` it opens
  /// the body.
  private var opensObject: Bool {
    guard frame.head == nil else { return false }
    let before = scalars[..<index].last { !" \t\n\r".unicodeScalars.contains($0) }
    return before.map { "=:([,".unicodeScalars.contains($0) } ?? false
  }

  mutating func close() -> CursorContext? {
    let bracket = scalars[index]
    skip()
    guard frames.count > 1 else {
      note(.lonely, index - 1..<index)
      return nil
    }
    let closed = frames.removeLast()
    if let opening = closed.opening, ContextScanner.closing[scalars[opening]] != bracket {
      note(.lonely, opening..<opening + 1)
      note(.lonely, index - 1..<index)
    }
    isGlued = true
    if frame.head == "def", closed.bracket == "(", let opening = closed.opening {
      frame.coming = Self.parameters(scalars[(opening + 1)..<(index - 1)])
    }
    if let text = closed.text { return readText(text, from: index) }
    if closed.bracket == "{", frame.head != nil {
      frame.head = nil
      isGlued = false
      begin(.statement)
    }
    return nil
  }
}

// MARK: - Declared variables

extension ContextScanner {
  /// Notes the variable of `let NAME`, `param NAME: TYPE`.
  mutating func declare() {
    guard frame.words.count > 1 else { return }
    frame.names.append(String(scalars: frame.words[1].unicodeScalars.prefix(while: \.isNamePart)))
  }

  /// The names in `name, mark = "!"`. A name in a default value may be among them.
  private static func parameters(_ list: ArraySlice<Unicode.Scalar>) -> [String] {
    list.split(separator: ",").map { part in
      String(scalars: part.drop { " \t\n".unicodeScalars.contains($0) }.prefix(while: \.isNamePart))
    }.filter { !$0.isEmpty }
  }
}
