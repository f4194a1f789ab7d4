import JSON

/// The lines of a ledger: what each of them says happened to its key.
package enum LineState: String, CaseIterable, Sendable {
  /// A process has the key, and goes to run its block.
  case claimed
  /// A request that may change something is about to leave.
  case writing
  /// Its answer says that it was accepted.
  case accepted
  /// It certainly did nothing.
  case refused
  /// Nobody knows what it did.
  case unknown
  /// The key is done, with the block's value.
  case done
  /// What was accepted came to nothing: the failure is kept.
  case failed
  /// Nothing was accepted: the key may be claimed again.
  case free
  /// The block ended, and nobody knows whether it was done.
  case inDoubt = "in_doubt"
  /// Messages that were sent under no key.
  case sent
  /// The lines of an older release's journal were taken over.
  case takenOver = "taken_over"

  /// What older releases wrote is read too.
  package init?(_ word: String?) {
    switch word {
    case "intent": self = .claimed
    case "write": self = .writing
    case "answer": self = .accepted
    default:
      guard let word, let state = LineState(rawValue: word) else { return nil }
      self = state
    }
  }

  /// Whether the key's earlier lines count no more.
  var begins: Bool { self == .claimed || ends }
  /// Whether the key's state is told by this line alone.
  var ends: Bool { self == .done || self == .failed || self == .free }
}

extension Value {
  /// A line of a key. Its members begin in the order that `LineHead` reads.
  package static func line(
    _ state: LineState, of account: String, _ key: Text, at time: Double, _ members: [(Text, Value)] = []
  ) -> Value {
    let head: [(Text, Value)] = [
      ("key", .string(key)), ("state", Value(state.rawValue)), ("of", Value(account)), ("at", .double(time)),
    ]
    var line = Object(head)
    for (name, value) in members { line[name] = value.keepable }
    return .object(line)
  }

  var lineState: LineState? { LineState(self["state"]?.asString) }

  /// The messages that a line tells of, wherever in an answer or a value they stand: a bulk's are in its results.
  package var messageIDs: Set<Value> {
    var ids = Set(self["ids"]?.asArray ?? [])
    var rest = [self["answer"], self["value"]].compactMap(\.self)
    while let value = rest.popLast() {
      switch value {
      case .array(let items): rest += items
      case .object(let members):
        if let id = members["message_id"] { ids.insert(id) }
        rest += members.members.map(\.value)
      default: break
      }
    }
    return ids
  }
}

/// What of a line is looked at when a ledger is opened: whose it is and what it says. Of a campaign's lines there are
/// hundreds of thousands, so they are not read whole.
struct LineHead {
  /// Of the key and the account.
  var number: UInt64
  var state: LineState

  /// The account of the line before, since most lines are of one.
  struct Memory {
    fileprivate var account: [UInt8] = []
    fileprivate var number = LineHead.empty

    fileprivate mutating func learn(_ new: ArraySlice<UInt8>) -> UInt64 {
      account = Array(new)
      number = LineHead.number(of: new, within: LineHead.empty)
      return number
    }
  }

  /// - Returns: nil where the line is not one that this release writes: it is read whole then.
  init?(_ line: ArraySlice<UInt8>, _ memory: inout Memory) {
    var reader = Reader(line: line, place: line.startIndex)
    guard line.last == UInt8(ascii: "}"), reader.take(Self.key), let key = reader.text(),
      reader.take(Self.state), let word = reader.text(), let state = Self.state(word),
      reader.take(Self.account), let account = reader.text()
    else { return nil }
    // What frees a key is believed only where the whole line reads.
    if account.isEmpty || state == .free { return nil }
    number = Self.number(
      of: key, within: account == memory.account[...] ? memory.number : memory.learn(account))
    self.state = state
  }

  /// - Returns: nil where it is none of a ledger: a line that does not say whose key it tells of would be nobody's, and
  ///   its key free.
  init?(_ line: Value, aliases: Set<String>, account: String) {
    guard let key = line["key"]?.asText, let state = line.lineState, let owner = line["of"]?.asString,
      !owner.isEmpty
    else { return nil }
    number = Self.number(of: key, aliases.contains(owner) ? account : owner)
    self.state = state
  }

  static func number(of key: Text, _ account: String) -> UInt64 {
    number(of: Array(key.string.utf8)[...], within: number(of: Array(account.utf8)[...], within: empty))
  }

  /// FNV-1a of 64 bits (RFC 9923), of the account and then of the key. Two keys of one number are told apart where they are
  /// read.
  private static func number(of bytes: ArraySlice<UInt8>, within start: UInt64) -> UInt64 {
    // What ends the part before: no text holds it.
    var number = (start ^ 0xFF) &* prime
    for byte in bytes { number = (number ^ UInt64(byte)) &* prime }
    return number
  }

  private static let (empty, prime): (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x100_0000_01B3)

  private static func state(_ word: ArraySlice<UInt8>) -> LineState? {
    states.first { word.elementsEqual($0.word) }?.state
  }

  private static let key = Array("{\"key\":".utf8)
  private static let state = Array(",\"state\":".utf8)
  private static let account = Array(",\"of\":".utf8)
  /// Those that there are most of come first.
  private static let states = LineState.allCases.map { (word: Array($0.rawValue.utf8), state: $0) }

  private struct Reader {
    var line: ArraySlice<UInt8>
    var place: Int

    mutating func take(_ bytes: [UInt8]) -> Bool {
      guard line.endIndex - place >= bytes.count else { return false }
      for offset in bytes.indices where line[place + offset] != bytes[offset] { return false }
      place += bytes.count
      return true
    }

    /// A text without escapes.
    mutating func text() -> ArraySlice<UInt8>? {
      guard place < line.endIndex, line[place] == UInt8(ascii: "\"") else { return nil }
      let start = place + 1
      place = start
      while place < line.endIndex, line[place] != UInt8(ascii: "\"") {
        if line[place] == UInt8(ascii: "\\") { return nil }
        place += 1
      }
      guard place < line.endIndex else { return nil }
      defer { place += 1 }
      return line[start..<place]
    }
  }
}
