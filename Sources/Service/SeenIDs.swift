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

  /// Integers have a set of their own: with all ids in one set, hashing took an eighth of the time of a tally over
  /// 100,000 rows.
  private var numbers: Set<Int64> = []
  private var others: Set<Value> = []
  private var unnamed = 0

  /// How many rows have come, each once.
  var count: Int { numbers.count + others.count + unnamed }

  /// Whether the row has come; nil where it has no id.
  func hasSeen(_ row: Value) -> Bool? {
    guard let id = Self.id(row) else { return nil }
    return id.asInt.map(numbers.contains) ?? others.contains(id)
  }

  /// Takes the rows of one page.
  ///
  /// - Parameter unnamedAreNew: whether rows without an id have not come before.
  mutating func insert(_ rows: ArraySlice<Value>, unnamedAreNew: Bool) -> [Arrival] {
    var onPage: SeenIDs?
    return rows.indices.map { place in
      guard let id = Self.id(rows[place]) else {
        if unnamedAreNew { unnamed += 1 }
        return unnamedAreNew ? .new : .seen
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
    return others.insert(id).inserted
  }

  fileprivate static func id(_ row: Value) -> Value? {
    row["id"].flatMap { $0.isNull ? nil : $0 }
  }
}

/// What the rows of a page can be told by.
enum PageKind {
  /// All have an id.
  case named
  /// Some have none.
  case unnamed
  /// Some have none, and all of the page has come before: nothing in it is taken for new.
  case echo
}

/// The pages that have rows without an id. Such a row can look like another one. Where a whole page looks like another
/// page, the service probably gives one page for all.
struct SeenPages {
  private var hashes: Set<Int> = []
  private var echoes = 0

  /// Pages that are alike and are still taken for rows that look alike, while the total promises them.
  private static let mostAlike = 20

  /// Takes a page that has not been looked at.
  mutating func kind(of rows: [Value], isPromised: Bool) -> PageKind {
    if rows.allSatisfy({ SeenIDs.id($0) != nil }) { return .named }
    if hashes.insert(rows.hashValue).inserted { return .unnamed }
    echoes += 1
    return isPromised && echoes <= Self.mostAlike ? .unnamed : .echo
  }
}
