import JSON
import Source

/// The words of the machine's own failures: what must hold, and what was found. What the checker finds is
/// worded the same: it knows the value, or its type.
extension Failure {
  static func operands(_ sign: String, _ left: Value, _ right: Value) -> Failure {
    operands(sign, .value(left), .value(right))
  }

  static func operands(_ sign: String, _ left: Outline, _ right: Outline) -> Failure {
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
      hint: timeHint(sign, left, right) ?? hint(sign, left.types, right.types))
  }

  /// The hint where a time of an answer, which is text, is compared with seconds or with a span of time.
  private static func timeHint(_ sign: String, _ left: Outline, _ right: Outline) -> String? {
    guard sign.first == "<" || sign.first == ">" else { return nil }
    let isLeft = left.value?.isTimeText == true
    guard isLeft || right.value?.isTimeText == true, let number = (isLeft ? right : left).value?.asDouble
    else {
      return nil
    }
    // A moment after 1973 is a greater number than a span of time that anybody asks for.
    let other = number >= 100_000_000 ? "SECONDS" : "now() - 2d"
    return "'time(…)' makes seconds of such a text: "
      + (isLeft ? "time(TEXT) \(sign) \(other)" : "\(other) \(sign) time(TEXT)")
  }

  private static func hint(_ sign: String, _ left: Types, _ right: Types) -> String? {
    if sign == "+" {
      return left == .text || right == .text ? "inside text, values are inserted: \"… $name …\"" : nil
    }
    let isMixed = left == .text && right == .number || left == .number && right == .text
    return isMixed && sign != "in" && sign != "matches" ? "'number(…)' makes a number of text" : nil
  }

  static func operand(_ what: String, _ wanted: String, _ found: Value) -> Failure {
    operand(what, wanted, .value(found))
  }

  static func operand(_ what: String, _ wanted: String, _ found: Outline) -> Failure {
    Failure(.script, "\(what) takes \(wanted), but has \(found.described)")
  }

  static func divisionByZero(_ sign: String) -> Failure {
    Failure(.script, "the right side of '\(sign)' must not be 0")
  }

  static func outOfRange(_ sign: String) -> Failure {
    Failure(.script, "the result of '\(sign)' must be a number that JSON can hold, but is too large")
  }

  static func rangeEnds(_ first: Value, _ last: Value) -> Failure {
    rangeEnds(.value(first), .value(last))
  }

  static func rangeEnds(_ first: Outline, _ last: Outline) -> Failure {
    Failure(.script, "'..' takes two integers, but has \(first.described) and \(last.described)")
  }

  static let rangeTooLong = Failure(
    .script, "a range that is stored must have at most 100000000 items",
    hint: "in a pipeline or a 'for' it is counted through and not stored")

  static func notBoolean(_ found: Value) -> Failure { notBoolean(.value(found)) }

  static func notBoolean(_ found: Outline) -> Failure {
    let hint: String? =
      switch found.types {
      case .list: "\(writeTest)'length($list) > 0'"
      case .text: "\(writeTest)'$text != \"\"'"
      case .number: "\(writeTest)'$number != 0'"
      case .boolean: nil
      default: "\(writeTest)'$value != null'"
      }
    return Failure(.script, "a condition must be true or false, but is \(found.described)", hint: hint)
  }

  /// The hint with what was written in place of the words that stand for it.
  ///
  /// - Parameter written: the program's own text where the failure is shown.
  public func hint(of written: String) -> String? {
    guard let hint, written.utf8.count <= 80, !written.contains("\n") else { return hint }
    if hint.hasPrefix(Self.writeTest) {
      return Self.test(of: written, isList: hint.contains("$list")).map { "\(Self.writeTest)'\($0)'" } ?? hint
    }
    if hint.hasPrefix(Self.insertSomething), written.first == "$" || written.first == "@" {
      let path = written.last == "?" ? written : written + "?"
      return "\(Self.insertSomething)'$(\(path) ?? \"none\")'"
    }
    if hint.hasPrefix(Self.entries), written.hasPrefix("map @.") {
      return "of one object: get \(written.dropFirst(4)); \(hint)"
    }
    for sign in [" >= ", " <= ", " > ", " < "] {
      let sides = written.split(separator: sign, maxSplits: 1).map(String.init)
      if sides.count < 2 { continue }
      return hint.replacing("time(TEXT)\(sign)", with: "time(\(sides[0]))\(sign)")
        .replacing("\(sign)time(TEXT)", with: "\(sign)time(\(sides[1]))")
        .replacing("\(sign)SECONDS", with: "\(sign)\(sides[1])")
        .replacing("SECONDS\(sign)", with: "\(sides[0])\(sign)")
    }
    return hint
  }

  private static let writeTest = "write the test: "
  private static let insertSomething = "say what stands in its place: "
  private static let entries = "'entries'"

  /// The test that a path alone was meant for; nil where it is more than a path to a member.
  private static func test(of written: String, isList: Bool) -> String? {
    let isNegated = written.first == "!"
    let path = isNegated ? written.dropFirst() : written[...]
    guard path.first == "@" || path.first == "$", path.contains("."),
      path.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || "_.?[]'\"".contains($0) })
    else { return nil }
    if isList { return "length(\(path)) \(isNegated ? "==" : ">") 0" }
    return "\(path) \(isNegated ? "==" : "!=") null"
  }

  static func notText(_ found: Value) -> Failure { notText(.value(found)) }

  static func notText(_ found: Outline) -> Failure {
    Failure(
      .script, "text takes strings, numbers and booleans in it, but has \(found.described)",
      hint: found.types == .null
        ? "\(insertSomething)'$(… ?? \"none\")'" : "write it as JSON: '$(… | to json)'")
  }

  static func notIterable(_ found: Value, _ allowance: LoopState.Allowance, _ name: String?) -> Failure {
    notIterable(.value(found), allowance, name)
  }

  static func notIterable(_ found: Outline, _ allowance: LoopState.Allowance, _ name: String?) -> Failure {
    let wanted = allowance.contains(.object) ? "a list or an object" : "a list"
    return Failure(
      .script, "\(name.map { "\($0) takes" } ?? "a loop runs over") \(wanted), but has \(found.described)",
      hint: found.types != .object || allowance.contains(.object)
        ? nil : "\(entries) makes a list of an object; 'for key, value in …' walks it")
  }

  static func notSet(_ name: String) -> Failure {
    Failure(.script, "$\(name) must be set before it is read: its 'let' has not run yet")
  }

  static func memberOf(_ value: Value, _ name: Text) -> Failure { memberOf(.value(value), name) }

  static func memberOf(_ value: Outline, _ name: Text) -> Failure {
    var hint: String?
    if value.types == .list {
      hint = name == "length" ? "write 'length(…)'" : "one item is '[0]', all of them '[*].\(name)'"
    } else if name == "length" {
      hint = "write 'length(…)'"
    }
    return Failure(.script, "'.\(name)' takes an object, but has \(value.described)", hint: hint)
  }

  static func noMember(_ key: Value, of value: Value) -> Failure {
    let name = key.asString ?? key.json
    guard case .object(let object) = value else {
      return key.asString == nil
        ? Failure(.script, "'[\(name)]' takes a list, but has \(value.described)")
        : Failure(.script, "'.\(name)' takes an object, but has \(value.described)")
    }
    return noMember(name, among: object.names.map(\.string))
  }

  static func noMember(_ name: String, among names: [String]) -> Failure {
    let near = nearest(name, among: names)
    return Failure(
      .script, "no member '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      hint: (near == nil && names.count <= 12 && !names.isEmpty
        ? "it has: \(names.joined(separator: ", ")); " : "")
        + "'.\(name)?' is null where there is none")
  }

  static func noItem(_ index: Value, _ count: Int) -> Failure {
    let there = count == 0 ? "the list is empty" : "the list has \(count), from [0] to [\(count - 1)]"
    return Failure(.script, "no item [\(index.json)]: \(there)", hint: "'[…]?' is null where there is none")
  }

  static func notKey(_ key: Value, _ value: Value) -> Failure { notKey(key, .value(value)) }

  static func notKey(_ key: Value, _ value: Outline) -> Failure {
    switch value.types {
    case .list: Failure(.script, "an index must be an integer, but is \(key.described)")
    case .object: Failure(.script, "a member's name must be a string, but is \(key.described)")
    default: Failure(.script, "only an array or an object has parts, but this is \(value.described)")
    }
  }

  static func partsOfText(_ value: Value) -> Failure { partsOfText(.value(value)) }

  /// `$text[0:4]`, `$text[0]`.
  static func partsOfText(_ value: Outline) -> Failure {
    Failure(
      .script, "'[…]' takes items of a list, but has \(value.described)",
      hint: "'slice' takes characters of a text: slice($text, 0, 4)")
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

  public static let nestedTooDeep = Failure(
    .script, "a value must nest less than \(Nesting.limit) deep",
    hint: "is a value put into itself again and again?")

  static let textTooLong = Failure(
    .script, "a text that is put together must have at most \(Arithmetic.longestText) bytes")

  static let listTooLong = Failure(
    .script, "a list that is put together must have at most \(Arithmetic.longestList) items")

  /// Ctrl-C, or a signal.
  public static let interrupted = Failure(.interrupted, "interrupted")

  /// An argument of a builtin that has the wrong type.
  public static func argument(_ builtin: String, _ wanted: String, _ found: Value) -> Failure {
    argument(builtin, wanted, .value(found))
  }

  public static func argument(_ builtin: String, _ wanted: String, _ found: Outline) -> Failure {
    Failure(.script, "\(builtin) takes \(wanted), but has \(found.described)")
  }
}

extension Value {
  /// Whether it is a text such as `2026-11-30T09:15:00Z`.
  fileprivate var isTimeText: Bool {
    guard let text = asString, text.utf8.count >= 10 else { return false }
    return text.utf8.prefix(10).enumerated().allSatisfy { place, byte in
      place == 4 || place == 7
        ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
  }

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
