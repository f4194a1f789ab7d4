/// Text that a hint proposes, and what it takes the place of. It is told only where the program checks with it
/// (language.md, "Errors").
public struct Proposal: Hashable, Sendable {
  public var text: String
  /// The bytes that it takes the place of.
  public var place: Span
  /// What of it is shown; all of it unless given.
  public var shown: String

  public init(_ text: String, at place: Span, shown: String? = nil) {
    self.text = text
    self.place = place
    self.shown = shown ?? text
  }

  /// A file's bytes with the text in its place. O(length).
  public func applied(to bytes: [UInt8]) -> [UInt8] {
    let start = Swift.min(Int(place.start), bytes.count)
    let end = Swift.min(Swift.max(Int(place.end), start), bytes.count)
    return bytes[..<start] + Array(text.utf8) + bytes[end...]
  }
}
