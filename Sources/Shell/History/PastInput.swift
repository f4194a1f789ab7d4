/// What was typed at a prompt before.
public struct PastInput: Hashable, Sendable {
  /// As it was typed; it may have several lines.
  public var text: String
  /// Whether it did not check, failed or was stopped.
  public var failed: Bool
  /// What it gave, where it was typed in this session.
  public var given: GivenParts?

  public init(_ text: String, failed: Bool = false) {
    self.text = text
    self.failed = failed
  }
}

/// What the builtins ask of the prompt that they were typed at.
public protocol PromptFace: AnyObject {
  /// The history, oldest first; the input that runs is the last.
  var inputs: [PastInput] { get }
  /// Opens the user's editor, when the input has ended, on the one before it.
  func edit()
  /// Shows bytes with the user's pager; false where there is none.
  func page(_ bytes: [UInt8]) -> Bool
}
