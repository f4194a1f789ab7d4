import Syntax
import TestSupport
import Testing

@testable import Completion

private struct Words: Vocabulary {
  let signatures: [Signature]
  let nouns: Set<String>

  func isNoun(_ name: String) -> Bool { nouns.contains(name) }

  func signature(_ name: String, verb: String?) -> Signature? {
    let full = verb.map { "\(name) \($0)" } ?? name
    return signatures.first { $0.name == full }
  }

  var names: [String] { signatures.map(\.name) }

  func isGone(_ name: String) -> Bool { name == "messages send-list" }
}

private let words = Words(
  signatures: [
    Signature(
      "messages send",
      flags: [
        Flag("wait", .optional, type: .enumeration(["delivered", "read"]), meaning: "until it is there"),
        Flag("dry-run", meaning: "sends nothing"),
        Flag("code", .required, type: .enumeration(["curl", "python"]), meaning: "as code"),
      ],
      parameters: .declared([
        Parameter("caption", type: .string, required: false, meaning: "under the media"),
        Parameter("recipient", type: .string, required: true, meaning: "phone number"),
        Parameter("type", type: .enumeration(["image", "text"]), required: false, meaning: "what kind"),
        Parameter("preview", type: .boolean, required: false, meaning: "of links"),
      ])),
    Signature("messages send-list"), Signature("messages list"), Signature("me"),
    Signature("where", input: .items, operands: [Operand("test", .item)]),
    Signature(
      "open", operands: [Operand("path", .path)],
      flags: [Flag("as", .required, type: .enumeration(["csv", "json"]), meaning: "format")]),
    Signature(
      "post",
      parameters: .declared([
        Parameter("kind", type: .enumeration(["image", "text"]), required: true, meaning: "what kind"),
        Parameter("to", type: .string, required: true, meaning: "to whom"),
        Parameter(
          "file", type: .string, required: false, meaning: "where it is", condition: ("kind", ["image"])),
      ])),
    Signature("save", input: .whole, operands: [Operand("path", .path)]),
    Signature("trace", operands: [Operand("state", type: .enumeration(["off", "on"]))]),
  ], nouns: ["messages"])

private var completer: Completer {
  Completer(
    vocabulary: words, meaning: { $0 == "me" ? "your key" : nil },
    variables: { ["to", "total", "c"] }, keywords: ["def", "for", "if", "let"].map { Candidate($0) },
    files: files)
}

private let files = FileNames { folder in
  switch folder {
  case "": [("a.csv", false), ("data", true), ("my file.csv", false), (".rc", false)].map(entry)
  case "data/": [("b.csv", false), ("c$.json", false)].map(entry)
  default: []
  }
}

private func entry(_ name: String, _ isFolder: Bool) -> FileNames.Entry {
  .init(name: name, isFolder: isFolder)
}

/// The candidates where `|` stands in the text, and the part that they replace.
private func offered(_ marked: String) -> (texts: [String], replaced: String) {
  let scalars = Array(marked.unicodeScalars)
  let cursor = scalars.firstIndex(of: "‸") ?? scalars.count
  let text = scalars.filter { $0 != "‸" }
  let found = completer.completions(for: String(scalars: text), cursor: cursor)
  return (found.candidates.map(\.text), String(scalars: text[found.range]))
}

@Suite struct CompleterTests {
  @Test func whatBeginsWithTheWordComesFirstInAMenu() {
    let found = completer.narrowing.completions(for: "o", cursor: 1).candidates.map(\.text)
    #expect(found == ["open", "post", "for", "me"])
  }

  static let commands = ["me", "messages", "open", "post", "save", "trace", "where"]
  static let stages = ["save", "where"]
  static let parameters = ["recipient=", "caption=", "type=", "preview="]

