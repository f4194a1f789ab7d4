import JSON
import Machine
import Syntax

extension Builtin {
  static let sum = Builtin(
    Signature("sum", input: .items), "the sum of numbers; 0 where there are none",
    examples: [Example("[1, 2.5, 3] | sum", shows: "6.5")],
    .form(.sum))

  static let avg = Builtin(
    Signature("avg", input: .items), "the mean of numbers",
    examples: [Example("[1, 2, 6] | avg", shows: "3")],
    .gather { _ in Average() })

  static let min = Builtin(
    Signature("min", input: .items), "the least of numbers or of strings",
    examples: [Example("[3, 1, 2] | min", shows: "1")],
    .gather { _ in Extreme("min", wanted: .before) })

  static let max = Builtin(
    Signature("max", input: .items), "the greatest of numbers or of strings",
    examples: [Example("[3, 1, 2] | max", shows: "3")],
    .gather { _ in Extreme("max", wanted: .after) })
}

private final class Average: Gather {
  private var total: Value = 0
  private var count: Int64 = 0

  func push(_ item: Value, key: Value) throws(Failure) {
    guard item.asDouble != nil else { throw .argument("avg", "numbers", item) }
    total = try Arithmetic.add(total, item)
    count += 1
  }

  func finish() throws(Failure) -> Value {
    guard count > 0 else { throw .noItems("avg") }
    return try Arithmetic.divide(total, .int(count))
  }
}

/// The first of the least, or of the greatest.
private final class Extreme: Gather {
  private let name: String
  private let wanted: Order
  private var best: Value?

  init(_ name: String, wanted: Order) {
    self.name = name
    self.wanted = wanted
  }

  func push(_ item: Value, key: Value) throws(Failure) {
    guard item.asDouble != nil || item.asText != nil else {
      throw .argument(name, "numbers or strings", item)
    }
    guard let held = best else {
      best = item
      return
    }
    guard held.typeName == item.typeName else { throw .mixed(name, held, item) }
    if Order(item, held) == wanted { best = item }
  }

  func finish() throws(Failure) -> Value {
    guard let best else { throw .noItems(name) }
    return best
  }
}
