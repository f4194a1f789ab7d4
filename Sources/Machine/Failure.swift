import JSON
import Source

/// Why a program stopped: what `catch e` binds as `$e` (Language.md, "Failure").
public struct Failure: Error, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case validation, auth, permission, credits, missing, gone
    case rateLimit = "rate_limit"
    case server, network, timeout, budget
    case inDoubt = "in_doubt"
    case undelivered, usage, script
    /// Ctrl-C or a signal. Not caught by `catch`.
    case interrupted
  }

  /// A run that ends early though nothing went wrong in the program: `kind` is then `interrupted`.
  public enum Ending: Sendable {
    /// A dry run came to where the answer of a call that was not sent is needed.
    case dryRun
    /// A rehearsal has come to a part of the script that never ends.
    case rehearsal
    /// The reader of standard output is gone (`| head -1`), so the run has nobody to go on for.
    case outputClosed
    /// Standard output took no more (a full disk). What was shown is lost, and what comes would be lost too.
    case outputLost
  }

  public var kind: Kind
  public var ending: Ending?
  public var message: String
  public var hint: String?
  /// The exit status of the run that ends with it, where that is not its kind's.
  public var exit: Int32?
  /// Where in the program it came up; set by the machine.
  public var span: Span?
  public var status: Int64?
  public var errorCode: String?
  public var errors: Value
  /// What the call gave for the fields that `errors` names; for messages, no member of `$e`.
  public var given: Object?
  public var results: Value
  /// How many credits the answer says that the call has cost, though it does not confirm the call; for a budget, no
  /// member of `$e`.
  public var charged: Int64 = 0
  /// The row of a file that it is about, as far as a loop over such rows was under way; set by the machine.
  public var source: Source?
  /// Whether `source` was looked for. A failure that is caught and raised again keeps the row that it has.
  var hasSoughtSource = false

  public init(
    _ kind: Kind = .script, _ message: String, hint: String? = nil, status: Int64? = nil,
    errorCode: String? = nil, errors: Value = .null, results: Value = .null
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.status = status
    self.errorCode = errorCode
    self.errors = errors
    self.results = results
  }

  /// `$e`: every member is there, null where unknown; but `source` only where it is known.
  public var value: Value {
    let members: Value = [
      "kind": Value(kind.rawValue),
      "status": status.map(Value.int) ?? .null,
      "message": Value(message),
      "error_code": errorCode.map { Value($0) } ?? .null,
      "errors": errors,
      "results": results,
      "hint": hint.map { Value($0) } ?? .null,
    ]
    guard let source, case .object(var object) = members else { return members }
    object["source"] = source.value
    return .object(object)
  }

  /// The early end of a run; no `catch` takes it.
  public init(_ ending: Ending, _ message: String) {
    self.init(.interrupted, message)
    self.ending = ending
  }

  /// What `fail` raises: text as a failure of the script, `$e` unchanged.
  public init(raising value: Value) {
    guard let kind = value["kind"]?.asString.flatMap(Kind.init(rawValue:)), value["message"]?.asString != nil
    else {
      self.init(.script, value.asString ?? value.json)
      return
    }
    self.init(
      kind, value["message"]?.asString ?? "", hint: value["hint"]?.asString, status: value["status"]?.asInt,
      errorCode: value["error_code"]?.asString, errors: value["errors"] ?? .null,
      results: value["results"] ?? .null)
    hasSoughtSource = true
    if let file = value["source"]?["file"]?.asString, let line = value["source"]?["line"]?.asInt {
      source = Source(file: file, line: Int(line))
    }
  }
}
