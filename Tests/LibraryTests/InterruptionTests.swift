import JSON
import Machine
import Testing

@testable import Library

/// Builtins that need a whole list notice a signal while they work.
@Suite struct InterruptionTests {
  private let interruption = Interruption()
  private let rows = Value.array((1...200_000).map { ["key": .string(Text("k\($0)")), "value": .int($0)] })

  init() { interruption.set() }

  private func isStopped(_ name: String, _ slots: Value?...) throws -> Bool {
    guard case .function(let body) = try builtin(name).body else { throw NotOfThatKind() }
    do throws(Failure) { _ = try body(Arguments(slots, interruption: interruption)) } catch {
      return error.kind == .interrupted
    }
    return false
  }

  @Test func conversionsAreStopped() throws {
    for format: Value in ["json", "ndjson", "csv", "tsv"] {
      #expect(try isStopped("to", rows, format, nil))
    }
    for format: Value in ["ndjson", "csv", "tsv", "text"] {
      #expect(try isStopped("parse", call("to", rows, "ndjson", nil), format))
    }
  }

  @Test func whatComparesListsIsStopped() throws {
    #expect(try isStopped("diff", rows, rows, nil))
    #expect(try isStopped("diff", rows, rows, [rows, rows]))
    #expect(try isStopped("from-entries", rows))
    #expect(try isStopped("entries", call("from-entries", rows)))
  }

  @Test(arguments: ["sort-by", "group-by", "tally"]) func gatherersAreStoppedAtTheirEnd(name: String) throws {
    guard case .gather(let make) = try builtin(name).body else { throw NotOfThatKind() }
    let gather = try make(Arguments([nil], interruption: interruption))
    for row in rows.asArray ?? [] { try gather.push(row, key: row["value"] ?? .null) }
    #expect(throws: Failure.self) { try gather.finish() }
  }

  /// More items than one block, which is sorted as a whole.
  @Test func manyItemsAreSortedAsFewAre() throws {
    let count: Int64 = 300_000
    let mixed = (0..<count).map { $0 * 7919 % count }
    let sorted = try gather("sort-by", mixed.map(Value.int), nil)
    #expect(sorted == .array((0..<count).map(Value.int)))
    let texts = mixed.map { Value.string(Text("\($0)")) }
    #expect(
      try gather("sort-by", texts, true) == .array(mixed.map { "\($0)" }.sorted(by: >).map { Value($0) }))
    let halves = mixed.map { Value.int($0 / 100_000) }
    let places = (0..<count).map(Value.int)
    let stable = try gather("sort-by", places, keys: halves, nil).asArray ?? []
    #expect(stable.count == Int(count))
    #expect(
      zip(stable, stable.dropFirst()).allSatisfy { left, right in
        let (a, b) = (Int(left.asInt ?? -1), Int(right.asInt ?? -1))
        return (mixed[a] / 100_000, a) < (mixed[b] / 100_000, b)
      })
  }
}
