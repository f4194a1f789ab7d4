import JSON

/// Records of one kind, as the API's own objects, in the order in which they came, found by id.
struct Records: Sendable {
  private(set) var rows: [Object]
  private var places: [Int64: Int] = [:]
  /// The id of the next new record.
  private(set) var nextID: Int64

  /// What ids may be: what every reader of JSON can hold exactly.
  static let ids: ClosedRange<Int64> = 1...(1 << 53)

  /// Rows without such an `id` are left out. New ids begin above all of theirs.
  init(_ rows: [Object], nextID: Int64 = 1) {
    self.rows = rows.filter { Self.id($0) != nil }
    self.nextID = nextID
    index()
    if let highest = places.keys.max(), highest >= nextID { self.nextID = highest + 1 }
  }

  /// The record of that id. O(1).
  subscript(id: Int64) -> Object? { places[id].map { rows[$0] } }

  /// The first record that has that name. O(n).
  func named(_ name: String) -> Object? {
    let name = Value(name)
    return rows.first { $0["name"] == name }
  }

  mutating func add(_ row: Object) -> Object {
    var row = row
    row["id"] = .int(nextID)
    places[nextID] = rows.count
    rows.append(row)
    nextID += 1
    return row
  }

  /// Sets members of a record, and gives it as it is then; nil where there is none. O(1).
  mutating func update(_ id: Int64, with changes: Object) -> Object? {
    guard let place = places[id] else { return nil }
    for change in changes.members { rows[place][change.name] = change.value }
    return rows[place]
  }

  /// Whether there was such a record. O(n).
  mutating func remove(_ id: Int64) -> Bool {
    guard let place = places[id] else { return false }
    rows.remove(at: place)
    index()
    return true
  }

  private mutating func index() {
    let pairs = rows.enumerated().compactMap { place, row in Self.id(row).map { ($0, place) } }
    places = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private static func id(_ row: Object) -> Int64? {
    row["id"]?.asInt.flatMap { ids.contains($0) ? $0 : nil }
  }
}
