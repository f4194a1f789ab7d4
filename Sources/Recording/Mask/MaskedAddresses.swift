import Catalog
import HTTP

/// URLs, paths, names of files and addresses of mail in a text, and what is written in base64.
extension Mask {
  package func maskAddresses(_ edit: inout TextEdit) {
    for chunk in Self.chunks(edit.atoms.scalars) where edit.isFree(chunk) {
      let scalars = edit.atoms.scalars[chunk]
      if let start = Self.scheme(scalars) {
        let range = start..<chunk.upperBound
        edit.replace(range, by: url(edit.atoms.written(range)))
      } else if let start = Self.path(scalars) {
        let range = start..<chunk.upperBound
        edit.replace(range, by: path(edit.atoms.written(range)))
      } else if let range = Self.mail(scalars) {
        edit.replace(range, by: memory.token(edit.atoms.meant(range)))
      } else if Self.isFile(edit.atoms.meant(chunk)) {
        edit.replace(chunk, by: memory.token(edit.atoms.meant(chunk)))
      }
    }
  }

  /// What stands between spaces and quotes, without the punctuation at its ends.
  private static func chunks(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var index = 0
    while index < scalars.count {
      var start = index
      while index < scalars.count, !isEnd(scalars[index]) { index += 1 }
      var end = index
      while start < end, "([{,;=".unicodeScalars.contains(scalars[start]) { start += 1 }
      while end > start, ".,;:!?)]}".unicodeScalars.contains(scalars[end - 1]) { end -= 1 }
      if start < end { chunks.append(start..<end) }
      index += 1
    }
    return chunks
  }

  private static func isEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || "\"'`<>“”«»".unicodeScalars.contains(scalar)
  }

  private static func scheme(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    let slashes: [Unicode.Scalar] = [":", "/", "/"]
    guard let colon = scalars.indices.first(where: { scalars[$0...].starts(with: slashes) }) else {
      return nil
    }
    var start = colon
    while start > scalars.startIndex, scalars[start - 1].isASCII, scalars[start - 1].isOfWord { start -= 1 }
    return start < colon ? start : nil
  }

  /// `/contacts/12`, `~/lists/a.csv`; also after `=`, `:` or a bracket.
  private static func path(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    let starts = ["/", "~/", "./", "../"].map { Array($0.unicodeScalars) }
    let place = scalars.indices.first { place in
      let isStart = place == scalars.startIndex || "=:([{,".unicodeScalars.contains(scalars[place - 1])
      return isStart && starts.contains { scalars[place...].starts(with: $0) }
    }
    return place.flatMap { start in scalars[start...].contains(where: \.isOfWord) ? start : nil }
  }

  /// `ahmed@example.com`; not a number within WhatsApp, which is masked as one.
  private static func mail(_ scalars: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
    guard let at = scalars.firstIndex(of: "@") else { return nil }
    let extra = "._%+-".unicodeScalars
    var start = at
    while start > scalars.startIndex, scalars[start - 1].isOfWord || extra.contains(scalars[start - 1]) {
      start -= 1
    }
    var end = at + 1
    while end < scalars.endIndex, scalars[end].isOfWord || ".-".unicodeScalars.contains(scalars[end]) {
      end += 1
    }
    let name = scalars[start..<at]
    guard !name.isEmpty, end > at + 1 else { return nil }
    let isNumber = name.allSatisfy { $0.digit != nil || $0 == "+" } && name.count < 17
    return isNumber ? nil : start..<end
  }

  private static let endings: Set = [
    "csv", "tsv", "json", "jsonl", "ndjson", "txt", "har", "wsl", "html", "pdf", "png", "jpg", "jpeg", "gif",
    "webp", "mp4", "mp3", "ogg", "opus", "aac", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "vcf",
    "log",
  ]

  private static func isFile(_ chunk: String) -> Bool {
    guard let point = chunk.lastIndex(of: "."), point > chunk.startIndex else { return false }
    return endings.contains(chunk[chunk.index(after: point)...].lowercased())
  }

  // MARK: Base64

  /// Masks what is written in base64, and writes it so again.
  package func maskEncoded(_ edit: inout TextEdit) {
    let scalars = edit.atoms.scalars
    var index = 0
    while index < scalars.count {
      let start = index
      while index < scalars.count, Base64.isDigit(scalars[index]) { index += 1 }
      let end = index
      while index < scalars.count, scalars[index] == "=" { index += 1 }
      if end - start >= 10, edit.isFree(start..<index) {
        let text = edit.atoms.meant(start..<end)
        if let new = masked(encoded: text) { edit.replace(start..<end, by: new) }
      }
      index = max(index, start + 1)
    }
  }

  private func masked(encoded text: String) -> String? {
    let hasLetter = text.utf8.contains { $0 > 0x40 }
    let hasOther = text.utf8.contains { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    guard hasLetter, hasOther, let bytes = Base64.bytes(text) else { return nil }
    if extent == .all, Self.isText(bytes) { return memory.token(text) }
    let isUTF8 = String(validating: bytes, as: UTF8.self)
    let meant = isUTF8 ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    let masked = memory.numbers.masked(meant)
    guard masked != meant else { return nil }
    let new =
      isUTF8 == nil ? masked.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(masked.utf8)
    // What stands beside it may be a number as it is.
    return memory.numbers.masked(Base64.text(new, like: text))
  }

  /// Whether bytes are meant to be read.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 6, let text = String(validating: bytes, as: UTF8.self) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        ? scalar.value >= 0x20 && scalar.value != 0x7F : scalar.properties.isAlphabetic || scalar.isOfWord
    }
  }
}

/// Base64 in both of its alphabets, without the signs that fill it up (RFC 4648 §4, §5).
package enum Base64 {
  private static let plain = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let forURLs = plain.dropLast(2) + Array("-_".utf8)

  package static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && value(UInt8(scalar.value)) != nil
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  /// What the text stands for; nil where it is none.
  package static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 {
      guard let value = value(byte) else { return nil }
      bits = (bits << 6 | value) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return count == 6 ? nil : bytes
  }

  package static func text(_ bytes: [UInt8], like old: String) -> String {
    let alphabet =
      old.utf8.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") } ? Array(forURLs) : plain
    var text: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = (bits << 8 | UInt32(byte)) & 0xFFFF
      count += 8
      while count >= 6 {
        count -= 6
        text.append(alphabet[Int(bits >> UInt32(count) & 63)])
      }
    }
    if count > 0 { text.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
