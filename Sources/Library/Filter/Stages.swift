import JSON
import Machine
import Syntax

extension Builtin {
  static let flatten = Builtin(
    Signature("flatten", input: .items), "put the items of each list in its place, one level deep",
    examples: [Example("[[1, 2], [3], 4] | flatten", shows: "1\n2\n3\n4")],
    .stage { _ in Flatten() })

  static let chunk = Builtin(
    Signature("chunk", input: .items, operands: [Operand("N", type: .integer)]),
    "gather the items into lists of N; the last may be shorter",
    examples: [Example("1..5 | chunk 2", shows: "[1,2]\n[3,4]\n[5]")],
    .stage { call throws(Failure) in Chunk(try call.count(0, "chunk", least: 1)) })

  static let unique = Builtin(
    Signature("unique", input: .items, operands: [Operand("E", .item, required: false)]),
    "drop items that occurred before, or whose E did",
    examples: [
      Example("[3, 1, 3, 2, 1] | unique", shows: "3\n1\n2"),
      Example("[{a: 1, b: 1}, {a: 1, b: 2}] | unique @.a", shows: #"{"a":1,"b":1}"#),
    ],
    .stage { _ in Unique() })
}

private final class Flatten: Stage {
  private var items: [Value] = []
  private var next = 0

  func push(_ item: Value, key: Value) {
    items = item.asArray ?? [item]
    next = 0
  }

  func finish() {}

  func pop() -> Value? {
    guard next < items.count else { return nil }
    defer { next += 1 }
    return items[next]
  }
}

private final class Chunk: Stage {
  private let size: Int
  private var items: [Value] = []
  private var isReady = false

  init(_ size: Int) { self.size = size }

  func push(_ item: Value, key: Value) {
    items.append(item)
    isReady = items.count == size
  }

  func finish() { isReady = !items.isEmpty }

  func pop() -> Value? {
    guard isReady else { return nil }
    isReady = false
    defer { items = [] }
    return .array(items)
  }
}

/// Remembers the keys that it has seen.
private final class Unique: Stage {
  private var seen: Set<Value> = []
  private var kept: Value?

  func push(_ item: Value, key: Value) { if seen.insert(key).inserted { kept = item } }

  func finish() {}

  func pop() -> Value? {
    defer { kept = nil }
    return kept
  }
}
