/// What a reader of JSON accepts.
public struct JSONOptions: Sendable {
  /// How deep arrays and objects may be nested. Reading, comparing and freeing a value recurse to this depth,
  /// so it is limited (RFC 8259 §9 allows that).
  public var depth: Int
  /// Whether a byte order mark at the start is skipped; it is an error otherwise (RFC 8259 §8.1).
  public var skipsByteOrderMark: Bool
  /// Is called for each lone surrogate in a string, such as `\uD83D`, which is read as U+FFFD; without this function, a
  /// lone surrogate is an error (RFC 8259 §8.2 leaves it open).
  public var onLoneSurrogate: (@Sendable () -> Void)?

  /// The options for values that the program itself has saved, with a few levels around each.
  public static let own = JSONOptions(depth: Value.nestingLimit + 32)

  public init(
    depth: Int = 512, skipsByteOrderMark: Bool = false, onLoneSurrogate: (@Sendable () -> Void)? = nil
  ) {
    self.depth = depth
    self.skipsByteOrderMark = skipsByteOrderMark
    self.onLoneSurrogate = onLoneSurrogate
  }
}
