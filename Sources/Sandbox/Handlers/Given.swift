import JSON

extension Object {
  /// The value of that name; nil where it is null or blank, which counts as not given.
  func given(_ name: String) -> Value? {
    switch self[name] {
    case .null: nil
    case .string(let text) where text.string.allSatisfy(\.isWhitespace): nil
    case let value: value
    }
  }

  func text(_ name: String) -> Text? { given(name)?.asText }
}
