/// An input that was typed at a prompt before.
public struct PastInput: Hashable, Sendable {
  /// The text as it was typed. It may have several lines.
  public var text: String
  /// When it was typed, in seconds since 1970; nil where that is not known. Older releases did not store it.
  public var time: Double?
  /// The account at which it was typed: `sandbox`, or a profile and its host.
  public var account: String?
  /// How it ended; nil while it runs, or where that is not known.
  public var result: Result?
  /// The parts of its value, where it was typed in this session.
  public var given: GivenParts?
  /// What gave `$` the value that it had when the input began; nil where that is not known any more.
  public var last: LastValue?
  /// Whether it was typed in this session.
  public var isOfSession = false

  /// The outcome of an input and what it took.
  public struct Result: Hashable, Sendable {
    /// `ok`, or the kind of the error.
    public var outcome: String
    /// How long it took, in seconds.
    public var duration: Double
    public var calls: Int
    public var credits: Int64

    public static let ok = "ok"

    public init(outcome: String, duration: Double, calls: Int, credits: Int64) {
      self.outcome = outcome
      self.duration = duration
      self.calls = calls
      self.credits = credits
    }
  }

  /// What gave `$` its value.
  public enum LastValue: Hashable, Sendable {
    /// The input with this number in the history.
    case input(Int)
    /// Nothing that the history contains.
    case elsewhere
  }

  public init(_ text: String, time: Double? = nil, account: String? = nil) {
    self.text = text
    self.time = time
    self.account = account
  }

  /// Whether it had faults, failed, or was stopped.
  public var failed: Bool { result.map { $0.outcome != Result.ok } ?? false }
}

/// The prompt, as far as builtins that were typed there need it.
public protocol PromptFace: AnyObject {
  /// The history, oldest first. The last one is the input that is running, unless that is not stored.
  var inputs: [PastInput] { get }
  /// The number of the first input in `inputs`. It is more than 1 where the history was longer when the session began.
  var firstNumber: Int { get }
  /// The number of the input that is running; nil where it is not stored.
  var number: Int? { get }
  /// Opens the user's editor with the previous input, as soon as the present one has ended.
  func edit()
  /// Shows bytes in the user's pager. Where they are a table, lines that are too long go on at the side.
  ///
  /// - Returns: false where there is no pager.
  func page(_ bytes: [UInt8], isTable: Bool) -> Bool
  /// Is called at times while an input runs, so that the terminal never gets full of what is typed meanwhile.
  func takeTyped()
}

extension PromptFace {
  public var firstNumber: Int { 1 }
  public var number: Int? { inputs.count }
  public func takeTyped() {}
}
