import Completion
import Testing

@testable import Prompt

@Suite struct CandidateListTests {
  private func lines(_ candidates: [Candidate], columns: Int = 40, rows: Int = 24) -> [String] {
    CandidateList(candidates, size: .init(columns: columns, rows: rows)).lines
  }

  @Test func namesStandInColumnsReadDownwards() {
    #expect(lines(["a", "bb", "c", "d", "e"].map { Candidate($0) }, columns: 12) == ["a   c   e", "bb  d"])
  }

  @Test func meaningsStandBesideNames() {
    let list = [Candidate("recipient=", meaning: "phone number"), Candidate("type=", meaning: "what kind")]
    #expect(lines(list) == ["recipient=  phone number", "type=       what kind"])
  }

  @Test func aLineIsCutToTheWindow() {
    #expect(
      lines([Candidate("name=", meaning: "a meaning that is long")], columns: 16)
        == ["name=  a meanin…"].map { String($0.prefix(14)) + "…" })
  }

  @Test(arguments: [(8, "Show all 6? [y/N] "), (9, nil)])
  func moreThanAScreenfulIsAskedAbout(rows: Int, question: String?) {
    let list = (10..<16).map { Candidate("candidate-number-\($0)") }
    #expect(CandidateList(list, size: .init(columns: 30, rows: rows)).question == question)
    #expect(lines(list, columns: 30, rows: rows) == list.map(\.text))
  }

  @Test func whatATerminalWouldObeyIsNotShown() {
    #expect(lines([Candidate("a\u{1B}[31m\u{9B}b")]) == ["a\\u{1b}[31m\\u{9b}b"])
  }
}
