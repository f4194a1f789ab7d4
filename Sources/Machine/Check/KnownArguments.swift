import JSON

/// What is known of a call's arguments before it runs.
public struct KnownArguments: Sendable {
  /// The operands in order; nil where the value is not known yet. A field is its name as text.
  public var operands: [Value?] = []
  /// The parameters whose values are known, objects with the members that are known.
  public var parameters = Object()
  /// The parameters that are given with a value that is not known yet.
  public var unknown: Set<String> = []
  /// What is written of the values of these: texts with a space in place of what is inserted, and true for all else.
  public var partly = Object()
  /// The parameters that are given as `name=value`, whether the value is known or not.
  public var written: Set<String> = []
  /// Whether `...$object` may give any parameter.
  public var open = false
  /// The flags that are given.
  public var flags: Set<String> = []
  /// The values of those flags that have one and whose value is known.
  public var flagValues: [String: Value] = [:]
  /// The values of flags that are a plain call of a builtin, such as `(now())`.
  public var flagCalls: [String: KnownCall] = [:]
  /// What is known of what its expression or block over the items yields.
  public var yield = Outline.unknown

  public init() {}
}

/// A call with no arguments, or with one operand whose value is known.
public struct KnownCall: Sendable {
  public var builtin: Builtin
  public var operand: Value?
}

/// What is wrong with a call's arguments.
public struct ArgumentFault: Sendable {
  /// Whether the call may be meant all the same.
  public var isWarning = false
  /// The parameter that it is about, or nil for the whole call.
  public var parameter: String?
  /// Whether it is about the parameter's name, and not its value.
  public var isAboutName = false
  /// The operand that it is about, counted from 0.
  public var operand: Int?
  /// The flag that it is about, without dashes.
  public var flag: String?
  public var message: String
  public var hint: String?
  /// A line that shows how it is done.
  public var example: String?
  /// Arguments that would make the call whole.
  public var addition: String?

  public init(
    parameter: String? = nil, operand: Int? = nil, flag: String? = nil, message: String, hint: String? = nil
  ) {
    self.parameter = parameter
    self.operand = operand
    self.flag = flag
    self.message = message
    self.hint = hint
  }
}
