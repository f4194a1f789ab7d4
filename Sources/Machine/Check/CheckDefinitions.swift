import JSON
import Source
import Syntax

/// `def` and `param`.
extension Checker {
  func declare(_ definition: Definition) {
    let name = definition.name
    if Self.keywords.contains(name.text) {
      error("a def must not take the keyword '\(name.text)' as its name", at: name.span)
    } else if commands.isNoun(name.text) {
      error("a def must not take an API noun's name, but '\(name.text)' is one", at: name.span)
    } else if commands.signature(name.text, verb: nil) != nil {
      error("a def must not take a builtin's name, but '\(name.text)' is one", at: name.span)
    } else if definitions.updateValue(definition, forKey: name.text) != nil {
      error("a def must have a name of its own, but '\(name.text)' is defined twice", at: name.span)
    }
  }

  func check(bodyOf definition: Definition) {
    let outer = context
    defer { context = outer }
    context = Context(definition: definition.name.text)
    scoped {
      for parameter in definition.parameters {
        if let initial = parameter.initial { check(initial) }
        declare(parameter.name)
      }
      check(definition.body)
    }
  }

  func check(_ parameter: ScriptParameter, _ kind: Variable.Kind) {
    let known = parameter.type.flatMap { ParameterKind(rawValue: $0.text) }
    if let type = parameter.type, known == nil { unknownType(type) }
    if parameter.name.text == "help" {
      error("a param must have a name of its own, but --help lists the options", at: parameter.name.span)
    }
    if let initial = parameter.initial {
      check(initial)
      if let known, let value = self.known(initial), !value.isNull, !known.holds(value) {
        error(
          "the default of a param of type \(known.rawValue) must be \(known.wanted), but is \(value.described)",
          at: initial.span)
      }
    }
    declare(parameter.name, kind)
  }

  private func unknownType(_ type: Name) {
    let types = ParameterKind.allCases.map(\.rawValue)
    let near = nearest(type.text, among: types)
    error(
      "a param's type must be one of \(types.joined(separator: " ")), but is '\(type.text)'"
        + (near.map { "; did you mean '\($0)'?" } ?? ""), at: type.span)
  }
}

/// The type of a script's own option.
public enum ParameterKind: String, Sendable, CaseIterable {
  case string, int, number, bool, path, json, phone, duration

  /// In words: what a default, and what an option, must be.
  public var wanted: String {
    switch self {
    case .string: "text"
    case .int: "a whole number"
    case .number: "a number"
    case .bool: "true or false"
    case .path: "a file's name"
    case .json: "JSON"
    case .phone: "a phone number in E.164, such as +966501234567"
    case .duration: "a duration such as 500ms, 30s or 5m"
    }
  }

  public func holds(_ value: Value) -> Bool {
    switch self {
    case .string, .path: value.asText != nil
    case .int: value.asInt != nil
    case .number, .duration: value.asDouble != nil
    case .bool: value.asBool != nil
    case .json: true
    case .phone: value.asString.map(Self.isPhone) ?? false
    }
  }

  /// `+` and 7 to 15 digits, the first of which is not 0.
  private static func isPhone(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst()
    return text.utf8.first == UInt8(ascii: "+") && (7...15).contains(digits.count)
      && digits.first != UInt8(ascii: "0")
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
