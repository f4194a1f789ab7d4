extension Value {
  /// The value as JSON on one line, without spaces.
  public var json: String { String(decoding: jsonBytes(), as: UTF8.self) }

  /// The value as JSON on several lines. Each level is indented by so many spaces.
  public func json(indent: Int) -> String { String(decoding: jsonBytes(indent: indent), as: UTF8.self) }

  /// The value as JSON in UTF-8, on one line unless an indent is given.
  public func jsonBytes(indent: Int? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    appendJSON(to: &bytes, indent: indent)
    return bytes
  }

  /// Appends the value as JSON in UTF-8.
  public func appendJSON(to bytes: inout [UInt8], indent: Int? = nil) {
    var printer = JSONPrinter(indent: indent)
    printer.print(self, to: &bytes)
  }
}

/// Writes a value as JSON (RFC 8259). It keeps the open arrays and objects on its own stack, so it can
/// write a value of any depth.
///
/// It reads the values through pointers, and does not hold each of them meanwhile, because the value that is written
/// holds all of them: to retain and to release each member took a quarter of the time of `sort-by … | save`.
struct JSONPrinter {
  private enum Open {
    case array(UnsafeBufferPointer<Value>, next: Int)
    case object(UnsafeBufferPointer<Object.Member>, next: Int)
  }

  private let indent: Int?
  private var open: [Open] = []

  init(indent: Int?) { self.indent = indent }

  mutating func print(_ value: Value, to bytes: inout [UInt8]) {
    withUnsafePointer(to: value) { root in
      if let container = begin(root, &bytes) { open.append(container) }
      while let last = open.popLast() {
        switch last {
        case .array(let array, let next): elements(from: next, of: array, &bytes)
        case .object(let members, let next): self.members(from: next, of: members, &bytes)
        }
      }
    }
    withExtendedLifetime(value) {}
  }

  /// Writes a scalar, or the opening bracket of an array or object, which it returns.
  private func begin(_ value: UnsafePointer<Value>, _ bytes: inout [UInt8]) -> Open? {
    switch value.pointee {
    case .null: bytes.append("null")
    case .bool(let bool): bytes.append(bool ? "true" : "false")
    case .int(let integer): integer.appendJSON(to: &bytes)
    case .double(let double): double.appendJSON(to: &bytes)
    case .decimal(let decimal): decimal.text.withUTF8 { bytes.append(contentsOf: $0) }
    case .string: value.text.appendJSON(to: &bytes)
    case .array:
      bytes.append(UInt8(ascii: "["))
      return .array(value.array.pointee.withUnsafeBufferPointer { $0 }, next: 0)
    case .object:
      bytes.append(UInt8(ascii: "{"))
      return .object(value.object.pointee.members.withUnsafeBufferPointer { $0 }, next: 0)
    }
    return nil
  }

  /// Writes the elements up to the first one that is an array or object, which is then open.
  private mutating func elements(
    from first: Int, of array: UnsafeBufferPointer<Value>, _ bytes: inout [UInt8]
  ) {
    for index in first..<array.count {
      separate(index, &bytes)
      if let inner = begin(array.place(index), &bytes) {
        return go(into: inner, from: .array(array, next: index + 1))
      }
    }
    close(array.count, UInt8(ascii: "]"), &bytes)
  }

  /// The same of the members of an object.
  private mutating func members(
    from first: Int, of members: UnsafeBufferPointer<Object.Member>, _ bytes: inout [UInt8]
  ) {
    for index in first..<members.count {
      separate(index, &bytes)
      let member = members.place(index)
      member.name.appendJSON(to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      if indent != nil { bytes.append(UInt8(ascii: " ")) }
      if let inner = begin(member.value, &bytes) {
        return go(into: inner, from: .object(members, next: index + 1))
      }
    }
    close(members.count, UInt8(ascii: "}"), &bytes)
  }

  private mutating func go(into inner: Open, from outer: Open) {
    open.append(outer)
    open.append(inner)
  }

  /// Writes what stands before an element. Its container itself is not on the stack at this time.
  private func separate(_ index: Int, _ bytes: inout [UInt8]) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    newLine(depth: open.count + 1, &bytes)
  }

  private func close(_ count: Int, _ bracket: UInt8, _ bytes: inout [UInt8]) {
    if count > 0 { newLine(depth: open.count, &bytes) }
    bytes.append(bracket)
  }

  private func newLine(depth: Int, _ bytes: inout [UInt8]) {
    guard let indent else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
  }
}

extension [UInt8] {
  mutating func append(_ word: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }
}
