import JSON
import Source

/// The words of the machine's own failures: what must hold, and what was found.
extension Failure {
  static func operands(_ sign: String, _ left: Value, _ right: Value) -> Failure {
    let wanted =
      switch sign {
      case "+": "two numbers, two strings, two arrays or two objects"
      case "<", "<=", ">", ">=": "two numbers or two strings"
      case "in": "a list, or text in text, or a name in an object"
      case "matches": "text and a pattern"
      default: "two numbers"
      }
    return Failure(
      .script, "'\(sign)' takes \(wanted), but has \(left.described) and \(right.described)",
      hint: sign == "+" && (left.asText != nil || right.asText != nil)
        ? "inside text, values are inserted: \"… $name …\"" : nil)
  }

  static func operand(_ what: String, _ wanted: String, _ found: Value) -> Failure {
    Failure(.script, "\(what) takes \(wanted), but has \(found.described)")
  }

  static func divisionByZero(_ sign: String) -> Failure {
    Failure(.script, "the right side of '\(sign)' must not be 0")
  }

  static func outOfRange(_ sign: String) -> Failure {
    Failure(.script, "the result of '\(sign)' must be a number that JSON can hold, but is too large")
  }

  static func rangeEnds(_ first: Value, _ last: Value) -> Failure {
    Failure(.script, "'..' takes two integers, but has \(first.described) and \(last.described)")
  }

  static let rangeTooLong = Failure(
    .script, "a range that is stored must have at most 100000000 items",
    hint: "in a pipeline or a 'for' it is counted through and not stored")

  static func notBoolean(_ found: Value) -> Failure {
    let hint: String? =
      switch found {
      case .array: "write the test: 'length($list) > 0'"
      case .string: "write the test: '$text != \"\"'"
      case .null, .object: "write the test: '$value != null'"
      case .int, .double, .decimal: "write the test: '$number != 0'"
      case .bool: nil
      }
    return Failure(.script, "a condition must be true or false, but is \(found.described)", hint: hint)
  }

  static func notText(_ found: Value) -> Failure {
    Failure(
      .script, "text takes strings, numbers and booleans in it, but has \(found.described)",
      hint: found.isNull
        ? "say what stands in its place: '$(… ?? \"none\")'" : "write it as JSON: '$(… | to json)'")
  }

  static func notIterable(_ found: Value, _ allowance: LoopState.Allowance, _ name: String?) -> Failure {
    let wanted = allowance.contains(.object) ? "a list or an object" : "a list"
    return Failure(
      .script, "\(name.map { "\($0) takes" } ?? "a loop runs over") \(wanted), but has \(found.described)",
      hint: found.asObject == nil || allowance.contains(.object)
        ? nil : "'entries' makes a list of an object; 'for key, value in …' walks it")
  }

  static func notSet(_ name: String) -> Failure {
    Failure(.script, "$\(name) must be set before it is read: its 'let' has not run yet")
  }

  static func memberOf(_ value: Value, _ name: Text) -> Failure {
    var hint: String?
    if case .array = value {
      hint = name == "length" ? "write 'length(…)'" : "one item is '[0]', all of them '[*].\(name)'"
    } else if name == "length" {
      hint = "write 'length(…)'"
    }
    return Failure(.script, "'.\(name)' takes an object, but has \(value.described)", hint: hint)
  }

  static func noMember(_ key: Value, of value: Value) -> Failure {
    let name = key.asString ?? key.json
    guard case .object(let object) = value else {
      return Failure(.script, "'.\(name)' takes an object, but has \(value.described)")
    }
    let near = nearest(name, among: object.names.map(\.string))
    return Failure(
      .script, "no member '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      hint: (near == nil && object.count <= 12 && !object.isEmpty
        ? "it has: \(object.names.map(\.string).joined(separator: ", ")); " : "")
        + "'.\(name)?' is null where there is none")
  }

  static func noItem(_ index: Value, _ count: Int) -> Failure {
    let there = count == 0 ? "the list is empty" : "the list has \(count), from [0] to [\(count - 1)]"
    return Failure(.script, "no item [\(index.json)]: \(there)", hint: "'[…]?' is null where there is none")
  }

  static func notKey(_ key: Value, _ value: Value) -> Failure {
    switch value {
    case .array: Failure(.script, "an index must be an integer, but is \(key.described)")
    case .object: Failure(.script, "a member's name must be a string, but is \(key.described)")
    default: Failure(.script, "only an array or an object has parts, but this is \(value.described)")
    }
  }

  /// What the opcode `raiseFresh` raises.
  static func fresh(_ flag: UInt8, _ first: Value, _ second: Value, _ third: Value) -> Failure {
    switch flag {
    case 0: nothingFailed(first)
    case 1: failedOtherwise(first, second)
    default: notSo(first.asString ?? "", second, third)
    }
  }

  private static func notSo(_ sign: String, _ left: Value, _ right: Value) -> Failure {
    let texts = [left, right].map { $0.json }
    let shown = zip(texts, [left, right]).map { $0.utf8.count <= 200 ? $0 : $1.described }
    return Failure(.script, "the assertion must hold, but \(shown[0]) \(sign) \(shown[1]) does not")
  }

  private static func nothingFailed(_ kind: Value) -> Failure {
    let wanted = kind.asString.map { " with '\($0)'" } ?? ""
    return Failure(.script, "the block must fail\(wanted), but it did not")
  }

  private static func failedOtherwise(_ kind: Value, _ failure: Value) -> Failure {
    let found = failure["kind"]?.asString ?? ""
    let message = failure["message"]?.asString ?? ""
    let wanted = kind.asString ?? kind.json
    return Failure(
      .script, "the block must fail with '\(wanted)', but failed with '\(found)': \(message)",
      hint: failure["hint"]?.asString)
  }

  static func noFirst(_ name: String) -> Failure {
    Failure(
      .script, "\(name) takes a list with an item, but has none", hint: "'\(name) 1' gives an empty list then"
    )
  }

  static let tooDeep = Failure(
    .script, "calls must nest less than about 100,000 deep", hint: "does a def call itself without end?")

  static let nestedTooDeep = Failure(
    .script, "a value must nest less than \(Nesting.limit) deep",
    hint: "is a value put into itself again and again?")

  /// Ctrl-C, or a signal.
  public static let interrupted = Failure(.interrupted, "interrupted")

  /// An argument of a builtin that has the wrong type.
  public static func argument(_ builtin: String, _ wanted: String, _ found: Value) -> Failure {
    Failure(.script, "\(builtin) takes \(wanted), but has \(found.described)")
  }
}

extension Value {
  /// The value as messages name it: its type, and the value itself where it is short.
  public var described: String {
    switch self {
    case .null: "null"
    case .bool, .int, .double, .decimal: "the \(typeName) \(json)"
    case .string(let text) where text.utf8Count <= 40: "the string \(json)"
    case .string: "a string"
    case .array(let items): "an array of \(items.count)"
    case .object: "an object"
    }
  }
}
