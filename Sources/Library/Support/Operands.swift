import JSON
import Machine

/// Reads arguments by their type. Each function throws where the argument has another type.
extension Arguments {
  /// The argument in this slot; null where it was left out.
  func value(_ slot: Int) -> Value { self[slot] ?? .null }

  func text(_ slot: Int, _ builtin: String, _ wanted: String = "text") throws(Failure) -> Text {
    guard let text = value(slot).asText else { throw .argument(builtin, wanted, value(slot)) }
    return text
  }

  func object(_ slot: Int, _ builtin: String) throws(Failure) -> Object {
    guard let object = value(slot).asObject else { throw .argument(builtin, "an object", value(slot)) }
    return object
  }

  func list(_ slot: Int, _ builtin: String, _ wanted: String = "a list") throws(Failure) -> [Value] {
    guard let list = value(slot).asArray else { throw .argument(builtin, wanted, value(slot)) }
    return list
  }

  func number(_ slot: Int, _ builtin: String) throws(Failure) -> Double {
    guard let number = value(slot).asDouble else { throw .argument(builtin, "a number", value(slot)) }
    return number
  }

  /// The argument as a count of at least `least`.
  func count(_ slot: Int, _ builtin: String, least: Int) throws(Failure) -> Int {
    guard let count = value(slot).asInt, count >= least else {
      throw .argument(builtin, "an integer of at least \(least)", value(slot))
    }
    return Int(count)
  }

  /// Whether a flag without a value was given.
  func isSet(_ slot: Int) -> Bool { value(slot) == true }
}
