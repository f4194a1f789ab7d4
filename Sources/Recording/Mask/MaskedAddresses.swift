import Catalog
import HTTP
import JSON

/// Masks URLs, paths, names of files and mail addresses in a text.
extension Mask {
  func maskAddresses(_ edit: inout TextEdit) {
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

  /// The parts between spaces and quotes, without the punctuation at their ends.
  static func chunks(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
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

  /// Where a path begins: at the start of the part, or after `=`, `:` or a bracket. `/contacts/12`, `~/lists/a.csv`.
  private static func path(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    let starts = ["/", "~/", "./", "../"].map { Array($0.unicodeScalars) }
    let place = scalars.indices.first { place in
      let isStart = place == scalars.startIndex || "=:([{,".unicodeScalars.contains(scalars[place - 1])
      return isStart && starts.contains { scalars[place...].starts(with: $0) }
    }
    return place.flatMap { start in scalars[start...].contains(where: \.isOfWord) ? start : nil }
  }

  /// A mail address: `ahmed@example.com`. A number within WhatsApp is masked as a number instead.
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
}
