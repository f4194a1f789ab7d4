import CEdit
import Completion
import Rendering

/// Earlier inputs, as far as a line reader needs them: for Up and Down.
///
/// Up looks for inputs that begin with what stands before the cursor, so that an empty line finds all. First come
/// those of the account that there is now, then those of others.
struct Past {
  struct Entry: Hashable {
    var text: String
    var account: String?
  }

  /// Oldest first and each only once.
  private(set) var entries: [Entry] = []
  /// The number that libedit knows a text by.
  private var numbers: [String: Int32] = [:]

  /// A walk back: what it goes over, newest first, what was typed before it, and where it is.
  struct Walk {
    var entries: [Entry]
    var typed: [Unicode.Scalar]
    /// How many steps back.
    var place = 0
    /// What it has put into the line: another line is another walk.
    var shown: [Unicode.Scalar]
  }

  /// Each text once, oldest first.
  var inputs: [String] {
    var seen: Set<String> = []
    return entries.map(\.text).reversed().filter { seen.insert($0).inserted }.reversed()
  }

  /// Puts an input at the end, and gives the number of the older one that it takes the place of.
  mutating func add(_ input: String, account: String?, number: Int32) -> Int32? {
    let entry = Entry(text: input, account: account)
    let older = numbers.updateValue(number, forKey: input)
    if older != nil, let place = entries.lastIndex(of: entry) { entries.remove(at: place) }
    entries.append(entry)
    return older
  }

  func walk(from text: [Unicode.Scalar], cursor: Int, account: String?) -> Walk {
    let prefix = Array(String(scalars: text.prefix(cursor)).utf8)
    let fitting = entries.reversed().filter { $0.text.utf8.starts(with: prefix) }
    let own = fitting.filter { $0.account == account }
    let known = Set(own.map(\.text))
    return Walk(
      entries: own + fitting.filter { $0.account != account && !known.contains($0.text) }, typed: text,
      shown: text)
  }
}

extension Past.Walk {
  /// The next one back (or forth) that differs from what stands there; at the end it is what was typed. Nil where
  /// there is none.
  func step(back: Bool) -> Past.Walk? {
    var walk = self
    repeat {
      walk.place += back ? 1 : -1
      guard walk.place >= 0, walk.place <= entries.count else { return nil }
      walk.shown = walk.place == 0 ? typed : Array(entries[walk.place - 1].text.unicodeScalars)
    } while walk.shown == shown && walk.place > 0
    return walk
  }

  var entry: Past.Entry? { place > 0 ? entries[place - 1] : nil }
}

extension LineReader {
  /// To the line above in an input of several lines, else back through the history.
  func moveUp() -> UInt8 {
    let (text, cursor) = line
    if let end = text[..<cursor].lastIndex(of: "\n") {
      let start = text[..<end].lastIndex(of: "\n").map { $0 + 1 } ?? 0
      move(to: Swift.min(start + cursor - end - 1, end))
      return Reply.moved
    }
    return recall(back: true)
  }

  func moveDown() -> UInt8 {
    let (text, cursor) = line
    if let start = text[cursor...].firstIndex(of: "\n") {
      let column = cursor - (text[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0)
      let end = text[(start + 1)...].firstIndex(of: "\n") ?? text.count
      move(to: Swift.min(start + 1 + column, end))
      return Reply.moved
    }
    return recall(back: false)
  }

  private func recall(back: Bool) -> UInt8 {
    let (text, cursor) = line
    let account = live.account()
    let current =
      walk.flatMap { $0.shown == text ? $0 : nil } ?? past.walk(from: text, cursor: cursor, account: account)
    guard let next = current.step(back: back) else { return beep() }
    walk = next
    replace(with: next.shown)
    if let entry = next.entry, live.isKept, entry.account != account {
      remark = "from " + (entry.account.map { Escaping.line($0) } ?? "an account that is not known")
    }
    return Reply.redraw
  }

  func replace(with text: [Unicode.Scalar]) {
    move(by: line.scalars.count)
    delete(line.scalars.count)
    insert(String(scalars: text))
  }
}
