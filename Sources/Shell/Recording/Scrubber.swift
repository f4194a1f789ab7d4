import HTTP
import JSON

/// Takes out of a record what must not leave the machine: keys always, phone numbers where that is asked for.
struct Scrubber {
  private let keys: [Redaction]
  private let numbers: NumberMask?

  /// - Parameters:
  ///   - keys: those that the record may hold.
  ///   - numbers: the false phone numbers; nil leaves the true ones.
  init(_ keys: [APIKey], numbers: NumberMask?) {
    self.keys = keys.map(Redaction.init)
    self.numbers = numbers
  }

  func text(_ text: String) -> String {
    let shown = keys.reduce(Redaction.withoutTokens(text)) { $1.text($0) }
    return numbers?.masked(shown) ?? shown
  }

  func headers(_ headers: [Header]) -> [Header] {
    // Which headers carry credentials does not depend on the key.
    (keys.first ?? Redaction(of: nil)).headers(headers).map { Header($0.name, text($0.value)) }
  }

  /// - Parameter name: of the member that the value stands in.
  func value(_ value: Value, in name: Text = "") -> Value {
    switch value {
    case .string(let string): Value(text(string.string))
    case .int(let number): .int(numbers?.masked(number, in: name) ?? number)
    case .array(let items): .array(items.map { self.value($0, in: name) })
    case .object(let members):
      .object(
        Object(
          members.members.map {
            (Text(text($0.name.string)), self.value($0.value, in: $0.name))
          }))
    case .null, .bool, .double, .decimal: value
    }
  }
}
