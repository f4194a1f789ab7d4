import JSON
import Machine
import Syntax

extension Builtin {
  static let last = Builtin(
    Signature("last", input: .items, operands: [Operand("N", type: .integer, required: false)]),
    "the last item, or the last N as a list",
    in: .allItems, also: ["tail"],
    examples: [
      Example("[3, 1, 2] | last", shows: "2"),
      Example("[3, 1, 2] | last 2", shows: "1\n2"),
    ],
    gives: .itemOrItems, faults: ArgumentFault.count(of: "last", atLeast: 0),
    .gather { call throws(Failure) in
      if call[0] == nil { return LastOne() }
      return LastOnes(try call.count(0, "last", least: 0))
    }
  ).with { $0.givesItem = true }

  static let reverse = Builtin(
    Signature("reverse", input: .items), "the items from the last to the first",
    in: .allItems, examples: [Example("[3, 1, 2] | reverse", shows: "2\n1\n3")],
    gives: .items,
    .gather { _ in Reverse() })

  static let count = Builtin(
    Signature("count", input: .items), "how many items there are",
    in: .allItems, also: ["wc"], examples: [Example("[3, 1, 2] | count", shows: "3")],
    gives: .number,
    reads: .number, .gather { _ in Count() })
}

private final class LastOne: Gather {
  private var item: Value?

  func push(_ item: Value, key: Value) { self.item = item }

  func finish() throws(Failure) -> Value {
    guard let item else { throw .noItems("last", hint: "'last 1' gives an empty list then") }
    return item
  }
}

/// Keeps the last N items in a ring.
private final class LastOnes: Gather {
  private let limit: Int
  private var ring: [Value] = []
  private var next = 0

  init(_ limit: Int) { self.limit = limit }

  func push(_ item: Value, key: Value) {
    if ring.count < limit {
      ring.append(item)
    } else if limit > 0 {
      ring[next] = item
      next = next + 1 == limit ? 0 : next + 1
    }
  }

  func finish() -> Value { .array(Array(ring[next...] + ring[..<next])) }
}

private final class Reverse: Gather {
  private var items: [Value] = []

  func push(_ item: Value, key: Value) { items.append(item) }
  func finish() -> Value { .array(items.reversed()) }
}

private final class Count: Gather {
  private var count: Int64 = 0

  func push(_ item: Value, key: Value) { count += 1 }
  func finish() -> Value { .int(count) }
}
