import Testing

@Suite struct PathTests {
  @Test(arguments: [
    ("let r = {workspace: null}\n$r.workspace?.name ?? \"none\"", "\"none\""),
    ("def f(r) { $r.workspace?.name.first }\nf({workspace: null}) == null", "true"),
    ("def f(r) { $r.list[0]?.name }\nf({list: [null]}) == null", "true"),
    ("def f(r) { $r.a?.b?.c }\nf({a: {b: null}}) == null", "true"),
    ("def f(r) { $r.a? }\nf({a: {b: 1}}).b", "1"),
    ("def f(last) { $last.status? }\nf(null) == null", "true"),
  ])
  func aQuestionMarkStopsAtNullToo(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test func withoutItAStepIntoNullIsAnError() {
    #expect(Machinery.run("def f(r) { $r.a.b? }\nf({})").contains("no member 'a'"))
    #expect(
      Machinery.run("def f(r) { $r.a?.b.c }\nf({a: {b: null}})").contains("takes an object, but has null"))
  }

  @Test(arguments: [
    "let s = \"abcd\"\n$s[0:2]", "let s = \"abcd\"\n$s[0]", "let l = [\"abcd\"]\n$l[*][0:2]",
    "let o = {n: \"abcd\"}\n$o.n[1:]",
    "def f(s) { $s[0:2] }\nf(\"abcd\")", "def f(s) { $s[0] }\nf(\"abcd\")",
    "def f(s) { $s[*][0] }\nf([\"abcd\"])",
  ])
  func aTextHasNoItems(program: String) {
    let shown = Machinery.run(program)
    #expect(shown.contains("'[…]' takes items of a list, but has"), "\(shown)")
  }

  static let data =
    #"let r = {status: sent, items: [{id: 1, n: 5}, {id: 2, n: 7}, {id: 3}], "a b": 4, null: null}"# + "\n"

  @Test(arguments: [
    ("$r.status", #""sent""#), ("$r['a b']", "4"), ("$r.items[0].id", "1"), ("$r.items[-1].id", "3"),
    ("$r.items[1:] | map @.id | to json", #""[2,3]""#), ("$r.items[:-1].id | to json", #""[1,2]""#),
    ("$r.items[::-1].id | to json", #""[3,2,1]""#), ("$r.items[*].id | to json", #""[1,2,3]""#),
    ("$r..id | to json", #""[1,2,3]""#), ("$r.items[0, 2].id | to json", #""[1,3]""#),
    ("$r.items[?@.n > 5].id | to json", #""[2]""#), ("$r.items[?@.n].id | to json", #""[1,2]""#),
    ("let m = 6\n$r.items[?@.n < $m].id | to json", #""[1]""#),
    ("$r.items[?@.n < \"a\"] | to json", #""[]""#), ("$r.nothing[*] | to json", #""[]""#),
    ("let i = 1\n$r.items[$i].n", "7"), ("let k = \"status\"\n$r[$k]", #""sent""#),
    ("let a = 1\nlet b = 3\n$r.items[$a:$b].id | to json", #""[2,3]""#),
    ("$r.error? ?? \"none\"", #""none""#), ("$r.error?.deep.deeper ?? \"none\"", #""none""#),
    ("$r.items[9]?.id ?? \"none\"", #""none""#), ("$r.items[0].id? ?? 0", "1"),
    ("(things get 12).id", "12"), ("entries({a: 1})[0].key", #""a""#),
    ("[{id: 1}]\n$[0].id", "[{\"id\":1}]\n1"),
    ("$r | keys | first", #""status""#),
  ])
  func pathsFind(path: String, shown: String) {
    #expect(Machinery.run(path.hasPrefix("[") ? path : Self.data + path) == shown)
  }

  @Test(arguments: [
    ("$r.statu", "2:3 no member 'statu'; did you mean 'status'?"),
    ("$r.items[0].x", "2:12 no member 'x'"),
    ("$r.items.id", "2:9 '.id' takes an object, but has an array of 3"),
    ("$r.status.x", "2:10 '.x' takes an object, but has the string \"sent\""),
    ("$r.status.x?", "2:10 '.x' takes an object, but has the string \"sent\""),
    ("$r.items[3]", "2:9 no item [3]: the list has 3, from [0] to [2]"),
    ("$r.items[1.5]", "2:9 an index must be an integer, but is the number 1.5"),
    ("$r.items[\"a\"]", "2:9 '.a' takes an object, but has an array of 3"),
    (
      "$r.error?.x + 1",
      "2:1 '+' takes two numbers, two strings, two arrays or two objects, but has null and the number 1"
    ),
    ("$r.items | map @.n", "5\n7\n2:17 no member 'n'"),
    (
      "$r.items[?@.id == 1].id + 1",
      "2:1 '+' takes two numbers, two strings, two arrays or two objects, but has an array of 1 and the number 1"
    ),
  ])
  func whatIsMissingFails(path: String, failure: String) {
    #expect(Machinery.run(Self.data + path, foreseeing: false) == failure)
  }
}
