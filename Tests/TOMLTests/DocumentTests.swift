import JSON
import Testing

@testable import TOML

@Suite struct DocumentTests {
  private func json(_ text: String) throws -> String {
    Value.object(try Document.read(Array(text.utf8))).json
  }

  @Test(arguments: [
    ("", "{}"), ("# only this", "{}"), ("a = 1 # and this", #"{"a":1}"#),
    ("\u{FEFF}a = 1\r\nb = 2\r\n", #"{"a":1,"b":2}"#),
    ("a.b.c = 1\na.b.d = 2", #"{"a":{"b":{"c":1,"d":2}}}"#), (#"a . "b c" = 1"#, #"{"a":{"b c":1}}"#),
    ("[a.b]\nc = 1\n[a]\nd = 2", #"{"a":{"b":{"c":1},"d":2}}"#),
    (
      "[fruit]\napple.color = 1\n[fruit.apple.taste]\nsweet = true",
      #"{"fruit":{"apple":{"color":1,"taste":{"sweet":true}}}}"#
    ),
    ("[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3", #"{"a":[{"b":1},{"b":2,"c":{"d":3}}]}"#),
    ("a = {b = 1, c.d = 2, e = {}}", #"{"a":{"b":1,"c":{"d":2},"e":{}}}"#),
    ("a = [1, [2], # two\n  'x',\n]", #"{"a":[1,[2],"x"]}"#),
    (#"a = "\u00e9\U0001F600\t\\\"""#, #"{"a":"é😀\t\\\""}"#), (#"a = 'C:\x'"#, #"{"a":"C:\\x"}"#),
    ("a = \"\"\"\nx\\\n\n   y\"\"\"\"\"", #"{"a":"xy\"\""}"#), ("a = '''\nx\ny'''", #"{"a":"x\ny"}"#),
    (
      "a = +1_000\nb = -17\nc = 0xdead_BEEF\nd = 0o755\ne = 0b1010",
      #"{"a":1000,"b":-17,"c":3735928559,"d":493,"e":10}"#
    ),
    ("a = +1.5\nb = -2e-3\nc = 6.5E+2\nd = 1_0.2_5", #"{"a":1.5,"b":-2e-3,"c":6.5E+2,"d":10.25}"#),
    (
      "a = 1979-05-27T07:32:00-07:00\nb = 1979-05-27 07:32:00.5Z\nc = 1979-05-27\nd = 07:32:00",
      #"{"a":"1979-05-27T07:32:00-07:00","b":"1979-05-27 07:32:00.5Z","c":"1979-05-27","d":"07:32:00"}"#
    ),
    ("1 = 2\n1979-05-27 = 3\n\"\" = 4", #"{"1":2,"1979-05-27":3,"":4}"#),
  ])
  func isRead(text: String, expected: String) throws { #expect(try json(text) == expected) }

  @Test(arguments: [
    ("a = 1\na = 2", 2, "set once"), ("a = 1 b = 2", 1, "a line must end here"),
    ("= 1", 1, "a name must stand here"),
    ("a", 1, "followed by ="), ("a =", 1, "a value must stand here"), ("a = x", 1, "another word"),
    ("[a]\n[a]", 2, "defined once"), ("[a", 1, "end with ]"), ("[[a]", 1, "end with ]]"),
    ("[]", 1, "a name must"),
    ("a = 1\n[a.b]", 2, "must be a table"), ("a = []\n[[a]]", 2, "array of tables"),
    ("[[a]]\n[a]", 2, "defined once"),
    ("a.b = 1\n[a]", 2, "defined once"), ("[a.b]\n[a]\nb.c = 1", 3, "dots"),
    ("a = {b = 1}\na.c = 2", 2, "dots"),
    ("a = {b = 1,}", 1, "a name must"), ("a = {b = 1\n}", 1, "in its line"), ("a = [1 2]", 1, "go on with ,"),
    ("a = \"x", 1, "end with \""), ("a = \"\\q\"", 1, "an escape must"),
    ("a = \"\\uD800\"", 1, "an escape must"),
    ("a = '''x", 1, "text ends before"), ("a = \"\u{1}\"", 1, "U+0001"), ("# \u{7F}", 1, "U+007F"),
    ("a = 012", 1, "another word"), ("a = 1__0", 1, "another word"), ("a = 1_", 1, "another word"),
    ("a = 1_e5", 1, "another word"), ("a = .5", 1, "another word"), ("a = 5.", 1, "another word"),
    ("a = 0x", 1, "another word"), ("a = +0x1", 1, "another word"), ("a = 9223372036854775808", 1, "64 bits"),
    ("a = inf", 1, "finite"), ("a = 1\rb = 2", 1, "a line must end"), ("\"\"\"a\"\"\" = 1", 1, "one line"),
    ("a = 1979-13-01", 1, "another word"), ("a = 25:00:00", 1, "another word"), ("\n\n!", 3, "a name must"),
  ])
  func isRefused(text: String, line: Int, says: String) {
    do {
      let found = try json(text)
      Issue.record("read as \(found)")
    } catch let error as TOMLError {
      #expect(error.line == line && error.message.contains(says), "\(error)")
    } catch { Issue.record(error) }
  }

  /// No text can fill the stack.
  @Test(arguments: ["[", "{a = ", "[{a = "]) func depthIsLimited(opening: String) {
    let text = "a = " + String(repeating: opening, count: 100_000)
    #expect(throws: TOMLError.self) { try Document.read(Array(text.utf8)) }
  }
}
