import Source
import TestSupport
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("abc", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("한국", 4), ("ｱ", 1), ("Ａ", 2), ("مُحَمَّد", 4),
    ("😀", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇸🇦", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("☎", 1), ("✅", 2),
    ("\u{200B}x", 1),
    ("नमस्ते", 4), ("\n", 0), ("、", 2), ("…", 1), ("𠀀", 2),
  ])
  func textTakesColumns(_ text: String, _ width: Int) { #expect(displayWidth(of: text) == width) }
}

@Suite struct NearestTests {
  static let names = ["recipient", "instance", "content", "status", "id", "to", "message_id", "sort-by"]

  @Test(arguments: [
    ("recipent", "recipient"), ("mesage_id", "message_id"), ("sttaus", "status"), ("Status", "status"),
    ("ID", "id"),
    ("sort_by", "sort-by"), ("sort", "sort-by"), ("by", "sort-by"), ("contetn", "content"), ("xyz", nil),
    ("is", nil), ("", nil), ("t", nil),
    ("status", nil), (String(repeating: "x", count: 10_000), nil),
  ])
  func theNameThatWasMeantIsFound(_ name: String, _ expected: String?) {
    #expect(nearest(name, among: Self.names) == expected)
  }
}

@Suite struct PositionTests {
  @Test func columnsOnALongLineAreCountedOnce() {
    let file = SourceFile(name: "a", text: "é\n" + String(repeating: "سé x ", count: 100_000))
    let time = processorSeconds {
      for word in 0..<100_000 {
        // Each is seven bytes and five characters long.
        let place = file.position(of: 3 + word * 7)
        #expect(place.line == 2)
        guard place.column == 1 + word * 5 else {
          Issue.record("\(word): \(place)")
          return
        }
      }
    }
    #expect(time < 60)
    #expect(file.position(of: 3 + 7) == (2, 6))
    #expect(file.position(of: 0) == (1, 1))
  }
}
