import JSON
import Shell
import Testing

@testable import Rendering

@Suite struct RenderingBarsTests {
  @Test(
    arguments: [
      (
        [["key": "delivered", "count": 8], ["key": "failed", "count": 2], ["key": .null, "count": 0]], 30,
        "delivered  8  ████████████████\nfailed     2  ████\nnull       0\n"
      ),
      (["a": 1, "b": 0.5], 80, "a    1  \(full(40))\nb  0.5  \(full(20))\n"),
      (["a": 16, "b": 1], 10, "a  16  ███\nb   1  ▎\n"),
      (["a": 1000, "b": 1], 80, "a  1000  \(full(40))\nb     1  ▏\n"),
      (["a": -1, "b": 0], 80, "a  -1\nb   0\n"),
      ([["count": 3, "key": "x"]], 80, "x  3  \(full(40))\n"),
      (["a very long name": 1], 24, "a very …  1  ███████████\n"),
      ([], 80, ""),
    ] as [(Value, Int, String)])
  func countsAreDrawnToTheScreen(value: Value, columns: Int, expected: String) throws {
    #expect(Renderer(.terminal(columns)).bars(value).map(rendered) == expected)
  }

  @Test(arguments: ["x", 5, [1, 2], ["a": "x"], [["key": "a"]], .null] as [Value])
  func whatHoldsNoCountsHasNoBars(value: Value) {
    #expect(Renderer(.terminal()).bars(value) == nil)
  }

  private static func full(_ count: Int) -> String { String(repeating: "█", count: count) }
}
