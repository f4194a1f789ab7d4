import Catalog
import HTTP
import JSON
import Verbs

/// Prepares a mask before the first line is written: it must know which numbers are ids, which belong to customers,
/// and which texts it has to find in other texts.
extension Recording {
  package func learn(_ scrubber: Scrubber) {
    for recorded in exchanges {
      scrubber.mask?.memory.note(moment: recorded.exchange.start)
      _ = RecordedCall(recorded, scrubber)
      let url = "\(recorded.base)"
      let request = recorded.exchange.request
      let path = request.url.hasPrefix(url) ? String(request.url.dropFirst(url.count)) : request.url
      let operation = scrubber.target(path, request.method.rawValue).operation
      // A body that was cut cannot be read as JSON, but its values may have been shown.
      if recorded.requestCount > request.body?.count ?? 0, let value = Value(beginning: request.body ?? []) {
        _ = scrubber.request(value, of: operation)
      }
      if case .success(let response) = recorded.exchange.result, recorded.answerCount > response.body.count,
        let value = Value(beginning: response.body)
      {
        _ = scrubber.answer(value, of: operation)
      }
    }
    for call in replayed {
      scrubber.mask?.memory.note(moment: call.start)
      let operation = scrubber.target(call.path, call.method).operation
      if case .json(let value) = call.requestBody { _ = scrubber.request(value, of: operation) }
      if case .json(let value) = call.body { _ = scrubber.answer(value, of: operation) }
      if case .success(let response) = call.result { _ = scrubber.headers(response.headers) }
    }
    for part in parts {
      switch part {
      case .typed(_, let text, _): _ = scrubber.input(text)
      case .shown(_, let again): _ = again?(scrubber)
      }
    }
  }
}

extension Value {
  /// Reads JSON that was cut: drops what follows the last whole value and closes the brackets. Nil where that fails
  /// too.
  package init?(beginning bytes: [UInt8]) {
    var open: [UInt8] = []
    var isText = false
    var isEscaped = false
    var whole = 0
    var closing: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = open.popLast()
        (whole, closing) = (index + 1, open)
      case UInt8(ascii: ","): (whole, closing) = (index, open)
      default: break
      }
    }
    guard whole > 0, let value = try? Value(parsing: bytes[..<whole] + closing.reversed()) else { return nil }
    self = value
  }
}
