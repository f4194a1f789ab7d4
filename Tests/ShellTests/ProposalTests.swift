import Catalog
import Commands
import JSON
import Machine
import Scripts
import Shell
import Source
import Syntax
import TestSupport
import Testing

/// The text of a hint passes the check in its place (Language.md, "Errors"). `Proposals` ensures
/// that for every hint.
@Suite struct ProposalTests {
  private static let commands = ShellCommands()

  private static func faults(_ file: SourceFile) -> [Diagnostic] {
    let (program, faults) = parse(file, id: 0, vocabulary: commands)
    return (faults + Checker.check(program, commands: commands)).sortedByPosition()
  }

  private static func proven(_ text: String) -> [Diagnostic] {
    let file = SourceFile(name: "t", text: text)
    return Proposals(in: file, id: 0, known: faults(file), commands: commands, check: faults).proven()
  }

  private static func errors(_ text: String) -> [String] {
    faults(SourceFile(name: "t", text: text)).filter { $0.severity == .error }.map(\.message)
  }

  @Test(arguments: ForeignLine.all) func theTextOfTheHintIsOurs(line: ForeignLine) throws {
    let text = ForeignLine.prelude + line.typed
    let fault = try #require(
      Self.proven(text).first { $0.severity == .error }, "\(line.typed) is refused")
    let proposal = try #require(fault.proposal, "\(line.typed): \(fault.message)")
    let mended = String(decoding: proposal.applied(to: Array(text.utf8)), as: UTF8.self)
    #expect(mended == ForeignLine.prelude + line.meant)
    #expect(Self.errors(mended) == [])
    #expect(fault.hint == "write: \(proposal.shown)" && !proposal.shown.isEmpty)
    #expect(Self.isBalanced(proposal.shown), "\(proposal.shown)")
  }

  /// A user who types the shown text must not get a bracket too many.
  private static func isBalanced(_ text: String) -> Bool {
    var open = 0
    for character in text {
      if "([{".contains(character) { open += 1 } else if ")]}".contains(character) { open -= 1 }
      if open < 0 { return false }
    }
    return open == 0
  }

  /// A call that lacks one parameter is told with that parameter, as one line to be typed.
  @Test(
    arguments: [
      (
        "messages send instance=my-instance recipient=+966501234567", "content or template_id is required",
        " content=\"Hello from our API!\""
      ),
      ("messages send recipient=+966501234567 content=Hi", "instance is required", " instance=my-instance"),
      ("contacts update 12", "at least one of phone, label, email, notes is required", nil),
      (
        "messages send-poll instance=a recipient=+966501234567 name=When", "values is required", nil
      ),
    ] as [(String, String, String?)]) func oneMissingParameterIsAdded(
      text: String, message: String, added: String?
    ) throws
  {
    let told = Self.proven("ping\n" + text)
    let fault = try #require(told.first { $0.severity == .error })
    #expect(fault.message == message)
    let proposal = try #require(fault.proposal)
    #expect(fault.hint == "write: \(text)\(proposal.text)")
    #expect(Self.errors("ping\n" + text + proposal.text) == [])
    if let added { #expect(proposal.text == added) }
  }

  /// A hint that is typed as it stands must not reach a stranger: a number in it is one that was typed, or none.
  @Test(arguments: Catalog.standard.operations.filter { $0.kind != .read && $0.gone == nil })
  func noHintHoldsANumberThatNobodyTyped(operation: Operation) throws {
    var texts = [operation.name]
    for example in operation.examples {
      for left in example.arguments.members.map(\.name) {
        let given = example.arguments.members.filter { $0.name != left }.map { "\($0.name)=\($0.value.json)" }
        texts.append("\(operation.name) \(given.joined(separator: " "))")
      }
    }
    for text in texts {
      for hint in Self.proven(text).compactMap(\.hint) {
        let numbers = hint.matches(of: /\+\d{7,}/).map { String($0.0) }
        #expect(numbers.allSatisfy(text.contains), "\(text): \(hint)")
      }
    }
  }

  @Test func whereANumberIsMissingItsPlaceIsShown() {
    #expect(
      Self.proven("messages send instance=my-instance content=Hi").first?.hint == "add recipient=NUMBER")
    #expect(Self.errors("messages send instance=my-instance content=Hi recipient=NUMBER").count == 1)
  }

  /// Users of other programs write parameters as flags.
  @Test(arguments: Catalog.standard.operations.filter { $0.gone == nil })
  func aParameterThatIsWrittenAsAFlagIsNamed(operation: Operation) {
    for parameter in operation.parameters {
      let told = Self.proven("\(operation.name) --\(parameter.name) 5")
      #expect(
        told.contains { $0.hint == "a parameter is written \(parameter.name)=5" },
        "\(parameter.name): \(told)")
    }
  }

  /// What a command lacks is told with a line that has it, which checks.
  @Test(arguments: [
    "where", "explain", "[1] | join", "request", "request GET", "replay", "\"a\" | split", "record",
  ])
  func aMissingOperandIsShownInALine(text: String) throws {
    let fault = try #require(Self.proven(text).first { $0.severity == .error })
    let line = try #require(fault.hint)
    #expect(fault.message.contains("but it is not given"))
    #expect(Self.errors(line) == [], "\(line)")
    #expect(Self.proven(text).count == 1)
  }

  /// The example of a command is a call of it that can be typed alone, where it does not need an input.
  @Test func theLineThatShowsAnOperandIsTheSimplest() {
    for builtin in Self.commands.all where builtin.signature.input == .none {
      let needed = builtin.signature.operands.filter { $0.required && $0.kind != .block }
      guard !needed.isEmpty else { continue }
      for diagnostic in Self.proven(builtin.name) {
        guard let line = diagnostic.hint, line.contains("\(builtin.name) ") else { continue }
        #expect(!line.contains("(\(builtin.name) ") && !line.contains("{ \(builtin.name) "), "\(line)")
        if line.hasPrefix("\(builtin.name) "), !line.contains("…") {
          #expect(Self.errors(line) == [], "\(line)")
        }
      }
    }
  }

  @Test(
    arguments: [
      ("messages list | budget 3", nil), ("messages list | once k", nil), ("messages list | every 5s", nil),
      ("[1] | doctor", nil), ("[1, 2] | sleep 1s", "each { sleep 1s }"),
      ("messages list | messages get", "each { messages get @.id }"),
      ("[1] | messages get", "each { messages get @ }"),
      (
        "contacts list | messages send instance=a recipient=@.phone content=Hi",
        "each { messages send instance=a recipient=@.phone content=Hi }"
      ),
      ("contacts list | messages send instance=a", nil),
    ] as [(String, String?)]) func whatTakesNoInputIsShownForEachItemWhereThatChecks(
      text: String, line: String?
    )
  {
    let hints = Self.proven(text).filter { $0.message.contains("takes nothing from a pipeline") }.map(\.hint)
    #expect(hints == [line.map { "write: " + $0 }])
  }

  @Test(arguments: [
    ("contacts get", "'contacts list' shows those there are"), ("budget", "budget N { … }"),
    ("every 5s", "every D { … }"), ("code", "LANG is curl, python, php or javascript"),
  ]) func whatElseIsMissingIsNamed(text: String, hint: String) {
    #expect(Self.proven(text).contains { $0.hint == hint }, "\(Self.proven(text))")
  }

  @Test func theBlockOfACommandThatLacksItsOperandIsABlock() {
    #expect(
      Self.proven("once { ping }").map(\.message) == ["once takes KEY, but it is not given"])
    #expect(Self.proven("once { ping }").first?.hint == "'help once' shows how")
    #expect(Self.proven("budget { ping }").map(\.message) == ["budget takes N, but it is not given"])
  }

  /// At a prompt the variables of inputs before count.
  @Test func variablesOfEarlierInputsAreKnown() throws {
    let file = SourceFile(name: "", text: "z * 2")
    func faults(_ file: SourceFile) -> [Diagnostic] {
      let (program, faults) = parse(file, id: 0, vocabulary: Self.commands)
      return faults
        + Checker.check(
          program, commands: Self.commands, options: Checker.Options(interactive: true, variables: ["z"]))
    }
    let told = Proposals(
      in: file, id: 0, known: faults(file), variables: ["z"], commands: Self.commands, check: faults
    ).proven()
    #expect(told.first?.hint == "write: $z * 2")
  }

  /// Where the proposed text would fail the check, the hint still says in words what helps.
  @Test(arguments: [
    ("[1, 2] | where status == 1", "where the items are objects, a member is '@.status'"),
    ("print nope() + 1", "a calculation stands in '( )'"),
    ("journal copy - x.jsonl", "a calculation stands in '( )', and a '-' that is a value in quotes: \"-\""),
    ("x = [1, 2][0:]", "let x = … declares, $x = … assigns"),
    ("x = 5", "let x = 5 declares, $x = 5 assigns"),
  ]) func wordsStay(text: String, hint: String) throws {
    let fault = try #require(Self.proven(text).first { $0.severity == .error })
    #expect(fault.proposal == nil && fault.hint == hint, "\(fault)")
  }

  /// The lowest number that was agreed on: 120, half of them from other people's documentation.
  @Test func thereAreEnoughOfThem() {
    let typed = Set(ForeignLine.all.map(\.typed))
    #expect(typed.count == ForeignLine.all.count && typed.count >= 120)
    #expect(ForeignLine.all.count { $0.source != nil } * 2 >= ForeignLine.all.count)
    #expect(
      Set(ForeignLine.all.map(\.language)).isSuperset(of: [
        "jq", "SQL", "bash", "Python", "JavaScript", "nushell", "PowerShell",
      ]))
  }

  /// The argument that stands behind an empty one is not joined with it: `content=--dry-run` would be sent.
  @Test(arguments: [
    "messages send instance=a recipient=+966501234567 content= --dry-run",
    "messages send instance=a recipient=+966501234567 content = --dry-run",
    "messages send instance=a content= recipient=+966501234567",
    "messages send instance=a content: recipient=+966501234567",
    "messages send instance=a content= ...{recipient: \"+966501234567\"}", "messages list status == --raw",
    "messages send-bulk instance=a messages=[] --once= --dry-run",
  ]) func noHintJoinsAnEmptyValueWithWhatFollows(text: String) throws {
    let faults = Self.proven(text).filter { $0.severity == .error }
    #expect(!faults.isEmpty)
    for fault in faults {
      let shown = fault.proposal?.shown ?? ""
      for name in ["content", "status", "once"] {
        #expect(!shown.contains("\(name)=-") && !shown.contains("\(name)=r"), "\(fault)")
      }
    }
    let isTold = faults.contains { $0.hint?.hasSuffix("=\"\" is an empty text") == true }
    #expect(isTold || text.contains("content:"), "\(faults)")
  }

  /// A call in the place of a method gives the same as the method would, or there is none.
  @Test(
    arguments: [
      ("print $o.get(\"name\")", "$o[\"name\"]"), ("print $rows.get(0)", "$rows[0]"),
      ("print $o.get(\"nick\", \"-\")", "($o[\"nick\"]? ?? \"-\")"),
      ("messages send instance=a recipient=+966501234567 content=$o.get(\"name\")", "$o[\"name\"]"),
      ("let n = $o.get(\"name\")", "$o[\"name\"]"), ("print \"Hi $($o.get('name'))\"", "$o['name']"),
      ("print $rows.map(@.name)", "map($rows, @.name)"), ("print $rows.map(\"name\")", nil),
      ("print $rows.unique(\"name\")", nil), ("print $rows.select(\"name\")", nil),
      ("print $rows.tally(\"status\")", nil), ("$o.set(\"name\", \"Ali\")", nil), ("print $o.get()", nil),
      ("print $words.join(\", \")", "join($words, \", \")"),
      ("print $name.startsWith(\"A\")", "starts-with($name, \"A\")"),
    ] as [(String, String?)]) func aMethodIsCorrectedToWhatItMeans(typed: String, meant: String?) throws
  {
    let fault = try #require(Self.proven(ForeignLine.prelude + typed).first { $0.severity == .error })
    #expect(fault.message.contains("a function stands before its value"), "\(fault)")
    #expect(fault.proposal?.shown == meant && fault.hint != nil, "\(fault)")
  }

  /// Code that can be parsed is left alone, even where it looks like another language.
  @Test(arguments: [
    "print \"SELECT * FROM contacts\"", "let it = {id: 1}\nprint $it.id", "[1, 2] | map {a: @} | select a",
    "print '${x}'", "let echo = 1\nprint $echo",
  ]) func whatReadsHasNoProposals(text: String) {
    #expect(Self.proven(text).allSatisfy { $0.proposal == nil })
  }

  @Test(arguments: ["--", "//", "setTimeout(() => {}, 5)", "mapfile -t lines"])
  func whereNothingIsLeftNothingIsProposed(text: String) {
    let told = Self.proven(text)
    #expect(told.contains { $0.severity == .error })
    #expect(told.allSatisfy { !["", "#"].contains($0.proposal?.shown ?? "-") }, "\(told)")
  }

  /// A text that would fail the check is not proposed.
  @Test(arguments: [
    "where .status == \"failed\" && nope(1)", "print $unknown + 1", "x == 5", "each nothing @.id",
    "frobnicate | .[0]", "contacts list | where @.nope =~ 'a'",
  ]) func whatDoesNotCheckIsNotProposed(text: String) {
    let told = Self.proven(text)
    #expect(told.contains { $0.severity == .error })
    for fault in told {
      guard let proposal = fault.proposal else { continue }
      let mended = String(decoding: proposal.applied(to: Array(text.utf8)), as: UTF8.self)
      let (start, end) = (proposal.place.start, proposal.place.start + UInt32(proposal.text.utf8.count))
      let left = Self.faults(SourceFile(name: "t", text: mended)).filter {
        $0.severity == .error && $0.span.start <= end && $0.span.end >= start
      }
      #expect(left.isEmpty, "\(mended)")
    }
  }

  /// A file with many faults is checked at once.
  @Test func manyFaultsCostLittle() {
    let text = String(repeating: "messages list | where status =~ \"a\" $$\n", count: 3000)
    let faults = Self.faults(SourceFile(name: "t", text: text))
    let taken = processorSeconds {
      let file = SourceFile(name: "t", text: text)
      let told = Proposals(in: file, id: 0, known: faults, commands: Self.commands, check: Self.faults)
        .proven()
      #expect(told.count == faults.count)
    }
    #expect(taken < 20)
  }
}

extension ForeignLine: CustomTestStringConvertible {
  var testDescription: String { "\(language): \(typed)" }
}
