import Rendering
import Shell
import SystemCalls

/// The words of the command line.
enum Arguments {
  /// - Throws: where a word is not UTF-8. A replacement for its bytes would be sent, and paid for.
  static func read() throws(StartFailure) -> [String] {
    var words: [String] = []
    for word in CurrentProcess.arguments {
      guard let text = String(validating: word, as: UTF8.self) else { throw fault(words.count + 1, word) }
      words.append(text)
    }
    return words
  }

  private static func fault(_ index: Int, _ bytes: [UInt8]) -> StartFailure {
    let place = bytes.placeOfNoUTF8
    let before = String(decoding: bytes[..<place], as: UTF8.self)
    let beginning = before.isEmpty ? "" : " (\(Escaping.line(String(before.prefix(24))))…)"
    return StartFailure(
      message: "argument \(index)\(beginning) must be valid UTF-8, but its byte \(place + 1) is "
        + bytes[place].hex,
      hint: "iconv -f LATIN1 -t UTF-8 makes UTF-8 of Latin-1")
  }
}

extension [UInt8] {
  /// The place of the first bytes that are not a character; the last byte where all are characters.
  var placeOfNoUTF8: Int {
    var decoder = UTF8()
    var bytes = makeIterator()
    var place = 0
    while case .scalarValue(let scalar) = decoder.decode(&bytes) { place += UTF8.width(scalar) }
    return Swift.min(place, count - 1)
  }
}

extension UInt8 {
  /// As hexadecimal digits: `0x0A`.
  var hex: String {
    "0x" + (self < 16 ? "0" : "") + String(self, radix: 16, uppercase: true)
  }
}
