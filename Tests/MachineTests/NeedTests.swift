import JSON
import Library
import Machine
import Source
import Syntax
import Testing

/// Whether a call's value is needed, which a dry run depends on.
@Suite struct NeedTests {
  @Test(arguments: [
    "things send recipient=a", "things send recipient=a | ignore", "things send recipient=a; 5",
    "for x in 1..1 { things send recipient=a }", "if true { things send recipient=a }",
    "try { things send recipient=a } catch { 1 }", "try { things send recipient=a; 1 } catch { 1 }",
    "[1] | each { things send recipient=a }", "[1] | each { things send recipient=a } | ignore",
    "[1] | each { things send recipient=a; @ } | count", "numbers 1 | each { things send recipient=a }",
    "def tell(x) { things send recipient=$x }\ntell(\"a\")",
    "def tell(x) { things send recipient=$x }\ntell a",
    "def tell(x) { return things send recipient=$x }\nfor n in [a] { tell($n) }",
    "def tell(x) { things send recipient=$x }\ndef tellAll() { [a] | each { tell(@) } }\ntellAll()",
    "def tell(x) { things send recipient=$x; 1 }\nlet n = tell(\"a\")",
  ]) func nobodyLooksAtAValueThatIsDropped(program: String) {
    #expect(needs(program) == [false])
  }

  @Test(arguments: [
    "let r = things send recipient=a", "(things send recipient=a).id", "things send recipient=a\n$.id",
    "print (things send recipient=a)", "things send recipient=a | keys",
    "let l = [1] | each { things send recipient=a }", "[1] | each { things send recipient=a } | count",
    "[1] | map (things send recipient=a)", "if (things send recipient=a) == null { 1 }",
    "while (things send recipient=a) != null { 1 }", "let x = if true { things send recipient=a }",
    "def tell(x) { things send recipient=$x }\nlet r = tell(\"a\")",
    "def tell(x) { things send recipient=$x }\n[a] | map tell(@)",
    "def tell(x) { things send recipient=$x }\n[a] | where tell(@)",
    "def tell(x) { let r = things send recipient=$x; 1 }\ntell a",
    "for x in [(things send recipient=a)] { 1 }",
  ]) func somebodyLooksAtAValueThatGoesOn(program: String) {
    #expect(needs(program).first == true)
  }

  /// For each call of `things send`, whether its value is needed.
  private func needs(_ text: String) -> [Bool] {
    let source = SourceFile(name: "test", text: text)
    let commands = TestCommands()
    let (program, faults) = parse(source, id: 0, vocabulary: commands)
    let found = faults + Checker.check(program, commands: commands)
    #expect(!found.contains { $0.severity == .error }, "\(found)")
    guard let code = try? Compiler.compile(program, commands: commands) else { return [] }
    let fiber = Fiber(code, globals: Globals([.null, [], [:]]), interruption: Interruption())
    var needs: [Bool] = []
    while case .effect(let effect) = fiber.resume() {
      guard case .call(let call) = effect else {
        fiber.deliver(reply(to: effect))
        continue
      }
      if call.builtin.name == "things send" { needs.append(call.isNeeded) }
      fiber.deliver(call.demand == .items ? .stream(Counting(1)) : .value(.null))
    }
    return needs
  }

  private func reply(to effect: Effect) -> Reply {
    if case .pull(let stream) = effect { .items((stream as? Counting)?.next() ?? []) } else { .value(.null) }
  }
}
