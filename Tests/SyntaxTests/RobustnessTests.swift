import Source
import Syntax
import TestSupport
import Testing

@Suite struct RobustnessTests {
  @Test(arguments: [
    "(", "[", "{", "{a: ", "$(", "-", "!", "\"$(", "if true { ", "$x[", "f(", "each { ", "$x[?", "(((",
  ])
  func openingsWithoutEndAreAFault(_ opening: String) {
    #expect(!faults(String(repeating: opening, count: opening.utf8.count == 1 ? 100_000 : 10_000)).isEmpty)
  }

  @Test(arguments: [
    ("(", "1", ")"), ("[", "", "]"), ("{a: ", "1", "}"), ("if true {", "", "}"), ("\"$(", "1", ")\""),
  ])
  func thousandsOfBracketsThatCloseAreOneFault(_ open: String, _ inner: String, _ close: String) {
    let count = open.utf8.count == 1 ? 100_000 : 10_000
    let code = String(repeating: open, count: count) + inner + String(repeating: close, count: count)
    #expect(faults(code + "\nx = 1").count == 2)
  }

  @Test(arguments: [
    ")", "]", "}", "\"", "'", "$", "@", "|", ";", "\n", "\\", "# ", "(]", "--a ", "...", ", ", "x ", "=",
    "\u{0}", ">", "<>", "& ", "=> ", "{|", "//", "if x\n", "each a ", "map {a ", "$x++\n", "each ] ",
  ])
  func thousandsOfAnythingAreReadInTime(_ piece: String) {
    let time = processorSeconds {
      _ = faults(String(repeating: piece, count: 10_000))
      _ = faults("print " + String(repeating: piece, count: 10_000))
    }
    #expect(time < 30)
  }

  @Test func aLongChainIsAFaultAndALongListIsNone() {
    #expect(faults("1" + String(repeating: " + 1", count: 100_000)).count == 1)
    #expect(faults("1" + String(repeating: " + 1", count: 900)).isEmpty)
    #expect(faults("[" + String(repeating: "(1),", count: 10_000) + "]").isEmpty)
    #expect(faults(String(repeating: "if true { 1 }\n", count: 5000) + "1 + 1").isEmpty)
  }

  @Test func aLineOfTenMegabytesIsRead() {
    let text = String(repeating: "x", count: 10_000_000)
    #expect(faults("print \"\(text)\"").isEmpty)
    #expect(faults("print \(text)").isEmpty)
  }

  @Test func faultsOfMutatedProgramsLieWithinThem() {
    var random = Seeded(42)
    for code in Examples.all {
      for _ in 0..<25 { check(mutated(Array(code.utf8), &random)) }
    }
  }

  @Test func everyPrefixOfAProgramIsReadToItsEnd() {
    for code in Examples.all {
      let bytes = Array(code.utf8)
      for end in stride(from: 0, to: bytes.count, by: 3) { check(Array(bytes[..<end])) }
    }
  }

  private func check(_ bytes: [UInt8]) {
    let file = SourceFile(name: "t", bytes: bytes)
    for interactive in [false, true] {
      let (_, faults) = parse(file, id: 0, vocabulary: FakeVocabulary(), interactive: interactive)
      for fault in faults {
        let span = fault.span
        #expect(
          span.start <= span.end && Int(span.end) <= bytes.count, "\(String(decoding: bytes, as: UTF8.self))")
      }
    }
    _ = completeness(of: String(decoding: bytes, as: UTF8.self), vocabulary: FakeVocabulary())
  }

  private func mutated(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = bytes
    let pieces = [
      "(", ")", "[", "]", "{", "}", "\"", "'", "$", "@", "|", "\n", "\\", "=", "..", "?", "#", "é", " ",
      "\"\"\"", "--x", ",",
    ]
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let at = Int.random(in: 0...bytes.count, using: &random)
      if Bool.random(using: &random), at < bytes.count {
        bytes.remove(at: at)
      } else {
        bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "(").utf8, at: at)
      }
    }
    return bytes
  }
}
