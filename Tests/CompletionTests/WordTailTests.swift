import Testing

@testable import Completion

/// The rest of a word after the cursor, when the word is completed.
@Suite struct WordTailTests {
  @Test(arguments: [
    // The rest is already there.
    ("=my", "inst", "instance=", 1), ("tance=my", "ins", "instance=", 6), ("t", "ge", "get", 1),
    // It belongs to a typed name, of which nothing is left.
    ("ra", "sa", "+966509876543", 2), ("ra\"", "sa", "+966509876543\"", 3), ("xx", "li", "list", 2),
    ("back", "my", "my-instance", 4), ("xx=sent", "sta", "status=", 3), ("xx", "", "my-instance", 2),
    // Paths of values and of files.
    ("x.first", ".na", ".name", 1), ("xx.csv", "my", "my file.csv", 6), ("x[0]", "$r", "$rows", 1),
    ("ag.x", ".t", "[*].tag", 2), ("", "li", "list", 0), (")", "$r", "$rows", 0),
  ]) func theRestOfTheWordGoes(tail: String, typed: String, candidate: String, count: Int) {
    let tail = WordTail(Array(tail.unicodeScalars))
    #expect(tail.replaced(by: candidate, for: Array(typed.unicodeScalars), endsWord: true) == count)
  }

  /// A word after the cursor is another word, and the common beginning of several candidates ends
  /// no word.
  @Test func whatIsNoneOfThatWordStays() {
    #expect(WordTail(["s", "e", "n", "d"]).replaced(by: "get", for: [], endsWord: false) == 0)
    #expect(WordTail(["t"]).replaced(by: "get", for: ["g"], endsWord: false) == 1)
  }
}
