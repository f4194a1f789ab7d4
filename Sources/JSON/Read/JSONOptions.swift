/// What a reader of JSON admits.
public struct JSONOptions: Sendable {
  /// How many arrays and objects may stand one inside another. Reading, comparing and freeing a value
  /// all recurse this deep, so it is bounded (RFC 8259 §9 allows it).
  public var depth: Int
  /// Whether a byte order mark at the start is skipped; it is an error otherwise (RFC 8259 §8.1).
  public var skipsByteOrderMark: Bool
  /// Is called for each lone surrogate in a string, such as `\uD83D`, which is read as U+FFFD; without this function, a
  /// lone surrogate is an error (RFC 8259 §8.2 leaves it open).
  public var onLoneSurrogate: (@Sendable () -> Void)?

  /// For what the program itself has written down: values, and a few levels around each.
  public static let own = JSONOptions(depth: Value.nestingLimit + 32)

  public init(
    depth: Int = 512, skipsByteOrderMark: Bool = false, onLoneSurrogate: (@Sendable () -> Void)? = nil
  ) {
    self.depth = depth
    self.skipsByteOrderMark = skipsByteOrderMark
    self.onLoneSurrogate = onLoneSurrogate
  }
}
