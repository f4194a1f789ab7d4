import JSON

/// The ids of the rows that have come.
struct SeenIDs {
  enum Arrival {
    /// It has not come before, or has no id to tell it by.
    case new
    case seen
    /// It stands on this page twice.
    case repeated
  }

  /// Integers stand apart: with all in one, hashing took an eighth of the time of a tally over 100,000 rows.
  private var numbers: Set<Int64> = []
  private var others: Set<Other> = []
  private var unnamed = 0

  /// An id that is no integer of 64 bits. A number is known by its text, since floating point would make one of
  /// many that are long.
  private enum Other: Hashable {
    case digits(Text)
    case value(Value)
  }

  /// How many rows have come, each once.
  var count: Int { numbers.count + others.count + unnamed }

  /// Whether the row has come; nil where it has no id.
  func hasSeen(_ row: Value) -> Bool? {
    guard let id = Self.id(row) else { return nil }
    return id.asInt.map(numbers.contains) ?? others.contains(Self.other(id))
  }

  /// Takes the rows of one page.
  mutating func insert(_ rows: ArraySlice<Value>) -> [Arrival] {
    var onPage: SeenIDs?
    return rows.indices.map { place in
      guard let id = Self.id(rows[place]) else {
        unnamed += 1
        return .new
      }
      if onPage?.insert(id) == false { return .repeated }
      if insert(id) { return .new }
      guard onPage == nil else { return .seen }
      // Seldom needed, so made only now.
      var before = SeenIDs()
      for row in rows[..<place] { if let id = Self.id(row) { _ = before.insert(id) } }
      let isNew = before.insert(id)
      onPage = before
      return isNew ? .seen : .repeated
    }
  }

  private mutating func insert(_ id: Value) -> Bool {
    if let number = id.asInt { return numbers.insert(number).inserted }
    return others.insert(Self.other(id)).inserted
  }

  private static func id(_ row: Value) -> Value? {
    row["id"].flatMap { $0.isNull ? nil : $0 }
  }

  private static func other(_ id: Value) -> Other {
    if case .decimal(let decimal) = id { .digits(decimal.text) } else { .value(id) }
  }
}
