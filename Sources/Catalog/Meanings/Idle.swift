import JSON

/// A parameter that has no effect beside others, although the call is valid (documentation, the tables of parameters).
public struct Idle: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The other one is given too.
    case beside(String)
    /// The other one is not given. In an item of a list, the other one in the object around the list is enough, as long
    /// as the item lacks `unless`.
    case without(String, unless: String? = nil)
    /// The other one, or its default, is one of these words.
    case when(String, isAnyOf: [String])
  }

  public let parameter: String
  public let reason: Reason
  /// What to do about it, in our own words.
  public let advice: String

  init(_ parameter: String, _ reason: Reason, _ advice: String) {
    self.parameter = parameter
    self.reason = reason
    self.advice = advice
  }
}

extension Idle {
  static let toSomebody = Idle(
    "recipient", .beside("contact_id"),
    "one of the two is enough: the documentation does not say which one counts")

  static let ofMessage = [
    toSomebody, Idle("content", .beside("template_id"), "the content is taken from the template"),
    Idle(
      "template_variables", .without("template_id", unless: "content"),
      "template_id=… names the template to fill"),
    Idle("media_url", .when("message_type", isAnyOf: ["text"]), mediaAdvice),
    Idle("filename", .when("message_type", isAnyOf: ["text"]), mediaAdvice),
  ]

  private static let mediaAdvice =
    "message_type=image sends media; so do " + Words.media.dropFirst().joined(separator: ", ")

  static let ofStory = [
    Idle("caption", .when("type", isAnyOf: ["text"]), "the text of a text story is its content"),
    Idle("font", .when("type", isAnyOf: Words.storyMedia), "it is for text stories only"),
    Idle("background_color", .when("type", isAnyOf: Words.storyMedia), "it is for text stories only"),
  ]
}

extension Operation {
  /// An idle parameter in a call.
  public struct IdleArgument: Hashable, Sendable {
    /// The list in whose items it stands; nil where it is one of the call's own.
    public let list: String?
    public let idle: Idle
  }

  /// The parameters of the call that certainly have no effect, each once however many items have it.
  /// O(size of the arguments).
  ///
  /// - Parameter written: the parameters that are given, though their values may not be known yet.
  public func idle(
    _ arguments: Object, written: Set<String> = [], checks: Checks = .client
  ) -> [IdleArgument] {
    let given = Given(arguments, computed: checks.computed, isOpen: checks.isOpen)
    var found = shape.idle.filter { $0.holds(for: given, written: written) }.map {
      IdleArgument(list: nil, idle: $0)
    }
    for parameter in shape.parameters {
      guard let inner = parameter.type.shape, !inner.idle.isEmpty,
        let items = given.value(parameter.name)?.asArray
      else { continue }
      let objects = items.compactMap(\.asObject).map { Given($0) }
      found += inner.idle.filter { idle in objects.contains { idle.holds(for: $0, around: given) } }.map {
        IdleArgument(list: parameter.name, idle: $0)
      }
    }
    return found
  }
}

extension Idle {
  fileprivate func holds(for given: Given, written: Set<String> = [], around outer: Given? = nil) -> Bool {
    func isGiven(_ name: String) -> Bool {
      switch given[name] {
      case .present: true
      case .unknown: written.contains(name)
      case .absent: false
      }
    }
    guard isGiven(parameter) else { return false }
    switch reason {
    case .beside(let other): return isGiven(other)
    case .without(let other, let unless):
      let isShared = outer.map { !$0.isAbsent(other) } ?? false
      return given.isAbsent(other) && !(isShared && unless.map(given.isAbsent) != false)
    case .when(let other, let words):
      if given.isAbsent(other) { return words.contains("text") }
      return given.value(other)?.asString.map(words.contains) ?? false
    }
  }
}

extension Operation.IdleArgument {
  /// The warning in our words: `content will not count beside template_id`.
  public var message: String {
    let name = list.map { "\(idle.parameter) in \($0)" } ?? idle.parameter
    return switch idle.reason {
    case .beside(let other): "\(name) will not count beside \(other)"
    case .without(let other, _): "\(name) will not count without \(other)"
    case .when(let other, ["text"]): "\(name) will not count where \(other) is text"
    case .when(let other, _): "\(name) will not count where \(other) is not text"
    }
  }
}
