import JSON
import Machine
import Source
import Syntax
import Testing

/// The members that a source is asked for: those that its pipeline uses, and the whole item wherever the
/// pipeline may return an item.
@Suite struct ReadingTests {
  private static let status = Projection.member("status", required: true)
  private static let note = Projection.member("note", required: false)

  private static func both(_ one: Projection, _ other: Projection) -> Projection {
    var both = one
    both.formUnion(other)
    return both
  }

  private func projection(_ stages: String) throws -> Projection {
    let commands = TestCommands()
    let source = SourceFile(name: "test", text: "let n = 0\nnumbers 3 \(stages)")
    let code = try Compiler.compile(parse(source, id: 0, vocabulary: commands).0, commands: commands)
    let fiber = Fiber(code, globals: Globals([.null, [], [:]]), interruption: Interruption())
    guard case .effect(.call(let call)) = fiber.resume() else { throw CancellationError() }
    return call.projection
  }

  @Test(
    arguments: [
      ("| count", .nothing), ("| where @.status == \"failed\" | count", status), ("| tally @.status", status),
      ("| where @.note? != null | any @.status == \"x\"", both(status, note)),
      ("| skip 1 | first 5 | map @.status", status), ("| select status note?", both(status, note)),
      ("| map {s: @.status.code?, n: \"a $(@.note?)\"} | sort-by @.s", both(status, note)),
      ("| map @['status']", status), ("| map [@.note?[@.status]]", both(status, note)),
      ("| reduce 0 $acc + length(@.status)", status),
      ("| until @.status == \"x\" | all @.note?", both(status, note)),
      ("| map 1 | sum", .nothing), ("| where @.status[?@.id == 3] != [] | count", status),
      ("| select status.code? | where @.other", status),
    ] as [(String, Projection)])
  func aLoopAsksForWhatItLooksAt(_ stages: String, projection expected: Projection) throws {
    #expect(try projection(stages) == expected)
  }

  @Test(arguments: [
    "", "| where @.status == \"failed\"", "| where @.status == \"failed\" | first", "| tally @", "| map @",
    "| map @.*",
    "| map @..status", "| map @['status', 'note']", "| map @[0]", "| map @[$n]", "| sort-by @.status",
    "| group-by @.status", "| where @.status == 1 | each { @.status }", "| where @.status == 1 | to json",
    "| unique @.status | count", "| chunk 2 | count", "| omit status", "| where @.status == 1 | last",
    "| where (@ | length) == 2 | count", "| map [@.status, @]", "| drain",
    "| where type(@) == \"object\" | count",
    "| select status ...[note]",
  ])
  func anItemThatMayComeOutIsWantedWhole(_ stages: String) throws {
    #expect(try projection(stages) == .whole)
  }
}
