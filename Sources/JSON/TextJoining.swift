extension Text {
  /// Joins texts, numbers and booleans in one allocation of the exact size. Nil where a value is anything
  /// else, or the result would be longer than `limit` bytes. O(length).
  ///
  /// - Parameter parts: texts, and an integer for each inserted value: both `n` and `-1 - n` mean
  ///   `values[n]`.
  public init?(
    joining parts: UnsafeBufferPointer<Value>, inserting values: UnsafePointer<Value>, limit: Int
  ) {
    var size = 0
    for index in parts.indices {
      guard let count = parts.joined(index, values).joinedCount else { return nil }
      size += count
    }
    if size > limit { return nil }
    storage = TextStorage.make(capacity: size)
    for index in parts.indices { storage.append(joined: parts.joined(index, values)) }
  }

  /// Joins texts, numbers and booleans with a separator, in one allocation of the exact size. Nil where an
  /// item is anything else. O(length).
  public init?(joining items: [Value], separator: Text) {
    var size = separator.utf8Count * max(0, items.count - 1)
    let storage = items.withUnsafeBufferPointer { items -> TextStorage? in
      for index in items.indices {
        guard let count = (items.baseAddress.unsafelyUnwrapped + index).joinedCount else { return nil }
        size += count
      }
      let storage = TextStorage.make(capacity: size)
      for index in items.indices {
        if index > 0 { separator.withUTF8 { storage.append($0) } }
        storage.append(joined: items.baseAddress.unsafelyUnwrapped + index)
      }
      return storage
    }
    guard let storage else { return nil }
    self.storage = storage
  }
}

extension UnsafeBufferPointer<Value> {
  /// The place of the value that a part means.
  @inline(__always)
  fileprivate func joined(_ index: Int, _ values: UnsafePointer<Value>) -> UnsafePointer<Value> {
    let part = baseAddress.unsafelyUnwrapped + index
    guard case .int(let number) = part.pointee else { return part }
    return values + Int(number < 0 ? -1 - number : number)
  }
}

extension Value {
  /// A text as it is, a number or a boolean as JSON; nil for anything else.
  public var insertable: Text? {
    switch self {
    case .string(let text): text
    case .bool, .int, .double, .decimal: Text(json)
    case .null, .array, .object: nil
    }
  }
}

extension UnsafePointer<Value> {
  /// How many bytes it takes when it is joined; nil where it is not a text, a number or a boolean.
  fileprivate var joinedCount: Int? {
    switch pointee {
    case .string: text.pointee.utf8Count
    case .int(let integer): integer.decimalCount
    default: pointee.insertable?.utf8Count
    }
  }
}

extension Int64 {
  /// How many bytes its digits and its sign take.
  fileprivate var decimalCount: Int {
    let magnitude = magnitude
    var count = self < 0 ? 2 : 1
    var limit: UInt64 = 10
    while magnitude >= limit {
      count += 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      limit = next
    }
    return count
  }
}

extension TextStorage {
  /// Appends a text, a number or a boolean. There must be room for it.
  fileprivate func append(joined value: UnsafePointer<Value>) {
    switch value.pointee {
    case .string: append(value.text.utf8)
    case .int(let integer): append(decimal: integer)
    default: value.pointee.insertable?.withUTF8 { append($0) }
    }
  }

  private func append(decimal integer: Int64) {
    let size = integer.decimalCount
    let start = bytes + count
    var rest = integer.magnitude
    var place = size
    repeat {
      place -= 1
      start[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if integer < 0 { start[0] = UInt8(ascii: "-") }
    withUnsafeMutablePointerToHeader { $0.pointee.count += size }
  }
}
