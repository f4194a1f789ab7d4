/// Text that a hint proposes, and the place where it belongs. It is shown only where the program passes the
/// check with it (Language.md, "Errors").
public struct Proposal: Hashable, Sendable {
  public var text: String
  /// The bytes that it replaces.
  public var place: Span
  /// The part of it that is shown; by default all of it.
  public var shown: String
  /// Where that begins which it is added to, and which is shown with it; nil where it is no addition.
  public var base: UInt32?

  public init(_ text: String, at place: Span, shown: String? = nil) {
    self.text = text
    self.place = place
    self.shown = shown ?? text
  }

  /// Text that is added at the end of something.
  public init(adding text: String, to base: Span) {
    self.init(
      text, at: Span(file: base.file, start: Int(base.end), end: Int(base.end)),
      shown: String(text.drop { $0 == " " }))
    self.base = base.start
  }

  /// The bytes of a file with the text in its place. O(length).
  public func applied(to bytes: [UInt8]) -> [UInt8] {
    let start = Swift.min(Int(place.start), bytes.count)
    let end = Swift.min(Swift.max(Int(place.end), start), bytes.count)
    return bytes[..<start] + Array(text.utf8) + bytes[end...]
  }
}
