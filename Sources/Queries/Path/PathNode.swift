import JSON

/// A value that the evaluation visits, either alone or with its path. So one evaluator serves both cases.
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

/// A value together with its normalized path (RFC 9535 §2.7).
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
  /// The name in single quotes, as in a normalized path (RFC 9535 §2.7). Only characters that need it are escaped. A
  /// control character without a short form is written with four lower-case hexadecimal digits.
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
