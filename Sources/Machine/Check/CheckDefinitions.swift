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
    } else if !defined.insert(name.text).inserted {
      error("a def must have a name of its own, but '\(name.text)' is defined twice", at: name.span)
    }
  }

  /// - Parameter passed: what is known of the arguments of all its calls; nil where there may be others.
  func check(bodyOf definition: Definition, passed: Passed.Arguments? = nil) {
    let outer = context
    defer { context = outer }
    context = Context(definition: definition.name.text)
    scoped {
      for (place, parameter) in definition.parameters.enumerated() {
        let initial = parameter.initial.map { check($0) }
        declare(parameter.name, outline: passed?.outline(place, initial) ?? .unknown, isParameter: true)
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
    let initial = parameter.initial.map { check($0) }
    if let place = parameter.initial?.span, let initial, let known {
      check(initial, known, parameter, at: place)
    }
    declare(parameter.name, kind, outline: parameter.outline(initial), isParameter: true)
  }

  /// A default is of the param's type, or null.
  private func check(_ initial: Outline, _ kind: ParameterKind, _ parameter: ScriptParameter, at span: Span) {
    let fits = initial.value.map { $0.isNull || kind.holds($0) } ?? !initial.types.excludes(kind.types)
    if !fits {
      fault(
        Failure(
          .script,
          "the default of a param of type \(kind.rawValue) must be \(kind.wanted), but is \(initial.described)"
        ),
        at: span)
    } else if kind == .path, let path = initial.value?.asString, !path.isEmpty,
      !options.given.contains(parameter.name.text), let failure = options.refusal(path)
    {
      warn(failure.message, at: span, hint: failure.hint)
    }
  }

  private func unknownType(_ type: Name) {
    let types = ParameterKind.allCases.map(\.rawValue)
    let near = ParameterKind.elsewhere[type.text]?.rawValue ?? nearest(type.text, among: types)
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

  /// What other languages call them.
  fileprivate static let elsewhere: [String: ParameterKind] = [
    "integer": .int, "long": .int, "text": .string, "str": .string, "float": .number, "double": .number,
    "decimal": .number, "boolean": .bool, "flag": .bool, "file": .path, "folder": .path, "dir": .path,
    "object": .json, "list": .json, "array": .json, "any": .json, "tel": .phone, "time": .duration,
    "seconds": .duration,
  ]

  var types: Types {
    switch self {
    case .string, .path, .phone: .text
    case .int, .number, .duration: .number
    case .bool: .boolean
    case .json: .any
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

extension ScriptParameter {
  /// What is known of its value: what an option of its type, or of its default's, may give.
  fileprivate func outline(_ initial: Outline?) -> Outline {
    if let kind = type.flatMap({ ParameterKind(rawValue: $0.text) }) {
      return Outline.types(kind.types).or(initial ?? .types(kind.types))
    }
    guard type == nil else { return .unknown }
    guard let initial else { return .types(.text) }
    let isPlain = initial.types == .boolean || initial.types == .number || initial.types == .text
    return isPlain ? .types(initial.types) : .unknown
  }
}
