import JSON
import Machine
import Syntax

extension Builtin {
  static let flatten = Builtin(
    Signature("flatten", input: .items), "put the items of each list in its place, one level deep",
    in: .eachItem, examples: [Example("[[1, 2], [3], 4] | flatten", shows: "1\n2\n3\n4")],
    gives: .from { _, input in .list(of: input.item.types == .list ? input.item.item : .unknown) },
    .stage { _ in Flatten() })

  static let chunk = Builtin(
    Signature("chunk", input: .items, operands: [Operand("N", type: .integer)]),
    "gather the items into lists of N; the last may be shorter",
    in: .eachItem, examples: [Example("1..5 | chunk 2", shows: "[1,2]\n[3,4]\n[5]")],
    gives: .from { _, input in .list(of: input.tested) },
    faults: ArgumentFault.count(of: "chunk", atLeast: 1),
    .stage { call throws(Failure) in Chunk(try call.count(0, "chunk", least: 1)) }
  ).with { $0.joinsItems = true }

  static let enumerate = Builtin(
    Signature("enumerate", input: .items), "each item with its place, counted from 0: {index, item}",
    in: .eachItem,
    examples: [
      Example("[a, b] | enumerate", shows: #"{"index":0,"item":"a"}"# + "\n" + #"{"index":1,"item":"b"}"#)
    ],
    gives: .from { _, input in
      .rows(
        "enumerate", [Outline.Member("index", .types(.number)), Outline.Member("item", input.item.tested)])
    },
    .stage { _ in Enumerate() })

  static let zip = Builtin(
    Signature("zip", input: .items, operands: [Operand("OTHER", type: .array(.any))]),
    "pairs of the items of two lists, as long as both have one",
    in: .eachItem,
    examples: [
      Example("[a, b] | zip [1, 2]", shows: #"["a",1]"# + "\n" + #"["b",2]"#),
      Example(
        "[name, age] | zip [Ali, 30] | map {key: @[0], value: @[1]} | from-entries",
        shows: #"{"name":"Ali","age":30}"#),
    ],
    gives: .always(.list(of: .types(.list))),
    .stage { call throws(Failure) in Zip(try call.list(0, "zip", "another list")) })

  static let unique = Builtin(
    Signature("unique", input: .items, operands: [Operand("E", .item, required: false)]),
    "drop items that occurred before, or whose E did",
    in: .eachItem, also: ["uniq", "distinct"],
    examples: [
      Example("[3, 1, 3, 2, 1] | unique", shows: "3\n1\n2"),
      Example("[{a: 1, b: 1}, {a: 1, b: 2}] | unique @.a", shows: #"{"a":1,"b":1}"#),
    ],
    gives: .items,
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

/// Remembers the keys that have come.
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

private final class Enumerate: Stage {
  private var count: Int64 = 0
  private var item: Value?

  func push(_ item: Value, key: Value) { self.item = item }

  func finish() {}

  func pop() -> Value? {
    guard let item else { return nil }
    defer {
      self.item = nil
      count += 1
    }
    return ["index": .int(count), "item": item]
  }
}

private final class Zip: Stage {
  private var others: ArraySlice<Value>
  private var pair: Value?

  init(_ others: [Value]) { self.others = others[...] }

  func push(_ item: Value, key: Value) {
    if let other = others.popFirst() { pair = [item, other] }
  }

  func finish() {}

  func pop() -> Value? {
    defer { pair = nil }
    return pair
  }
}
