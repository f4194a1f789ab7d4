import JSON
import Machine
import Syntax

extension Builtin {
  private static let ofEach = Operand("E", .item, required: false)

  static let sum = Builtin(
    Signature("sum", input: .items, operands: [ofEach]),
    "the sum of numbers, or of the E of each item; 0 where there are none",
    in: .allItems,
    examples: [
      Example("[1, 2.5, 3] | sum", shows: "6.5"), Example("[{n: 1}, {n: 2}] | sum @.n", shows: "3"),
    ],
    takes: Taken(.list, items: .number, "numbers"),
    .form(.sum))

  static let avg = Builtin(
    Signature("avg", input: .items, operands: [ofEach]), "the mean of numbers, or of the E of each item",
    in: .allItems, also: ["average", "mean"], examples: [Example("[1, 2, 6] | avg", shows: "3")],
    takes: Taken(.list, items: .number, "numbers"), gives: .number,
    .gather { _ in Average() })

  static let min = Builtin(
    Signature("min", input: .items), "the least of numbers or of strings",
    in: .allItems, examples: [Example("[3, 1, 2] | min", shows: "1")],
    takes: Taken(.list, items: [.number, .text], "numbers or strings"), gives: .extreme,
    .gather { Extreme("min", wanted: .before, $0.interruption.notices) })

  static let max = Builtin(
    Signature("max", input: .items), "the greatest of numbers or of strings",
    in: .allItems, examples: [Example("[3, 1, 2] | max", shows: "3")],
    takes: Taken(.list, items: [.number, .text], "numbers or strings"), gives: .extreme,
    .gather { Extreme("max", wanted: .after, $0.interruption.notices) })
}

private final class Average: Gather {
  private var total: Value = 0
  private var count: Int64 = 0

  func push(_ item: Value, key: Value) throws(Failure) {
    guard key.asDouble != nil else { throw .argument("avg", "numbers", key) }
    total = try Arithmetic.add(total, key)
    count += 1
  }

  func finish() throws(Failure) -> Value {
    guard count > 0 else { throw .noItems("avg") }
    return try Arithmetic.divide(total, .int(count))
  }
}

/// Keeps the first of the smallest or of the greatest items.
private final class Extreme: Gather {
  private let name: String
  private let wanted: Order
  private let notices: Notices
  private var digits: DigitTexts
  private var best: Value?

  init(_ name: String, wanted: Order, _ notices: Notices) {
    self.name = name
    self.wanted = wanted
    self.notices = notices
    digits = DigitTexts(name)
  }

  func push(_ item: Value, key: Value) throws(Failure) {
    guard item.asDouble != nil || item.asText != nil else {
      throw .argument(name, "numbers or strings", item)
    }
    digits.see(item)
    guard let held = best else {
      best = item
      return
    }
    guard held.typeName == item.typeName else { throw .mixed(name, held, item) }
    if Order(item, held) == wanted { best = item }
  }

  func finish() throws(Failure) -> Value {
    guard let best else { throw .noItems(name) }
    digits.tell(notices)
    return best
  }
}
