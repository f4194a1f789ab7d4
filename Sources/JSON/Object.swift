/// The members of a JSON object, in the order in which they came. It takes one word, and is
/// copy-on-write.
///
/// Up to sixteen members are searched one after another; more of them by a hash table. A name occurs
/// once: setting it again replaces the value and keeps the place (RFC 8259 §4 leaves this open).
public struct Object: Sendable {
  /// A name with its value.
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

  /// Members as they were read. Where a name occurs several times, the last value is kept, at the
  /// first place.
  init(read members: [Member]) {
    storage = ObjectStorage(read: members)
  }

  public var count: Int { storage.members.count }
  public var isEmpty: Bool { storage.members.isEmpty }
  public var members: [Member] { storage.members }
  public var names: [Text] { storage.members.map(\.name) }
  public var values: [Value] { storage.members.map(\.value) }

  /// The place of the member with this name; nil where there is none. O(1).
  public func index(of name: Text) -> Int? { storage.index(of: name) }

  /// - Complexity: O(1) for reading. The first change of a shared object copies it.
  public subscript(index index: Int) -> Value {
    get { storage.members[index].value }
    set {
      makeUnique()
      storage.set(index, newValue)
    }
  }

  /// The value with this name; nil where there is none. Setting nil removes it (O(n)).
  public subscript(name: Text) -> Value? {
    get { storage.index(of: name).map { storage.members[$0].value } }
    set {
      makeUnique()
      if let newValue { storage.set(name, newValue) } else { storage.remove(name) }
    }
  }

  /// Sets the member with this name. Where nobody else holds this object, it is changed in place.
  /// Amortised O(1).
  public mutating func set(_ name: Text, _ value: Value) {
    makeUnique()
    storage.set(name, value)
  }

  /// The same, with a name that is read where it stands.
  public mutating func set(_ name: UnsafePointer<Text>, _ value: Value) {
    makeUnique()
    Unmanaged.passUnretained(storage)._withUnsafeGuaranteedRef { storage in
      UnsafeRawPointer(name).load(as: Unmanaged<TextStorage>.self)._withUnsafeGuaranteedRef {
        storage.set($0, value)
      }
    }
  }

  public subscript(name: String) -> Value? {
    get { self[Text(name)] }
    set { self[Text(name)] = newValue }
  }

  /// Changes the value with this name, in place where nobody else holds the object. A missing
  /// member is passed as nil, and is added where the function sets it.
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
    storage.set(index, .null)
    defer {
      if let value { storage.set(index, value) } else { storage.remove(name) }
    }
    return try body(&value)
  }

  /// Where the value of the member with this name stands, until the object is changed; nil where there is none. O(1).
  ///
  /// Object and name are read where they stand, without holding them, which would take longer than to find the member.
  public static func place(
    of name: UnsafePointer<Text>, in object: UnsafePointer<Object>
  ) -> UnsafePointer<Value>? {
    UnsafeRawPointer(object).load(as: Unmanaged<ObjectStorage>.self)._withUnsafeGuaranteedRef { storage in
      UnsafeRawPointer(name).load(as: Unmanaged<TextStorage>.self)._withUnsafeGuaranteedRef {
        storage.place(of: $0)
      }
    }
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
  /// The hash does not depend on the order of the members.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    hasher.combine(members.reduce(0) { $0 ^ $1.hashValue })
  }
}

extension Object.Member: Hashable {}
