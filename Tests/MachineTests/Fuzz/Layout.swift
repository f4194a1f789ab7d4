import Source
import Syntax

/// The properties of a layout, and which of them does not hold.
struct Layout {
  let vocabulary: any Vocabulary

  /// What is wrong with the layout of a program without faults; nil where nothing is.
  func fault(of bytes: [UInt8]) -> String? {
    let file = SourceFile(name: "t", bytes: bytes)
    let (program, faults) = parse(file, id: 0, vocabulary: vocabulary)
    guard faults.isEmpty else { return nil }
    let once = format(program, of: file)
    let laidOut = SourceFile(name: "t", bytes: once)
    let (again, newFaults) = parse(laidOut, id: 0, vocabulary: vocabulary)
    if let fault = newFaults.first { return "its layout does not read: \(fault.message)\n\(text(once))" }
    if dump(program) != dump(again) {
      return "its layout has another tree\n\(text(once))\n\(dump(program))\n\(dump(again))"
    }
    if comments(program) != comments(again) { return "its layout has other comments\n\(text(once))" }
    if marks(bytes, program) != marks(once, again) { return "its layout has other marks\n\(text(once))" }
    let twice = format(again, of: laidOut)
    return once == twice ? nil : "its layout has another layout\n\(text(once))\n---\n\(text(twice))"
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func comments(_ program: Program) -> [[UInt8]] {
    program.comments.map { comment in
      var bytes = Array(comment.text.utf8)
      while let last = bytes.last, isWhite(last) { bytes.removeLast() }
      return bytes
    }
  }

  /// Everything that a layout may not change: all but white space, commas, `:`, `;`, `\` and
  /// comments.
  private func marks(_ bytes: [UInt8], _ program: Program) -> [UInt8] {
    var result: [UInt8] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for comment in program.comments {
      result += bytes[start..<Int(comment.span.start)]
      start = Int(comment.span.end)
    }
    result += bytes[start...]
    return result.filter { !isWhite($0) && !",:;\\".utf8.contains($0) }
  }

  private func isWhite(_ byte: UInt8) -> Bool { [9, 10, 13, 32].contains(byte) }
}
