import JSON

/// The records of one kind, as objects of the API, in the order in which they were made. They are
/// found by id.
struct Records: Sendable {
  private(set) var rows: [Object]
  private var places: [Int64: Int] = [:]
  /// The id of the next new record.
  private(set) var nextID: Int64

  /// The possible ids: integers that every reader of JSON can represent exactly.
  static let ids: ClosedRange<Int64> = 1...(1 << 53)

  /// Rows without such an `id` are left out. New ids are larger than all of theirs.
  init(_ rows: [Object], nextID: Int64 = 1) {
    self.rows = rows.filter { Self.id($0) != nil }
    self.nextID = nextID
    index()
    if let highest = places.keys.max(), highest >= nextID { self.nextID = highest + 1 }
  }

  /// The record with this id. O(1).
  subscript(id: Int64) -> Object? { places[id].map { rows[$0] } }

  /// The first record with this name. O(n).
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

  /// Changes members of a record, and returns the changed record; nil where there is none. O(1).
  mutating func update(_ id: Int64, with changes: Object) -> Object? {
    guard let place = places[id] else { return nil }
    for change in changes.members { rows[place][change.name] = change.value }
    return rows[place]
  }

  /// Removes a record. False where there was none. O(n).
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
