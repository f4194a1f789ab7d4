import Testing

@testable import Machine

/// Expressions over `@` in commands on whole values: `get`, `set`, `diff --by`.
@Suite struct WholeValueTests {
  @Test(arguments: [
    ("{a: {b: [1, 2]}} | get @.a.b[-1]", "2"),
    ("{a: 1} | get @.b? ?? 5", "5"),
    ("get {a: 1} @.a", "1"),
    ("get({a: 1}, @.a)", "1"),
    ("{a: 1} | get @.b", "1:15 no member 'b'"),
    ("1 | get @.b", "1:10 '.b' takes an object, but has the number 1"),
    ("{a: 1} | set @.b 2", #"{"a":1,"b":2}"#),
    ("{a: {b: 1}} | set @.a.b -1", #"{"a":{"b":-1}}"#),
    ("{a: [1, 2]} | set @.a[1] [3]", #"{"a":[1,[3]]}"#),
    ("let k = \"a\"\n{a: 1, n: 2} | set @[$k] (3 + 4)", #"{"a":7,"n":2}"#),
    ("{a: 1, b: a} | set @[@.b] 9", #"{"a":9,"b":"a"}"#),
    ("let x = {a: 1}\nlet y = $x | set @.a 2\n[$x, $y]", #"[{"a":1},{"a":2}]"#),
    ("set {a: 1} @.a word", #"{"a":"word"}"#),
    ("set({a: 1}, @.a, 1 + 1)", #"{"a":2}"#),
    ("[{a: 1}, {a: 2}] | each { set @ @.b @.a }", "{\"a\":1,\"b\":1}\n{\"a\":2,\"b\":2}"),
    ("{a: 1} | set @.b.c 2", "1:10 no member 'b'"),
    ("[1] | set @[3] 2", "1:7 no item [3]: the list has 1, from [0] to [0]"),
    ("5 | set @.a 2", "1:5 only an array or an object has parts, but this is the number 5"),
    (
      "[{k: {id: 1}, n: 1}, {k: {id: 2}}] | diff [{k: {id: 1}, n: 2}] --by @.k.id",
      #"{"added":[],"removed":[{"k":{"id":2}}],"changed":[{"old":{"k":{"id":1},"n":1},"#
        + #""new":{"k":{"id":1},"n":2},"fields":["n"]}]}"#
    ),
    (
      "[1, 12] | diff --by @ % 10 [2, 3]",
      #"{"added":[3],"removed":[1],"changed":[{"old":12,"new":2,"fields":[]}]}"#
    ),
    ("[{a: 1}] | diff [{b: 1}] --by @.a", "1:32 no member 'a'"),
  ]) func theWholeValueIsTheItem(code: String, expected: String) {
    #expect(
      Machinery.run(code, foreseeing: false).split(separator: "\n  ").first.map(String.init) == expected)
  }

  @Test(arguments: ["$x", "@.*", "@..a", "5", "@[0:1]"]) func onlyAPlaceIsSet(path: String) {
    #expect(
      Machinery.faults("let x = {a: 1}\n$x | set \(path) 1\n$x")
        .hasPrefix("2:10 set takes a path from @ to one place"))
  }

  @Test func aFieldNameAloneIsNoExpression() {
    #expect(Machinery.faults("[] | diff [] --by id") == "1:19 the item is '@', but found 'id'")
  }
}
