/// The members of a JSON object, in the order in which they came: one word, copy-on-write.
///
/// Up to eight members are searched one after another, more through a hash table. A name occurs
/// once: setting it again replaces the value and keeps the place (RFC 8259 §4 leaves this open).
public struct Object: Sendable {
  public struct Member: Sendable {
    public let name: Text
    public var value: Value
  }

  private var storage: ObjectStorage

  public init() { storage = ObjectStorage.empty }

  public init(_ members: some Sequence<(Text, Value)>) {
    self.init()
    for (name, value) in members { self[name] = value }
  }

  /// Members as they were read, where a name may come more than once: its last value wins, in its
  /// first place.
  init(read members: [Member]) {
    storage = ObjectStorage(read: members)
  }

  public var count: Int { storage.members.count }
  public var isEmpty: Bool { storage.members.isEmpty }
  public var members: [Member] { storage.members }
  public var names: [Text] { storage.members.map(\.name) }
  public var values: [Value] { storage.members.map(\.value) }

  /// Where the member of that name stands, or nil. O(1).
  public func index(of name: Text) -> Int? { storage.index(of: name) }

  public subscript(index index: Int) -> Value {
    get { storage.members[index].value }
    set {
      makeUnique()
      storage.members[index].value = newValue
    }
  }

  /// The value of that name, or nil where there is none. Setting nil removes it (O(n)).
  public subscript(name: Text) -> Value? {
    get { storage.index(of: name).map { storage.members[$0].value } }
    set {
      makeUnique()
      if let newValue { storage.set(name, newValue) } else { storage.remove(name) }
    }
  }

  /// Sets the member of that name, in place where nobody else holds this object. Amortised O(1).
  public mutating func set(_ name: Text, _ value: Value) {
    makeUnique()
    storage.set(name, value)
  }

  public subscript(name: String) -> Value? {
    get { self[Text(name)] }
    set { self[Text(name)] = newValue }
  }

  /// Changes the value of that name in place, without a copy where nobody else holds it. A missing
  /// member is given as nil and added unless it stays nil.
  public mutating func update<R, E: Error>(
    _ name: Text, _ body: (inout Value?) throws(E) -> R
  ) throws(E) -> R {
    makeUnique()
    guard let index = storage.index(of: name) else {
      var value: Value?
      let result = try body(&value)
      if let value { storage.set(name, value) }
      return result
    }
    var value: Value? = storage.members[index].value
    storage.members[index].value = .null
    defer {
      if let value { storage.members[index].value = value } else { storage.remove(name) }
    }
    return try body(&value)
  }

  @inline(__always) private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = ObjectStorage(copying: storage) }
  }
}

extension Object: Equatable {
  public static func == (left: Object, right: Object) -> Bool {
    left.count == right.count
      && left.members.allSatisfy { member in right[member.name] == member.value }
  }
}

extension Object: Hashable {
  /// The same whatever the order of the members.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    hasher.combine(members.reduce(0) { $0 ^ $1.hashValue })
  }
}

extension Object.Member: Hashable {}

/// Written only by the one holder of it, which is what makes it safe to send and lets it do without
/// checks of exclusive access.
private final class ObjectStorage: @unchecked Sendable {
  @exclusivity(unchecked) var members: [Object.Member]
  /// Open addressing by the name's hash. Empty while members are few.
  @exclusivity(unchecked) private var table: [Entry]

  /// What all objects without members share, so that to make one allocates nothing.
  static let empty = ObjectStorage()

  private static let searched = 8

  private struct Entry {
    /// A part of the name's hash, which settles most comparisons of names that differ.
    var hash: UInt32 = 0
    /// The member's index plus one, or 0.
    var place: UInt32 = 0

    init() {}

    init(_ hash: UInt64, place: Int) {
      self.hash = UInt32(truncatingIfNeeded: hash)
      self.place = UInt32(place)
    }
  }

  init() {
    members = []
    table = []
  }

  init(copying other: ObjectStorage) {
    members = other.members
    table = other.table
  }

  init(read members: [Object.Member]) {
    self.members = members
    table = []
    guard !(members.count > Self.searched ? rebuild() : Self.areDistinct(members)) else { return }
    self.members = []
    table = []
    for member in members { set(member.name, member.value) }
  }

  private static func areDistinct(_ members: [Object.Member]) -> Bool {
    for (index, member) in members.enumerated() {
      for other in 0..<index where members[other].name == member.name { return false }
    }
    return true
  }

  func index(of name: Text) -> Int? {
    if table.isEmpty { return searchedIndex(of: name) }
    let place = table[slot(of: name, name.quickHash)].place
    return place == 0 ? nil : Int(place) - 1
  }

  private func searchedIndex(of name: Text) -> Int? {
    for index in 0..<members.count where members[index].name == name { return index }
    return nil
  }

  func set(_ name: Text, _ value: Value) {
    if let index = index(of: name) {
      members[index].value = value
      return
    }
    members.append(Object.Member(name: name, value: value))
    if members.count > Self.searched, members.count * 2 > table.count {
      rebuild()
    } else if !table.isEmpty {
      let hash = name.quickHash
      table[slot(of: name, hash)] = Entry(hash, place: members.count)
    }
  }

  func remove(_ name: Text) {
    guard let index = index(of: name) else { return }
    members.remove(at: index)
    rebuild()
  }

  /// Makes the table anew. False where a name occurs twice.
  @discardableResult
  private func rebuild() -> Bool {
    table = []
    guard members.count > Self.searched else { return true }
    var size = 32
    while size < members.count * 4 { size *= 2 }
    table = Array(repeating: Entry(), count: size)
    for index in members.indices {
      let hash = members[index].name.quickHash
      let slot = slot(of: members[index].name, hash)
      guard table[slot].place == 0 else { return false }
      table[slot] = Entry(hash, place: index + 1)
    }
    return true
  }

  /// The slot that holds the name, or the empty one where it belongs.
  private func slot(of name: Text, _ hash: UInt64) -> Int {
    let mask = table.count - 1
    let part = UInt32(truncatingIfNeeded: hash)
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while table[slot].place != 0 {
      if table[slot].hash == part, members[Int(table[slot].place) - 1].name == name { break }
      slot = (slot + 1) & mask
    }
    return slot
  }
}
