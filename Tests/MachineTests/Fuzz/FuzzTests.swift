import JSON
import Machine
import Source
import Syntax
import TestSupport
import Testing

/// Random programs, the same in each run. `WESSAAL_FUZZ=100000 swift test -c release --filter FuzzTests`
/// tries many; `WESSAAL_FUZZ_SEED` makes others.
@Suite struct FuzzTests {
  /// Random programs go through lexer, parser, checker and formatter. Nothing crashes or hangs, and
  /// every fault has a place in the text. A layout has the same tree as its text, and laying it out
  /// again changes nothing.
  @Test func mutatedProgramsHaveFaultsOrALayout() {
    let commands = FuzzCommands()
    var mutator = Mutator(Corpus.programs(), seed: FuzzSize.seed)
    var laidOut = 0
    for number in 0..<FuzzSize.cases(2000) {
      let bytes = mutator.next()
      let time = processorSeconds {
        if let fault = misplaced(bytes, commands) { tell(number, bytes, fault) }
        guard read(bytes, commands).1.isEmpty else { return }
        laidOut += 1
        if let fault = Layout(vocabulary: commands).fault(of: bytes) { tell(number, bytes, fault) }
      }
      if time > 10 { tell(number, bytes, "took \(time) s") }
    }
    #expect(laidOut * 20 > FuzzSize.cases(2000), "more of them must read")
  }

  @Test func corpusHasALayout() {
    for bytes in Corpus.programs() {
      if let fault = Layout(vocabulary: FuzzCommands()).fault(of: bytes) { tell(0, bytes, fault) }
    }
  }

  /// Random programs go through the machine. Each ends, and each failure has a place.
  @Test func randomProgramsEnd() {
    var generator = ProgramGenerator(seed: FuzzSize.seed)
    var ran = 0
    for number in 0..<FuzzSize.cases(2000) / 10 {
      let program = generator.next()
      var lines: [Substring] = []
      let time = processorSeconds {
        lines = Machinery.run(program, foreseeing: false).split(separator: "\n")
      }
      if lines.last?.hasPrefix("does not check") != true { ran += 1 }
      if let fault = lines.first(where: { $0.hasPrefix("? ") }) {
        tell(number, Array(program.utf8), "a failure without a place: \(fault)")
      }
      if time > 10 { tell(number, Array(program.utf8), "took \(time) s") }
    }
    #expect(ran * 5 > FuzzSize.cases(2000) / 10, "more of them must run, but only \(ran) did")
  }

  private func tell(_ number: Int, _ bytes: [UInt8], _ fault: String) {
    Issue.record(
      "program \(number) of seed \(FuzzSize.seed):\n\(String(decoding: bytes, as: UTF8.self))\n>>> \(fault)")
  }

  private func read(_ bytes: [UInt8], _ commands: FuzzCommands) -> (Program, [Diagnostic]) {
    parse(SourceFile(name: "t", bytes: bytes), id: 0, vocabulary: commands)
  }

  /// A fault whose span is not within the text.
  private func misplaced(_ bytes: [UInt8], _ commands: FuzzCommands) -> String? {
    let file = SourceFile(name: "t", bytes: bytes)
    for interactive in [false, true] {
      let (program, faults) = parse(file, id: 0, vocabulary: commands, interactive: interactive)
      let all = faults + Checker.check(program, commands: commands)
      let wrong = all.first {
        $0.span.start > $0.span.end || Int($0.span.end) > bytes.count || $0.span.file != 0
      }
      if let wrong { return "a fault out of place: \(wrong)" }
    }
    return nil
  }
}

/// The commands of the other tests, and any verb of the API's nouns.
struct FuzzCommands: Commands {
  private let commands = TestCommands()
  private static let nouns: Set<String> = ["messages", "contacts", "instances", "templates", "workspaces"]

  func isNoun(_ name: String) -> Bool { Self.nouns.contains(name) || commands.isNoun(name) }
  var names: [String] { commands.names }
  func signature(_ name: String, verb: String?) -> Signature? { builtin(name, verb: verb)?.signature }

  func builtin(_ name: String, verb: String?) -> Builtin? {
    guard let verb, Self.nouns.contains(name) else { return commands.builtin(name, verb: verb) }
    let flags = [
      Flag("wait", .optional, meaning: ""), Flag("since", .required, meaning: ""),
      Flag("timeout", .required, meaning: ""),
    ]
    let operand = Operand("id", required: false)
    return Builtin(
      Signature("\(name) \(verb)", operands: [operand], flags: flags, parameters: .any), "", .world(.value))
  }
}
