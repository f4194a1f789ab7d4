import JSON

/// A value met on the way, alone or with its place; so there is one evaluator for both.
protocol PathNode {
  var value: Value { get }
  func child(_ name: Text, _ value: Value) -> Self
  func child(_ index: Int, _ value: Value) -> Self
}

extension Value: PathNode {
  var value: Value { self }
  func child(_ name: Text, _ value: Value) -> Value { value }
  func child(_ index: Int, _ value: Value) -> Value { value }
}

/// A value with its normalized path (RFC 9535 §2.7).
struct LocatedNode: PathNode {
  let path: Text
  let value: Value

  func child(_ name: Text, _ value: Value) -> LocatedNode {
    LocatedNode(path: path + Text("[" + name.normalized + "]"), value: value)
  }

  func child(_ index: Int, _ value: Value) -> LocatedNode {
    LocatedNode(path: path + Text("[\(index)]"), value: value)
  }
}

extension Text {
  /// The name between single quotes, as normalized paths have it: only what must be escaped is escaped, and control
  /// characters without a short form have four lower-case digits.
  var normalized: String {
    var bytes: [UInt8] = [UInt8(ascii: "'")]
    withUTF8 { text in
      for byte in text {
        if byte < 0x20 || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\") {
          bytes.appendEscape(byte)
        } else {
          bytes.append(byte)
        }
      }
    }
    bytes.append(UInt8(ascii: "'"))
    return String(decoding: bytes, as: UTF8.self)
  }
}
