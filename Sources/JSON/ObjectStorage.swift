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

  deinit { table?.deallocate() }

  init(read members: [Object.Member]) {
    self.members = members
    guard !(members.count > Self.searched ? rebuild() : Self.areDistinct(members)) else { return }
    self.members = []
    forgetTable()
    for member in members { set(member.name, member.value) }
  }

  private static func areDistinct(_ members: [Object.Member]) -> Bool {
    members.withUnsafeBufferPointer { members in
      members.indices.allSatisfy { index in
        members.place(index).name.storage._withUnsafeGuaranteedRef { name in
          !(0..<index).contains { members.place($0).name.storage.holds(name) }
        }
      }
    }
  }

  func index(of name: Text) -> Int? { index(of: name.storage) }

  private func index(of name: TextStorage) -> Int? {
    if let table { return table.place(of: name) }
    guard let start else { return nil }
    for index in 0..<members.count where (start + index).name.storage.holds(name) { return index }
    return nil
  }

  /// Where the first member stands. It holds as long as nobody changes this storage, which holds the members.
  @inline(__always) private var start: UnsafePointer<Object.Member>? {
    members.withUnsafeBufferPointer { $0.baseAddress }
  }

  /// Where the value of the member with this name stands, until the object is changed; nil where there is none.
  func place(of name: TextStorage) -> UnsafePointer<Value>? {
    guard let index = index(of: name), let start else { return nil }
    return (start + index).value
  }

  func set(_ name: Text, _ value: Value) { set(name.storage, value) }

  func set(_ name: TextStorage, _ value: Value) {
    if let index = index(of: name) {
      members[index].value = value
    } else {
      append(Object.Member(name: Text(storage: name), value: value))
    }
  }

  func set(_ index: Int, _ value: Value) { members[index].value = value }

  private func append(_ member: Object.Member) {
    members.append(member)
    if let table, members.count * 2 <= table.size {
      table.insert(member.name.storage, place: members.count - 1)
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
    forgetTable()
    guard members.count > Self.searched else { return true }
    let table = NameTable(for: members.count)
    self.table = table
    for index in members.indices where !table.insert(members[index].name.storage, place: index) {
      return false
    }
    return true
  }

  private func forgetTable() {
    table?.deallocate()
    table = nil
  }
}

extension Unmanaged<TextStorage> {
  /// Whether it holds the same bytes as another.
  @inline(__always) fileprivate func holds(_ other: TextStorage) -> Bool {
    toOpaque() == Unmanaged.passUnretained(other).toOpaque()
      || _withUnsafeGuaranteedRef { $0.holdsBytes(of: other) }
  }
}

/// Finds the place of a member by its name: open addressing by the name's hash. The storage of the object owns it.
///
/// It is a buffer of our own that does not count its references to the names, because the object's members
/// hold them. Each retain and release of a name takes as long as all the rest of finding it.
private struct NameTable {
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

  /// To be called once, by the storage. The entries hold no counted references.
  func deallocate() { entries.deallocate() }

  func place(of name: TextStorage) -> Int? {
    let place = slot(of: name, name.quickHash).pointee.place
    return place == 0 ? nil : Int(place) - 1
  }

  /// False where the name exists already; then nothing is changed.
  @discardableResult
  func insert(_ name: TextStorage, place: Int) -> Bool {
    let hash = name.quickHash
    let slot = slot(of: name, hash)
    guard slot.pointee.place == 0 else { return false }
    slot.pointee = Entry(
      hash: UInt32(truncatingIfNeeded: hash), place: UInt32(place + 1), name: Unmanaged.passUnretained(name))
    return true
  }

  /// The slot of the name, or the empty slot where it belongs.
  private func slot(of name: TextStorage, _ hash: UInt64) -> UnsafeMutablePointer<Entry> {
    let part = UInt32(truncatingIfNeeded: hash)
    var slot = Int(truncatingIfNeeded: hash >> 32) & (size - 1)
    while let known = entries[slot].name {
      if entries[slot].hash == part, known.holds(name) { break }
      slot = (slot + 1) & (size - 1)
    }
    return entries + slot
  }
}
