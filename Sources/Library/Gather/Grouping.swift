import JSON
import Machine
import Syntax

extension Builtin {
  static let groupBy = Builtin(
    Signature("group-by", input: .items, operands: [Operand("E", .item)]),
    "group items by an expression, in the order in which its values first occur",
    in: .allItems, also: ["group"],
    examples: [
      Example(
        "[1, 2, 3] | group-by @ % 2",
        shows: "{\"key\":1,\"items\":[1,3]}\n{\"key\":0,\"items\":[2]}")
    ],
    gives: .from { given, input in
      .rows("group-by", [Outline.Member("key", given.yield), Outline.Member("items", input.tested)])
    },
    .gather { Grouped($0.interruption) })

  static let tally = Builtin(
    Signature("tally", input: .items, operands: [Operand("E", .item)]),
    "count the values of an expression, the most frequent first",
    in: .allItems,
    examples: [
      Example("[a, b, a] | tally @", shows: "{\"key\":\"a\",\"count\":2}\n{\"key\":\"b\",\"count\":1}")
    ],
    gives: .from { given, _ in
      .rows("tally", [Outline.Member("key", given.yield), Outline.Member("count", .types(.number))])
    },
    reads: .expression, .gather { Tally($0.interruption) })

  static let indexBy = Builtin(
    Signature("index-by", input: .items, operands: [Operand("E", .item)]),
    "an object of the items, each under its E; of those with the same the last",
    in: .allItems,
    examples: [Example("[{id: 7}, {id: 9}] | index-by @.id", shows: #"{"7":{"id":7},"9":{"id":9}}"#)],
    gives: .always(.types(.object)),
    .gather { _ in Index() })
}

private final class Grouped: Gather {
  private let interruption: Interruption
  private var places: [Value: Int] = [:]
  private var keys: [Value] = []
  private var groups: [[Value]] = []

  init(_ interruption: Interruption) { self.interruption = interruption }

  func push(_ item: Value, key: Value) {
    if let place = places[key] {
      groups[place].append(item)
    } else {
      places[key] = groups.count
      keys.append(key)
      groups.append([item])
    }
  }

  func finish() throws(Failure) -> Value {
    .array(
      try keys.indices.map { (place) throws(Failure) in
        try interruption.poll(place)
        return ["key": keys[place], "items": .array(groups[place])]
      })
  }
}

private final class Tally: Gather {
  private let interruption: Interruption
  private var places: [Value: Int] = [:]
  private var keys: [Value] = []
  private var counts: [Int64] = []

  init(_ interruption: Interruption) { self.interruption = interruption }

  func push(_ item: Value, key: Value) {
    if let place = places[key] {
      counts[place] += 1
    } else {
      places[key] = counts.count
      keys.append(key)
      counts.append(1)
    }
  }

  func finish() throws(Failure) -> Value {
    let order = try ranking(of: counts.map(Value.int), descending: true, interruption)
    return .array(
      try order.map { (place) throws(Failure) in
        try interruption.poll(place)
        return ["key": keys[place], "count": .int(counts[place])]
      })
  }
}

private final class Index: Gather {
  private var object = Object()

  func push(_ item: Value, key: Value) throws(Failure) {
    guard let name = key.memberName else { throw .argument("index-by", "text or numbers as keys", key) }
    object[name] = item
  }

  func finish() -> Value { .object(object) }
}

extension Value {
  /// The name of a member for a text, number or boolean; nil for other values. Equal numbers get the same name, in
  /// whatever form they are written.
  var memberName: Text? {
    guard case .decimal = self, let exact = ExactNumber(self) else { return insertable }
    return Text(exact.value.json)
  }
}
