import JSON
import Machine
import Source
import Syntax
import Testing

@testable import Library

/// Every example of every builtin passes the check, and its output is the one that it names. Examples
/// that wait are tried in ShellTests, where there is a clock.
@Suite struct ExampleTests {
  @Test(
    arguments: Library.builtins.filter { $0.name != "every" }.flatMap(\.examples).map { ($0.code, $0.shown) })
  func examplesShowWhatTheySay(code: String, shown: String?) throws {
    let result = try run(code)
    if let shown { #expect(result == shown) }
  }

  /// What the program shows where the output is not a terminal.
  private func run(_ text: String) throws -> String {
    let commands = LibraryCommands()
    let (program, faults) = parse(SourceFile(name: "example", text: text), id: 0, vocabulary: commands)
    let diagnostics = faults + Checker.check(program, commands: commands)
    for diagnostic in diagnostics { Issue.record("\(text): \(diagnostic.message)") }
    let code = try Compiler.compile(program, commands: commands)
    let fiber = Fiber(code, globals: Globals([.null, [], [:]]), interruption: Interruption())
    var lines: [String] = []
    while true {
      switch fiber.resume() {
      case .finished: return lines.joined(separator: "\n")
      case .failed(let failure): throw failure
      case .effect(let effect): fiber.deliver(answer(effect, &lines))
      }
    }
  }

  private func answer(_ effect: Effect, _ lines: inout [String]) -> Reply {
    switch effect {
    case .show(.null, _): break
    case .show(.array(let items), _): lines += items.map(\.json)
    case .show(.string(let text), true): lines.append(text.string)
    case .show(let value, _), .showItem(let value, _): lines.append(value.json)
    default: break
    }
    return .value(.null)
  }
}

private struct LibraryCommands: Commands {
  private let table = Dictionary(uniqueKeysWithValues: Library.builtins.map { ($0.name, $0) })

  func isNoun(_ name: String) -> Bool { false }
  func signature(_ name: String, verb: String?) -> Signature? { table[name]?.signature }
  var names: [String] { Array(table.keys) }
  func builtin(_ name: String, verb: String?) -> Builtin? { table[name] }
}
