import Testing

/// JSON files with one value that is not a list.
@Suite struct OneValueTests {
  private let folder = Folder()

  private func run(_ code: String) throws -> Outcome {
    folder.write("o.json", #"{"a": 1, "b": {"c": [2, 3]}}"#)
    folder.write("n.json", "5")
    folder.write("l.json", #"[{"a": 1, "b": 2}, {"a": 3, "b": 4}]"#)
    return try wessaal(["-c", code], folder: folder.path)
  }

  @Test(arguments: [
    ("open n.json", "5\n"), ("open o.json | select a", "{\n  \"a\": 1\n}\n"),
    ("open o.json | omit b", "{\n  \"a\": 1\n}\n"), ("(open o.json | select a b).b.c | sum", "5\n"),
    ("open o.json | select a | get @.a", "1\n"), ("open o.json | select b | omit b | length", "0\n"),
    ("open o.json | keys", "\"a\"\n\"b\"\n"), ("open o.json | get @.b.c[1]", "3\n"),
    ("let o = open o.json | select a; $o.a", "1\n"),
    ("open o.json | select a | save p.json; open p.json | get @.a", "1\n"),
    ("open o.json | to json", "{\"a\":1,\"b\":{\"c\":[2,3]}}\n"),
    ("open o.json; $.a", "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": [\n      2,\n      3\n    ]\n  }\n}\n1\n"),
    ("open l.json | select a", "{\"a\":1}\n{\"a\":3}\n"), ("open l.json | select a | count", "2\n"),
  ]) func isOpenedAsItIs(_ code: String, _ shown: String) throws {
    let run = try run(code)
    #expect(run.output == shown, "\(run.errors)")
  }

  @Test(arguments: [
    ("open o.json | map @", "map takes a list, but has an object"),
    ("open n.json | where @ > 1", "where takes a list, but has the number 5"),
    ("open n.json | select a", "select takes a list, but has the number 5"),
    ("for x in open(\"o.json\") { print 1 }", "a loop runs over a list, but has an object"),
    ("for x in (open o.json | select a) { print 1 }", "a loop runs over a list, but has an object"),
    ("open o.json | select x", "no member 'x'"),
  ]) func isNoList(_ code: String, _ message: String) throws {
    let run = try run(code)
    #expect(run.status == 1 && run.output == "", "\(run.output)")
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
