import JSON

/// Keeps a program from nesting a value so deep (`$x = [$x]` in a loop) that the stack does not suffice
/// to compare, print or free it, all of which recurse.
///
/// One step of a program adds one level. So it is enough to look at a value now and then, which costs almost nothing;
/// the limit is far below what the stack can take.
struct Nesting {
  static let limit = Value.nestingLimit

  /// How many values at most go by between two looks at small ones.
  private static let interval = 251
  /// The same, where what is looked at is large: the stack suffices for many times so many levels.
  private static let longest = 4096
  /// Usual data do not nest deeper than that. A value that does is looked at more often, and longer.
  fileprivate static let usual = 64
  private static let shortest = 16

  private var left = interval
  /// The looks come at random, so that no loop can avoid them by its rhythm.
  private var chance: UInt32 = 0x9E37_79B9

  /// Whether the next value is to be looked at.
  @inline(__always) mutating func isDue() -> Bool {
    left -= 1
    return left == 0
  }

  /// The largest array or object that was seen lately, and how deep it nests, so that it is not looked at each time
  /// that a program puts it into another value. Since it is held here, nobody changes it in place.
  private var large: NestingMeasure.Large?
  private var looksWithoutLarge = 0
  private static let mostWithoutLarge = 16

  /// False where the value nests too deep. The more parts there were, the later is the next time.
  mutating func holds(_ value: Value) -> Bool {
    var measure = NestingMeasure(knowing: large)
    let height = measure.height(of: value, upTo: Self.limit)
    looksWithoutLarge = measure.sawLarge ? 0 : looksWithoutLarge + 1
    large = looksWithoutLarge > Self.mostWithoutLarge ? nil : measure.large
    chance ^= chance << 13
    chance ^= chance >> 17
    chance ^= chance << 5
    let usual = Self.interval - Int(chance % 64)
    let least = height > Self.usual ? Self.shortest : usual
    left = min(max(least, measure.seen), Self.longest)
    return height <= Self.limit
  }
}

/// How deep a value nests. It takes time in proportion to the arrays and objects in the value, each of which counts
/// once however often it stands there; without recursion.
struct NestingMeasure {
  enum Parts {
    case items([Value])
    case members([Object.Member])
  }

  private struct Frame {
    var parts: Parts
    var next = 0
    /// Of the highest part so far.
    var height = 0
  }

  /// Of arrays and objects; so long a look takes some milliseconds.
  private static let most = 1 << 18
  private static let mostOfDeep = 1 << 24
  /// So many numbers and texts are looked at in the time that an array takes.
  private static let plain = 16
  /// Of values with fewer parts only some heights are remembered: looking at the others again is faster than finding
  /// their heights.
  private static let small = 64
  private static let sparse = 4

  struct Large {
    var parts: Parts
    var height: Int
  }

  private static let leastOfLarge = 1024

  private(set) var seen = 0
  /// The largest of many parts.
  private(set) var large: Large?
  private(set) var sawLarge = false
  private var open: [Frame] = []
  private var known: [UnsafeRawPointer?: Int] = [:]

  init(knowing large: Large?) {
    self.large = large
    if let large { known[large.parts.address] = large.height }
  }

  /// More than the limit where the value nests deeper; of what is too large to be seen whole, as far as it was seen.
  mutating func height(of value: Value, upTo limit: Int) -> Int {
    var highest = 0
    if let height = enter(value) { return height }
    while let place = open.indices.last {
      if seen > (highest > Nesting.usual ? Self.mostOfDeep : Self.most) { return highest }
      if let part = nextPart(in: place) {
        if let height = enter(part) { open[place].height = max(open[place].height, height) }
        let deepest = open[place].height + place + 1
        highest = max(highest, open.count, deepest)
        if highest > limit { return highest }
        continue
      }
      let done = open.removeLast()
      let height = done.height + 1
      highest = max(highest, height)
      note(done.parts, height)
      if let outer = open.indices.last { open[outer].height = max(open[outer].height, height) }
    }
    return highest
  }

  /// Opens an array or an object; or its height where that is known, 0 for anything else.
  private mutating func enter(_ value: Value) -> Int? {
    let parts: Parts
    switch value {
    case .array(let items): parts = .items(items)
    case .object(let object): parts = .members(object.members)
    default: return 0
    }
    seen += 1
    if !known.isEmpty, let height = known[parts.address] {
      sawLarge = sawLarge || parts.count >= Self.leastOfLarge
      return height
    }
    if parts.areFlat {
      seen += parts.count / Self.plain
      note(parts, 1)
      return 1
    }
    open.append(Frame(parts: parts))
    return nil
  }

  /// Remembers what takes its time.
  private mutating func note(_ parts: Parts, _ height: Int) {
    if height % Self.sparse != 0, parts.count <= Self.small { return }
    known[parts.address] = height
    guard parts.count >= Self.leastOfLarge, parts.count >= large?.parts.count ?? 0 else { return }
    large = Large(parts: parts, height: height)
    sawLarge = true
  }

  /// The next array or object in the last one that is open.
  private mutating func nextPart(in place: Int) -> Value? {
    let start = open[place].next
    switch open[place].parts {
    case .items(let items):
      let found = items[start...].firstIndex { $0.hasParts }
      advance(place, from: start, to: found.map { $0 + 1 } ?? items.count)
      return found.map { items[$0] }
    case .members(let members):
      let found = members[start...].firstIndex { $0.value.hasParts }
      advance(place, from: start, to: found.map { $0 + 1 } ?? members.count)
      return found.map { members[$0].value }
    }
  }

  private mutating func advance(_ place: Int, from start: Int, to end: Int) {
    seen += (end - start) / Self.plain
    open[place].next = end
  }
}

extension NestingMeasure.Parts {
  fileprivate var count: Int {
    switch self {
    case .items(let items): items.count
    case .members(let members): members.count
    }
  }

  /// Whether no part has parts itself.
  fileprivate var areFlat: Bool {
    switch self {
    case .items(let items): !items.contains(where: \.hasParts)
    case .members(let members): !members.contains(where: \.value.hasParts)
    }
  }

  /// Two that are held at once have different ones, unless they are the same.
  fileprivate var address: UnsafeRawPointer? {
    switch self {
    case .items(let items): items.withUnsafeBytes(\.baseAddress)
    case .members(let members): members.withUnsafeBytes(\.baseAddress)
    }
  }
}

extension Value {
  fileprivate var hasParts: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}

extension Fiber {
  /// To be called with each value that is put into another one.
  @inline(__always) func nest(_ value: UnsafePointer<Value>) throws(Failure) {
    if nesting.isDue() { try look(value.pointee) }
  }

  @inline(never) private func look(_ value: Value) throws(Failure) {
    if !nesting.holds(value) { throw .nestedTooDeep }
  }
}
