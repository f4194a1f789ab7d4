import JSON

/// What a line of the ledger says happened to its key.
package enum LineState: String, CaseIterable, Sendable {
  /// A process has claimed the key and is about to run the block.
  case claimed
  /// A request that may change something is about to leave.
  case writing
  /// The answer to the request says that it was accepted.
  case accepted
  /// The request certainly changed nothing.
  case refused
  /// Nobody knows what the request changed.
  case unknown
  /// The key is done, with the block's value.
  case done
  /// What was accepted came to nothing later. The line holds the error.
  case failed
  /// Nothing was accepted, so that the key may be claimed again.
  case free
  /// The block has ended, and nobody knows whether its message was sent.
  case inDoubt = "in_doubt"
  /// The line names messages that were sent under no key.
  case sent
  /// The lines of an older release's journal were taken over into this ledger.
  case takenOver = "taken_over"

  /// Reads a state, also by the names that older releases wrote; nil where the word is not known.
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

  /// Whether the earlier lines of the key do not count any more.
  var begins: Bool { self == .claimed || ends }
  /// Whether this line alone tells the state of the key.
  var ends: Bool { self == .done || self == .failed || self == .free }
}

extension Value {
  /// Makes a line of a key. The first members stand in the order in which `LineHead` reads them.
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

  /// The messages that a line names, at any depth of its answer or value. The answer to a bulk names them in its
  /// `results`.
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

/// The two facts of a line that are needed when a ledger is opened: the key to which it belongs, and the state. A
/// campaign has hundreds of thousands of lines, so they are not parsed as a whole.
struct LineHead {
  /// The number that stands for the key together with the account.
  var number: UInt64
  var state: LineState

  /// Remembers the account of the previous line, since most lines have the same one.
  struct Memory {
    fileprivate var account: [UInt8] = []
    fileprivate var number = LineHead.empty

    fileprivate mutating func learn(_ new: ArraySlice<UInt8>) -> UInt64 {
      account = Array(new)
      number = LineHead.number(of: new, within: LineHead.empty)
      return number
    }
  }

  /// - Returns: nil where the line is not in the layout that this release writes. Then the caller parses the whole
  ///   line.
  init?(_ line: ArraySlice<UInt8>, _ memory: inout Memory) {
    var reader = Reader(line: line, place: line.startIndex)
    guard line.last == UInt8(ascii: "}"), reader.take(Self.key), let key = reader.text(),
      reader.take(Self.state), let word = reader.text(), let state = Self.state(word),
      reader.take(Self.account), let account = reader.text()
    else { return nil }
    // A line that frees a key permits another send, so it is believed only after the whole line has been parsed.
    if account.isEmpty || state == .free { return nil }
    number = Self.number(
      of: key, within: account == memory.account[...] ? memory.number : memory.learn(account))
    self.state = state
  }

  /// - Returns: nil where this is not a line of a ledger. A line that does not name an account must not be skipped: its
  ///   key would seem to be free.
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

  /// FNV-1a with 64 bits (RFC 9923) over the account and then the key. Where two keys have the same number, the reader
  /// of the lines finds out (`FileStore.match`).
  private static func number(of bytes: ArraySlice<UInt8>, within start: UInt64) -> UInt64 {
    // This byte separates the account from the key. It does not occur in UTF-8.
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
  /// The states in the order of `LineState`, so that the frequent ones are found first.
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

    /// Reads a text that contains no escapes.
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