  @Test(arguments: [
    ("m‸", ["me", "messages"], "m"),
    ("messages ‸", ["list", "send"], ""),
    ("messages s‸", ["send"], "s"),
    ("let x = me‸", ["me", "messages"], "me"),
    ("let x =‸", [], "="),
    ("let x‸", [], "x"),
    ("$to = m‸", ["me", "messages"], "m"),
    ("if m‸", ["me", "messages"], "m"),
    ("for x in m‸", ["me", "messages"], "m"),
    ("for x in $to { m‸", ["me", "messages"], "m"),
    ("if true { me } else if m‸", ["me", "messages"], "m"),
    ("where @.a {\n m‸", ["me", "messages"], "m"),
    ("me; m‸ me", ["me", "messages"], "m"),
    ("me\nm‸", ["me", "messages"], "m"),
    ("print(m‸", [], "m"),
    ("print (m‸", ["me", "messages"], "m"),
    ("me | w‸", ["where"], "w"),
    ("me |\n ‸", stages, ""),
    ("me |‸", stages, ""),
    ("messages list | m‸", [], "m"),
    ("i‸", ["if"], "i"),
    ("let x = i‸", [], "i"),
  ]) func firstWords(text: String, expected: [String], replaced: String) {
    #expect(offered(text).texts == expected)
    #expect(offered(text).replaced == replaced)
  }

  @Test func aStatementOffersCommandsThenKeywords() {
    #expect(offered("").texts.starts(with: Self.commands + ["def", "for", "if", "let"]))
  }

  @Test(arguments: [
    ("messages send ‸", parameters + ["--wait", "--dry-run", "--code"], ""),
    (
      "messages send recipient=966 ‸", ["caption=", "type=", "preview=", "--wait", "--dry-run", "--code"], ""
    ),
    ("messages send recipient?=$to type=text p‸", ["preview="], "p"),
    ("messages send caption=\"a b\" c‸", [], "c"),
    ("messages send caption=$(me | where @.x) r‸", ["recipient="], "r"),
    ("messages send caption=(me).name r‸", ["recipient="], "r"),
    ("messages send type=‸", ["image", "text"], ""),
    ("messages send type=i‸", ["image"], "i"),
    ("messages send preview=‸", ["true", "false"], ""),
    ("messages send recipient=$to‸", ["$to", "$total"], "$to"),
    ("messages send --‸", ["--wait", "--dry-run", "--code"], "--"),
    ("messages send --dry-run --‸", ["--wait", "--code"], "--"),
    ("messages send --wait=r‸", ["read"], "r"),
    ("messages send --code ‸", ["curl", "python"], ""),
    ("messages send --code curl r‸", ["recipient="], "r"),
    // Right behind a quote or a bracket, a name would be a part of the value.
    ("messages send caption=\"a b\"‸", [], ""), ("messages send caption=(me)‸", [], ""),
    ("messages send caption=[1]‸", [], ""), ("messages send \"a\"‸", [], ""),
    ("messages send \\\n r‸", ["recipient="], "r"),
    ("for m in $c { messages send t‸ }", ["type="], "t"),
    ("if $to == 1 { messages send t‸", ["type="], "t"),
    ("messages send caption={a: m‸", [], "m"),
    ("post kind=image ‸", ["file=", "to="], ""), ("post kind=\"image\" ‸", ["file=", "to="], ""),
    ("post kind=text ‸", ["to=", "file="], ""),
    ("trace ‸", ["off", "on"], ""),
    ("trace on ‸", [], ""),
    ("nothing ‸", [], ""),
  ]) func arguments(text: String, expected: [String], replaced: String) {
    #expect(offered(text).texts == expected)
    #expect(offered(text).replaced == replaced)
  }

  @Test(arguments: [
    ("print $t‸", ["$to", "$total"], "$t"),
    ("where @.a == $c‸", ["$c"], "$c"),
    ("print \"Hi $to‸", ["$to", "$total"], "$to"),
    ("print \"Hi ${c‸", ["${c}"], "${c"),
    ("print \"a $(messages send t‸", ["type="], "t"),
    ("print \"a $(me) $t‸", ["$to", "$total"], "$t"),
    ("print \"Hi to‸", [], "Hi to"),
    ("print 'Hi $t‸", [], "Hi $t"),
    ("me # $t‸", [], ""),
    ("\"\"\"\n $t‸", ["$to", "$total"], "$t"),
    // Those that the text declares, as long as they can be used.
    ("for i, row in $c { print $r‸", ["$row"], "$r"), ("for row in $c { me }; print $r‸", [], "$r"),
    ("let abc = me; print $a‸", ["$abc"], "$a"), ("if true { let abc = me }; print $a‸", [], "$a"),
    ("def f(name, mark = \"!\") { print \"$m‸", ["$mark"], "$m"),
    ("try { me } catch err { print $e‸", ["$err"], "$e"), ("param size: number\nprint $s‸", ["$size"], "$s"),
  ]) func variables(text: String, expected: [String], replaced: String) {
    #expect(offered(text).texts == expected)
    #expect(offered(text).replaced == replaced)
  }

