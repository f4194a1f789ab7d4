import JSON

/// Facts about a parameter besides its meaning: its default, its limits, and when it is required.
extension Parameter {
  /// These facts in words, without those that its meaning says already.
  ///
  /// - Parameter rules: the rules of the object to which it belongs.
  public func notes(_ rules: [Rule]) -> [String] {
    var notes = rules.compactMap { $0.note(on: name) }
    notes += limits.compactMap(\.note).filter { !meaning.contains($0) }
    if let defaultValue { notes.append("\(defaultValue.asString ?? defaultValue.json) unless given") }
    return notes
  }
}

extension Rule {
  fileprivate func note(on name: String) -> String? {
    switch self {
    case .required(name, when: _, isAnyOf: let words):
      words == Words.media ? "required for media" : "required for \(words.joined(separator: ", "))"
    case .matches(name, .url, when: _, isAnyOf: let words):
      "a URL for \(words.joined(separator: ", "))"
    case .atMostCount(name, of: let list): "at most as many as \(list)"
    case .oneOf(let names, _) where names.contains(name):
      names.count < 2 ? nil : "one of \(names.joined(separator: ", ")) is required"
    default: nil
    }
  }
}

extension Limit {
  fileprivate var note: String? {
    switch self {
    case .length(let most): "at most \(most) characters"
    case .atLeast(let least): least > 1 ? "at least \(least)" : nil
    case .between(let least, let most): "\(least) to \(most)"
    case .count(let range): "\(range.lowerBound) to \(range.upperBound) of them"
    case .pattern(.httpsURL): "an https:// address"
    case .pattern: nil
    }
  }
}

// What completion must know to offer what is needed.
extension Parameter {
  /// The other parameters that may be given in place of this one.
  public func alternatives(_ rules: [Rule]) -> [String] {
    rules.flatMap { rule -> [String] in
      if case .oneOf(let names, _) = rule, names.contains(name) { names.filter { $0 != name } } else { [] }
    }
  }

  /// The other parameter with whose words this one is required, although it is not always.
  public func condition(_ rules: [Rule]) -> (parameter: String, words: [String])? {
    rules.lazy.compactMap { rule in
      if case .required(self.name, when: let other, isAnyOf: let words) = rule { (other, words) } else { nil }
    }.first
  }
}
