import TestSupport
import Testing

@testable import Prompt

@Suite struct HistorySearchTests {
  private func search(_ inputs: [String], _ keys: String) -> HistorySearch {
    useUTF8()
    var search = HistorySearch(inputs)
    for scalar in keys.unicodeScalars { _ = search.take(.character(scalar)) }
    return search
  }

  @Test func whatIsFoundHoldsThePattern() {
    let inputs = ["ab", "abc", "b", "xab\u{301}"]
    #expect(search(inputs, "ab").found == "xab\u{301}")
    #expect(search(inputs, "ab").offset == 1)
    #expect(search(inputs, "abc").found == "abc")
    #expect(search(inputs, "abd").found == nil)
    #expect(search(inputs, "").found == nil)
    #expect(search([], "a").found == nil)
    #expect(search(["👍🏽م"], "م").offset == 2)
  }

  @Test func backspaceGoesBackToWhatWasFoundBefore() {
    let inputs = ["abx", "ab1", "ab2", "ab3"]
    #expect(search(inputs, "ab\u{12}\u{12}x\u{7F}").found == "ab1")
    #expect(search(inputs, "abx\u{7F}").found == "ab3")
    #expect(search(inputs, "abz\u{7F}").found == "ab3")
    #expect(search(inputs, "abzzz\u{7F}\u{7F}").hasFailed)
    #expect(search(inputs, "a\u{7F}").found == nil)
    #expect(search(inputs, "a\u{301}\u{7F}").pattern == "")
  }

  @Test func aPasteIsTakenOffInCharacters() {
    var search = search(["one two", "one"], "")
    #expect(search.take(.pasted("one tw")) == .goesOn)
    #expect(search.found == "one two")
    for _ in 1...3 { #expect(search.take(.character("\u{7F}")) == .goesOn) }
    #expect(search.pattern == "one")
    // It is as if no more had been pasted.
    #expect(search.found == "one")
  }

  @Test func nothingIsPlacedThatWasNotFound() {
    for key in ["\r", "\n"] as [Unicode.Scalar] {
      for keys in ["", "x", "ax", "a\u{7F}", "a\u{15}"] {
        var search = search(["a"], keys)
        #expect(search.take(.character(key)) == .givenUp)
      }
      var search = search(["a"], "ax\u{7F}")
      #expect(search.take(.character(key)) == .placed)
    }
  }

  /// 10,000 entries, of which none or all begin like the pattern; and one entry of the greatest length.
  @Test func aKeyIsAnsweredAtOnce() {
    let many = (1...10_000).map { "messages send recipient=+9665\($0)" }
    let long = String(repeating: "a", count: 1 << 16)
    let time = processorSeconds {
      _ = search(many + [long], "messages send recipient=+9665x\u{7F}\u{12}")
      var search = search(many + [long], "")
      _ = search.take(.pasted(String(repeating: "a", count: 1 << 15) + "b"))
    }
    #expect(time < 3)
  }

  @Test(arguments: [200, 80, 30, 12, 5, 2, 1]) func thePromptLeavesRoom(columns: Int) {
    for keys in ["", "a", "zz", String(repeating: "日本م👨‍👩‍👧", count: 50)] {
      let prompt = search(["a", "日本م"], keys).prompt(columns: columns)
      #expect(PromptText(prompt).visible.cellCount < columns, "\(prompt)")
    }
    #expect(search(["a"], "").prompt(columns: 80) == "search \"\": ")
    #expect(search(["a"], "b").prompt(columns: 80) == "not found \"b\": ")
  }
}
