import JSON
import Machine
import Syntax

extension Builtin {
  static let groupBy = Builtin(
    Signature("group-by", input: .items, operands: [Operand("E", .item)]),
    "group items by an expression, in the order in which its values first occur",
    examples: [
      Example(
        "[1, 2, 3] | group-by @ % 2",
        shows: "{\"key\":1,\"items\":[1,3]}\n{\"key\":0,\"items\":[2]}")
    ],
    .gather { _ in Group() })

  static let tally = Builtin(
    Signature("tally", input: .items, operands: [Operand("E", .item)]),
    "count the values of an expression, most first",
    examples: [
      Example("[a, b, a] | tally @", shows: "{\"key\":\"a\",\"count\":2}\n{\"key\":\"b\",\"count\":1}")
    ],
    reads: .expression, .gather { _ in Tally() })

  static let indexBy = Builtin(
    Signature("index-by", input: .items, operands: [Operand("E", .item)]),
    "an object of the items, each under its E; of those with the same the last",
    examples: [Example("[{id: 7}, {id: 9}] | index-by @.id", shows: #"{"7":{"id":7},"9":{"id":9}}"#)],
    .gather { _ in Index() })
}

private final class Group: Gather {
  private var places: [Value: Int] = [:]
  private var keys: [Value] = []
  private var groups: [[Value]] = []

  func push(_ item: Value, key: Value) {
    if let place = places[key] {
      groups[place].append(item)
    } else {
      places[key] = groups.count
      keys.append(key)
      groups.append([item])
    }
  }

  func finish() -> Value {
    .array(zip(keys, groups).map { ["key": $0, "items": .array($1)] })
  }
}

private final class Tally: Gather {
  private var places: [Value: Int] = [:]
  private var keys: [Value] = []
  private var counts: [Int64] = []

  func push(_ item: Value, key: Value) {
    if let place = places[key] {
      counts[place] += 1
    } else {
      places[key] = counts.count
      keys.append(key)
      counts.append(1)
    }
  }

  func finish() -> Value {
    let order = ranking(of: counts.map(Value.int), descending: true)
    return .array(order.map { ["key": keys[$0], "count": .int(counts[$0])] })
  }
}

private final class Index: Gather {
  private var object = Object()

  func push(_ item: Value, key: Value) throws(Failure) {
    guard let name = key.insertable else { throw .argument("index-by", "text or numbers as keys", key) }
    object[name] = item
  }

  func finish() -> Value { .object(object) }
}
