import JSON
import Machine
import Syntax

extension Builtin {
  static let sortBy = Builtin(
    Signature(
      "sort-by", input: .items, operands: [Operand("E", .item)],
      flags: [Flag("desc", meaning: "the greatest first")]),
    "sort by an expression: null, false, true, numbers, strings, arrays, objects; equals keep their order",
    examples: [
      Example("[3, 1, 2] | sort-by @", shows: "1\n2\n3"),
      Example("[{n: 1}, {n: 2}] | sort-by @.n --desc", shows: "{\"n\":2}\n{\"n\":1}"),
    ],
    .gather { call throws(Failure) in Sort(descending: call.isSet(0)) })
}

private final class Sort: Gather {
  private let descending: Bool
  private var items: [Value] = []
  private var keys: [Value] = []

  init(descending: Bool) { self.descending = descending }

  func push(_ item: Value, key: Value) {
    items.append(item)
    keys.append(key)
  }

  func finish() -> Value {
    // Integers sorted by themselves: no two equal ones can be told apart, so no ranks are needed.
    if var integers = all(keys, { $0.asSmallInt }), items.elementsEqual(keys, by: areSameInteger) {
      integers.sort()
      if descending { integers.reverse() }
      return .array(integers.map(Value.int))
    }
    return .array(ranking(of: keys, descending: descending).map { items[$0] })
  }
}

private func areSameInteger(_ left: Value, _ right: Value) -> Bool {
  if case .int(let a) = left, case .int(let b) = right { a == b } else { false }
}

/// The indices of the keys in sorted order; equal keys keep theirs. O(n log n). Where all keys are
/// integers, numbers or strings, they are taken out of their values first.
func ranking(of keys: [Value], descending: Bool = false) -> [Int] {
  if let integers = all(keys, { $0.asSmallInt }) { return ranked(integers, descending, <) }
  if let numbers = all(keys, { $0.asDouble }) { return ranked(numbers, descending, <) }
  if let texts = all(keys, { $0.asText.map(PrefixedText.init) }) { return ranked(texts, descending, <) }
  return ranked(keys, descending) { Order($0, $1) == .before }
}

@inline(__always)
private func all<Key>(_ keys: [Value], _ take: (Value) -> Key?) -> [Key]? {
  var taken: [Key] = []
  taken.reserveCapacity(keys.count)
  for key in keys {
    guard let key = take(key) else { return nil }
    taken.append(key)
  }
  return taken
}

/// The index decides between equals, so that the order is stable whatever `sort` does.
@inline(__always)
private func ranked<Key>(_ keys: [Key], _ descending: Bool, _ less: (Key, Key) -> Bool) -> [Int] {
  var decorated = keys.enumerated().map { (key: $1, index: $0) }
  decorated.sort { left, right in
    let (low, high) = descending ? (right.key, left.key) : (left.key, right.key)
    return less(low, high) || (!less(high, low) && left.index < right.index)
  }
  return decorated.map(\.index)
}

/// A text with its first eight bytes as a number, which settles most comparisons.
private struct PrefixedText {
  var prefix: UInt64
  var text: Text

  init(_ text: Text) {
    self.text = text
    prefix = text.withUTF8 { bytes in
      var prefix: UInt64 = 0
      for index in 0..<8 { prefix = prefix << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
      return prefix
    }
  }

  static func < (left: PrefixedText, right: PrefixedText) -> Bool {
    left.prefix == right.prefix ? left.text < right.text : left.prefix < right.prefix
  }
}

extension Value {
  fileprivate var asSmallInt: Int64? { if case .int(let value) = self { value } else { nil } }
}
