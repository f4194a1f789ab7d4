import Catalog
import HTTP
import JSON

/// Takes out of a record what must not leave the machine: keys always, customers' data where that is asked for.
package struct Scrubber {
  private let keys: [Redaction]
  package let mask: Mask?

  /// - Parameters:
  ///   - keys: those that the record may hold.
  ///   - mask: the tokens for what is a customer's; nil leaves it.
  package init(_ keys: [APIKey], mask: Mask?) {
    self.keys = keys.map(Redaction.init)
    self.mask = mask
  }

  package func text(_ text: String, _ manner: Mask.Manner = .sentence) -> String {
    let shown = withoutKeys(text)
    return mask?.text(shown, manner) ?? shown
  }

  /// What was typed at a prompt.
  package func input(_ text: String) -> String {
    let shown = withoutKeys(text)
    return mask.map { MaskedInput.masked(shown, $0) } ?? shown
  }

  /// A value that was shown, to be shown again.
  package func shown(_ value: Value) -> Value {
    let shown = withoutKeys(value)
    return mask?.shown(shown) ?? shown
  }

  /// The same, of what was printed: text as it is.
  package func printed(_ value: Value) -> Value {
    let shown = withoutKeys(value)
    return mask?.printed(shown) ?? shown
  }

  package func withoutKeys(_ text: String) -> String {
    keys.reduce(Redaction.withoutTokens(text)) { $1.text($0) }
  }

  package func headers(_ headers: [Header]) -> [Header] {
    // Which headers carry credentials does not depend on the key.
    let shown = (keys.first ?? Redaction(of: nil)).headers(headers).map {
      Header($0.name, withoutKeys($0.value))
    }
    return mask?.headers(shown) ?? shown
  }

  /// A path below a base, with its query, or a whole URL; and the operation that it is.
  package func target(_ target: String, _ method: String) -> (text: String, operation: Operation?) {
    let shown = withoutKeys(target)
    guard let mask else { return (shown, nil) }
    return target.hasPrefix("/") || target.isEmpty
      ? mask.target(shown, method: method) : (mask.url(shown), nil)
  }

  package func request(_ value: Value, of operation: Operation?) -> Value {
    let shown = withoutKeys(value)
    return mask?.request(shown, of: operation) ?? shown
  }

  package func answer(_ value: Value, of operation: Operation?) -> Value {
    let shown = withoutKeys(value)
    return mask?.answer(shown, of: operation) ?? shown
  }

  /// A body that is not JSON, or is not whole: nobody knows what it holds.
  func opaque(_ text: String) -> String {
    let shown = withoutKeys(text)
    guard let mask else { return shown }
    return mask.extent == .all ? mask.memory.hide(page: shown) : mask.text(shown)
  }

  package func withoutKeys(_ value: Value) -> Value {
    switch value {
    case .string(let string): Value(withoutKeys(string.string))
    case .array(let items): .array(items.map(withoutKeys))
    case .object(let members):
      .object(Object(members.members.map { (Text(withoutKeys($0.name.string)), withoutKeys($0.value)) }))
    case .null, .bool, .int, .double, .decimal: value
    }
  }
}
