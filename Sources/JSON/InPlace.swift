// Parts of values in their places. To bind a payload in a pattern, or to read a member, would retain and release it each
// time. Whoever uses these pointers must hold the value of which they are parts.

/// The payload of a value is the start of the value (a test checks that). The value must be of that case.
extension UnsafePointer<Value> {
  var text: UnsafePointer<Text> { payload() }
  var array: UnsafePointer<[Value]> { payload() }
  var object: UnsafePointer<Object> { payload() }

  private func payload<Payload>() -> UnsafePointer<Payload> {
    UnsafeRawPointer(self).assumingMemoryBound(to: Payload.self)
  }
}

/// The name is the start of the member, and the value follows it (a test checks that).
extension UnsafePointer<Object.Member> {
  var name: UnsafePointer<Text> { UnsafeRawPointer(self).assumingMemoryBound(to: Text.self) }

  var value: UnsafePointer<Value> {
    (UnsafeRawPointer(self) + MemoryLayout<Text>.stride).assumingMemoryBound(to: Value.self)
  }
}

extension UnsafePointer<Text> {
  /// The bytes of the text.
  var utf8: UnsafeBufferPointer<UInt8> {
    storage._withUnsafeGuaranteedRef { UnsafeBufferPointer(start: $0.bytes, count: $0.count) }
  }

  /// The storage is the whole of a text.
  var storage: Unmanaged<TextStorage> { UnsafeRawPointer(self).load(as: Unmanaged<TextStorage>.self) }
}

extension UnsafeBufferPointer {
  /// The address of the element with this index, which must exist.
  func place(_ index: Int) -> UnsafePointer<Element> { baseAddress.unsafelyUnwrapped + index }
}
