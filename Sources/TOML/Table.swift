import JSON

/// A table that is being read. Its origin decides what may still be added to it.
final class Table {
  enum Origin: Equatable {
    /// A header of a table inside this one. Its own header may still follow.
    case implied
    /// Its own header, or the header of an element of an array.
    case header
    /// Dots in a name, under the header with this number.
    case dots(Int)
  }

  enum Member {
    case table(Table)
    /// An array of tables that headers have made.
    case tables([Table])
    case value(Value)
  }

  var origin = Origin.implied
  private var members: [(name: String, member: Member)] = []
  /// Where the members begin in the text.
  private var offsets: [String: Int] = [:]
  private var places: [String: Int] = [:]

  subscript(name: String) -> Member? { places[name].map { members[$0].member } }

  /// The offset of a member, or of the last of these names that is there.
  func offset(of names: ArraySlice<String>) -> Int? {
    guard let name = names.first, let offset = offsets[name] else { return nil }
    guard case .table(let inner)? = self[name] else { return offset }
    return inner.offset(of: names.dropFirst()) ?? offset
  }

  func set(_ name: String, _ member: Member, at offset: Int) {
    if offsets[name] == nil { offsets[name] = offset }
    if let place = places[name] {
      members[place].member = member
    } else {
      places[name] = members.count
      members.append((name, member))
    }
  }

  func add(_ name: String, _ table: Table, at offset: Int) -> Table {
    set(name, .table(table), at: offset)
    return table
  }

  var object: Object {
    Object(
      members.map { name, member in
        let value: Value =
          switch member {
          case .table(let table): .object(table.object)
          case .tables(let tables): .array(tables.map { .object($0.object) })
          case .value(let value): value
          }
        return (Text(name), value)
      })
  }
}
