/// The members of an object, and the table of their names.
///
/// Only its single holder writes to it. So it is safe to send to another thread, and needs no checks of
/// exclusive access.
final class ObjectStorage: @unchecked Sendable {
  @exclusivity(unchecked) private(set) var members: [Object.Member]
  /// The table of names; nil where there are few members.
  @exclusivity(unchecked) private var table: NameTable?

  /// All empty objects share this storage, so that making one allocates nothing.
  static let empty = ObjectStorage()

  private static let searched = 16

  init() { members = [] }

  init(copying other: ObjectStorage) {
    members = other.members
    table = other.table.map(NameTable.init(copying:))
  }

  init(read members: [Object.Member]) {
    self.members = members
    guard !(members.count > Self.searched ? rebuild() : Self.areDistinct(members)) else { return }
    self.members = []
    table = nil
    for member in members { set(member.name, member.value) }
  }

  private static func areDistinct(_ members: [Object.Member]) -> Bool {
    members.withUnsafeBufferPointer { members in
      for index in members.indices {
        let name = members.place(index).name.storage
        for other in 0..<index {
          let isAlike = members.place(other).name.storage._withUnsafeGuaranteedRef { other in
            name._withUnsafeGuaranteedRef { $0.isAlike(other) }
          }
          if isAlike { return false }
        }
      }
      return true
    }
  }

  func index(of name: Text) -> Int? {
    if let table { return table.place(of: name) }
    return members.withUnsafeBufferPointer { members in
      members.indices.first { members.place($0).name.storage._withUnsafeGuaranteedRef(name.storage.isAlike) }
    }
  }

  func set(_ name: Text, _ value: Value) {
    if let index = index(of: name) {
      members[index].value = value
    } else {
      append(Object.Member(name: name, value: value))
    }
  }

  func set(_ index: Int, _ value: Value) { members[index].value = value }

  private func append(_ member: Object.Member) {
    members.append(member)
    if let table, members.count * 2 <= table.size {
      table.insert(member.name, place: members.count - 1)
    } else {
      rebuild()
    }
  }

  func remove(_ name: Text) {
    guard let index = index(of: name) else { return }
    members.remove(at: index)
    rebuild()
  }

  /// Makes the table again. False where a name occurs twice.
  @discardableResult
  private func rebuild() -> Bool {
    table = nil
    guard members.count > Self.searched else { return true }
    let table = NameTable(for: members.count)
    for index in members.indices where !table.insert(members[index].name, place: index) { return false }
    self.table = table
    return true
  }
}

/// Finds the place of a member by its name: open addressing by the name's hash.
///
/// It is a buffer of our own that does not count its references to the names, because the object's members
/// hold them. Reading counted names took a retain and a release each time, a fifth of the time of a million
/// updates of an object with 5,000 keys.
private final class NameTable {
  private struct Entry {
    /// A part of the name's hash, which decides most comparisons of different names.
    var hash: UInt32 = 0
    /// The member's index plus one; 0 in an empty entry.
    var place: UInt32 = 0
    var name: Unmanaged<TextStorage>?
  }

  let size: Int
  private let entries: UnsafeMutablePointer<Entry>

  /// There is room for twice as many names, and half of it then stays empty.
  init(for count: Int) {
    var size = 32
    while size < count * 4 { size *= 2 }
    self.size = size
    entries = .allocate(capacity: size)
    entries.initialize(repeating: Entry(), count: size)
  }

  init(copying other: NameTable) {
    size = other.size
    entries = .allocate(capacity: size)
    entries.initialize(from: other.entries, count: size)
  }

  // The entries hold no counted references.
  deinit { entries.deallocate() }

  func place(of name: Text) -> Int? {
    let place = slot(of: name, name.quickHash).pointee.place
    return place == 0 ? nil : Int(place) - 1
  }

  /// False where the name exists already; then nothing is changed.
  @discardableResult
  func insert(_ name: Text, place: Int) -> Bool {
    let hash = name.quickHash
    let slot = slot(of: name, hash)
    guard slot.pointee.place == 0 else { return false }
    slot.pointee = Entry(
      hash: UInt32(truncatingIfNeeded: hash), place: UInt32(place + 1),
      name: Unmanaged.passUnretained(name.storage))
    return true
  }

  /// The slot of the name, or the empty slot where it belongs.
  private func slot(of name: Text, _ hash: UInt64) -> UnsafeMutablePointer<Entry> {
    let part = UInt32(truncatingIfNeeded: hash)
    var slot = Int(truncatingIfNeeded: hash >> 32) & (size - 1)
    while let known = entries[slot].name {
      if entries[slot].hash == part, known._withUnsafeGuaranteedRef({ name.storage.isAlike($0) }) { break }
      slot = (slot + 1) & (size - 1)
    }
    return entries + slot
  }
}