  @Test(arguments: [
    ("open ‸", ["a.csv", "data/", "\"my file.csv\""], ""),
    ("open .‸", [".rc"], "."),
    ("open data/‸", ["data/b.csv", "\"data/c\\$.json\""], "data/"),
    ("open \"my‸", ["my file.csv\""], "my"),
    ("open 'da‸", ["data/"], "da"),
    ("open --as c‸", ["csv"], "c"),
    ("me | save a‸", ["a.csv"], "a"),
    ("use \"a‸", ["a.csv\""], "a"),
    ("open a.csv ‸", ["--as"], ""),
  ]) func paths(text: String, expected: [String], replaced: String) {
    #expect(offered(text).texts == expected)
    #expect(offered(text).replaced == replaced)
  }

  @Test(
    arguments: [
      ("sandbox> ping", "ping"), ("  sandbox> ping", "ping"), ("my shop> ping", "ping"),
      ("acme> ping", "ping"),
      ("sandbox (read-only, dry run)> ping", "ping"), ("sandbox>", ""), ("·······> }", "}"),
      ("acme> if true {\n····> ping\n····> }", "if true {\nping\n}"),
      ("acme> if true {\n  ping\n}\nshown\nacme> me", "if true {\n  ping\n}\nme"),
      ("ping", nil), ("1> 2", nil), ("$x > 3", nil), ("sandbox>ping", nil), ("where @.a\nacme> me", nil),
    ] as [(String, String?)]) func promptsAreTakenOutOfWhatWasCopied(text: String, inputs: String?)
  {
    let copied = CopiedSession(prompt: "my shop> ") {
      $0.count { $0 == "{" } == $0.count { $0 == "}" }
    }
    #expect(copied.inputs(in: text) == inputs)
    #expect(copied.isOfAnother("my shop> ping\nmy shop (read-only)> me\n·····> }") == false)
    #expect(copied.isOfAnother("my shop> ping\nsandbox> me"))
  }

  @Test func commandsAndParametersSayWhatTheyMean() {
    let me = completer.completions(for: "me", cursor: 2).candidates
    #expect(me.first == Candidate("me", meaning: "your key"))
    let parameter = completer.completions(for: "messages send r", cursor: 15).candidates
    #expect(parameter == [Candidate("recipient=", meaning: "required: phone number", isWhole: false)])
  }

  @Test func whatCandidatesShareIsCountedByCharactersNotLetters() {
    let both = Completions(range: 0..<0, candidates: [Candidate("قائمة"), Candidate("قال")])
    #expect(both.commonPrefix == "قا")
    #expect(Completions(range: 0..<0, candidates: []).commonPrefix == "")
  }

  /// The user must not notice the time that a key takes, 20 ms. The slowest of these takes 0.05 ms
  /// in a debug build.
  @Test(arguments: [
    "", "messages send ", "messages send instance=x ca", "me | wh", "print $t", "open da", "$r.data[0].na",
    "me | where @.a == 1 | each { messages send caption=\"a b\" recipient=$to ",
  ]) func anythingLocalIsOfferedAtOnce(text: String) {
    let completer = completer
    let count = text.unicodeScalars.count
    let times = (0..<5).map { _ in
      processorSeconds { _ = completer.completions(for: text, cursor: count) }
    }
    #expect(times.min().map { $0 < 0.02 } == true)
  }

  @Test func brokenTextIsNoHarm() {
    for text in [
      "))))", "}]) m", "\"\\", "$(", "${", "\"$(\"$(\"", "|||", "let = =", "name=", "--=", "''\"\"\"\"\"",
      "=", "$.", "@.", "$[", "$].", "$[0].", "[].", "..", "$..", "a@.", "$r[?@.", "$r['", "| where @.",
      "$r[[[]].",
    ] {
      for cursor in 0...text.unicodeScalars.count + 1 { _ = completer.completions(for: text, cursor: cursor) }
    }
    let deep = String(repeating: "({[\"$(", count: 20_000)
    #expect(
      completer.completions(for: deep + "m", cursor: 120_001).candidates.map(\.text) == ["me", "messages"])
  }
}
