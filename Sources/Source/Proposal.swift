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
  /// What stands behind the place, where that is kept and `text` stands before it; nil where it is replaced.
  public var closing: String?

  public init(_ text: String, at place: Span, shown: String? = nil) {
    self.text = text
    self.place = place
    self.shown = shown ?? text
  }

  /// Text that is set before a place, and text that is set behind it.
  public init(_ opening: String, around place: Span, _ closing: String) {
    self.init(opening, at: place)
    self.closing = closing
  }

  /// The proposal with all of its text, where it keeps what stands in its place.
  public func written(in bytes: [UInt8]) -> Proposal {
    guard let closing, place.start <= place.end, Int(place.end) <= bytes.count else { return self }
    let kept = String(decoding: bytes[Int(place.start)..<Int(place.end)], as: UTF8.self)
    return Proposal(text + kept + closing, at: place)
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
