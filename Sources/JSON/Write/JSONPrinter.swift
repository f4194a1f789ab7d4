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
struct JSONPrinter {
  private enum Open {
    case array([Value], next: Int)
    case object([Object.Member], next: Int)
  }

  private let indent: Int?
  private var open: [Open] = []

  init(indent: Int?) { self.indent = indent }

  mutating func print(_ value: Value, to bytes: inout [UInt8]) {
    begin(value, &bytes)
    while let last = open.popLast() {
      switch last {
      case .array(let array, let next): element(next, of: array, &bytes)
      case .object(let members, let next): member(next, of: members, &bytes)
      }
    }
  }

  /// Writes a scalar, or the opening bracket of an array or object.
  private mutating func begin(_ value: Value, _ bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append("null")
    case .bool(let bool): bytes.append(bool ? "true" : "false")
    case .int(let integer): integer.appendJSON(to: &bytes)
    case .double(let double): double.appendJSON(to: &bytes)
    case .decimal(let decimal): decimal.text.withUTF8 { bytes.append(contentsOf: $0) }
    case .string(let text): text.appendJSON(to: &bytes)
    case .array(let array):
      bytes.append(UInt8(ascii: "["))
      open.append(.array(array, next: 0))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      open.append(.object(object.members, next: 0))
    }
  }

  private mutating func element(_ index: Int, of array: [Value], _ bytes: inout [UInt8]) {
    guard separate(index, of: array.count, closing: UInt8(ascii: "]"), &bytes) else { return }
    open.append(.array(array, next: index + 1))
    begin(array[index], &bytes)
  }

  private mutating func member(_ index: Int, of members: [Object.Member], _ bytes: inout [UInt8]) {
    guard separate(index, of: members.count, closing: UInt8(ascii: "}"), &bytes) else { return }
    open.append(.object(members, next: index + 1))
    members[index].name.appendJSON(to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    if indent != nil { bytes.append(UInt8(ascii: " ")) }
    begin(members[index].value, &bytes)
  }

  /// Writes what stands before the element with this index; after the last element, the closing
  /// bracket. Returns whether there is such an element. The container itself is not on the stack at
  /// this time.
  private func separate(_ index: Int, of count: Int, closing: UInt8, _ bytes: inout [UInt8]) -> Bool {
    guard index < count else {
      if count > 0 { newLine(depth: open.count, &bytes) }
      bytes.append(closing)
      return false
    }
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    newLine(depth: open.count + 1, &bytes)
    return true
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
