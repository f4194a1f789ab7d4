import Catalog
import HTTP
import JSON

/// Removes from a record what must not leave the machine: keys always, and customers' data where that was asked for.
package struct Scrubber {
  private let keys: [Redaction]
  package let mask: Mask?
  /// Is told of each exchange that is looked at.
  package var onCall: () -> Void = {}

  /// - Parameters:
  ///   - keys: the keys that the record may hold.
  ///   - mask: puts tokens in the place of customers' data; nil leaves the data.
  package init(_ keys: [APIKey], mask: Mask?) {
    self.keys = keys.map(Redaction.init)
    self.mask = mask
  }

  package func text(_ text: String) -> String {
    let shown = withoutKeys(text)
    return mask?.text(shown) ?? shown
  }

  /// Scrubs what was typed at a prompt.
  package func input(_ text: String) -> String {
    let shown = withoutKeys(text)
    return mask.map { MaskedInput.masked(shown, $0) } ?? shown
  }

  /// Scrubs a value that was shown.
  package func shown(_ value: Value) -> Value {
    let shown = withoutKeys(value)
    return mask?.shown(shown) ?? shown
  }

  /// The same for what was printed, where a text is shown as it is.
  package func printed(_ value: Value) -> Value {
    let shown = withoutKeys(value)
    return mask?.printed(shown) ?? shown
  }

  package func withoutKeys(_ text: String) -> String {
    keys.reduce(Redaction.withoutTokens(text)) { $1.text($0) }
  }

  package func headers(_ headers: [Header]) -> [Header] {
    // The headers that carry credentials are the same for every key.
    let shown = (keys.first ?? Redaction(of: nil)).headers(headers).map {
      Header($0.name, withoutKeys($0.value))
    }
    return mask?.headers(shown) ?? shown
  }

  /// A path below a base with its query, or a whole URL; and its operation.
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

  /// A body that is not JSON or was cut. Nobody knows what it holds.
  func opaque(_ text: String) -> String {
    let shown = withoutKeys(text)
    guard let mask else { return shown }
    return mask.extent == .all ? mask.memory.hide(shown, isPage: true) : mask.text(shown)
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
