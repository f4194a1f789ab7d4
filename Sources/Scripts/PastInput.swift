/// What was typed at a prompt before.
public struct PastInput: Hashable, Sendable {
  /// As it was typed; it may have several lines.
  public var text: String
  /// In seconds since 1970; nil where it is not known, as of what older versions kept.
  public var time: Double?
  /// The account that it was typed at: `sandbox`, or a profile and its host.
  public var account: String?
  /// How it ended; nil while it runs, or where that is not known.
  public var result: Result?
  /// What it gave, where it was typed in this session.
  public var given: GivenParts?
  /// Whether it was typed in this session.
  public var isOfSession = false

  public struct Result: Hashable, Sendable {
    /// `ok`, or the kind of the error.
    public var outcome: String
    /// In seconds.
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

  public init(_ text: String, time: Double? = nil, account: String? = nil) {
    self.text = text
    self.time = time
    self.account = account
  }

  /// Whether it did not check, failed or was stopped.
  public var failed: Bool { result.map { $0.outcome != Result.ok } ?? false }
}

/// What builtins can ask of the prompt at which they were typed.
public protocol PromptFace: AnyObject {
  /// The history, oldest first; the input that runs is the last, where it is kept.
  var inputs: [PastInput] { get }
  /// The number of the first of them: others may have stood before it when the session began.
  var firstNumber: Int { get }
  /// The number of the input that runs; nil where it is not kept.
  var number: Int? { get }
  /// Opens the user's editor on the input before this one, once this one has ended.
  func edit()
  /// Shows bytes with the user's pager; false where there is none.
  func page(_ bytes: [UInt8]) -> Bool
}

extension PromptFace {
  public var firstNumber: Int { 1 }
  public var number: Int? { inputs.count }
}
