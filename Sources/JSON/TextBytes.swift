extension Text {
  /// The UTF-8 bytes of the text, for reading them one by one. Nothing is copied.
  @inlinable public var utf8: UTF8View { UTF8View(self) }

  /// The bytes of a text, in UTF-8.
  public struct UTF8View: RandomAccessCollection, Sendable {
    @usableFromInline let text: Text

    @inlinable init(_ text: Text) { self.text = text }

    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { text.utf8Count }

    @inlinable public subscript(place: Int) -> UInt8 {
      precondition(place >= 0 && place < text.utf8Count, "this is not a place of the text")
      return text.withUTF8 { $0[place] }
    }

    @inlinable public func withContiguousStorageIfAvailable<Result>(
      _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
      try text.withUTF8(body)
    }
  }
}
