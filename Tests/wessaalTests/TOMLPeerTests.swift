import JSON
import TestSupport
import Testing

@testable import TOML

/// Compares TOML with Python's `tomllib`: texts from parts that fit together well or badly, the same in each
/// run.
@Suite(.enabled(if: Peer.hasPython, "no Python 3")) struct TOMLPeerTests {
  private static let parts = [
    "[a]", "[a.b]", "[[a]]", "[[a.b]]", "[b]", "[a.b.c]", "[ a . \"b\" ]", "a = 1", "a.b = 2", "a.b.c = 3",
    "b = 'x'",
    "b.c = \"\\u00e9\"", "c = [1, 2]", "c = [\n1,\n{x = 1}, # why\n]", "d = {x = 1, y.z = 2}", "d.x = 3",
    "e = 1_000", "e = 1__0", "e = 0x1F", "e = 0b12", "e = +1.5e3", "e = 01", "e = 1.", "e = -0", "e = 1e5_0",
    "f = \"\"\"x\\\n   y\"\"\"", "f = '''\nx''''", "f = \"\"\"\"\"\"\"\"", "f = \"x", "g = true", "g = tru",
    "\"\" = 1",
    "h = 9223372036854775807", "i = [[], [[]], {}]", "i = {}", "i = {x = 1,}", "# é", "\t x = 1\t# y", "=",
    "x", "x =",
    "'q.r' = 1", "q.'r' = 2", "\"\\t\" = 3", "j = \"a\\\\b\"", "j = 'a\\b'", "k = 1 l = 2", "]", "k = [1,,2]",
    "k = [,]",
  ]

  private static func texts() -> [String] {
    var random = Seeded(1)
    return (0..<6000).map { _ in
      var text = (0...Int.random(in: 0..<6, using: &random)).map { _ in
        parts.randomElement(using: &random) ?? ""
      }.joined(separator: "\n")
      if Bool.random(using: &random), let place = text.indices.randomElement(using: &random) {
        text.remove(at: place)
      }
      return text
    }
  }

  @Test func textsMeanTheSame() throws {
    let texts = Self.texts()
    let folder = Folder()
    _ = folder.write("texts.json", Value.array(texts.map { Value($0) }).json)
    let peer = try Peer.python(
      """
      import json, tomllib
      out = []
      for text in json.load(open("texts.json", encoding="utf-8")):
          try: out.append(tomllib.loads(text))
          except tomllib.TOMLDecodeError: out.append(None)
      print(json.dumps(out, ensure_ascii=False))
      """, folder: folder.path)
    let expected = try #require(try Value(parsing: Array(peer.output.utf8)).asArray, "\(peer.errors)")
    var wrong: [String] = []
    for (text, expected) in zip(texts, expected) {
      let found = (try? Document.read(Array(text.utf8))).map { Value.object($0) } ?? .null
      if found != expected { wrong.append("\(text)\n  \(found.json)\n  \(expected.json)") }
    }
    #expect(
      expected.count == texts.count && wrong.isEmpty,
      "\(wrong.count):\n\(wrong.prefix(20).joined(separator: "\n"))")
    #expect(expected.count { !$0.isNull } > 1000)
  }
}
