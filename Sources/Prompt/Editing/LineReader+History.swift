import CEdit
import Completion
import Rendering

/// Earlier inputs, for Up and Down.
///
/// Up finds inputs that begin with the text before the cursor; in an empty line it finds all. Inputs at the
/// present account come first, then those at other accounts.
struct Past {
  struct Entry: Hashable {
    var text: String
    var account: String?
  }

  /// Oldest first. Each text is there once for each account.
  private(set) var entries: [Entry] = []
  /// The numbers that libedit has for the texts.
  private var numbers: [String: Int32] = [:]

  /// A walk through the history: its entries, newest first, and the text that was typed before it began.
  struct Walk {
    var entries: [Entry]
    var typed: [Unicode.Scalar]
    /// How many steps back the walk is.
    var place = 0
    /// The text that the walk put into the line. Where the line differs from it, a new walk begins.
    var shown: [Unicode.Scalar]
  }

  /// All texts, each once, oldest first.
  var inputs: [String] {
    var seen: Set<String> = []
    return entries.map(\.text).reversed().filter { seen.insert($0).inserted }.reversed()
  }

  /// Adds an input at the end. Returns the number of an older one with the same text, which libedit must
  /// drop.
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
  /// The next step back or forth to a text that differs from the line. At the near end this is the typed
  /// text. Nil where there is no further one.
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
  /// Moves to the line above in an input of several lines; else steps back through the history.
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
    if let entry = next.entry { sayWhence(entry.account) }
    return Reply.redraw
  }

  /// Marks an input that comes from another account than the one it would now run at.
  func sayWhence(_ account: String?) {
    guard live.isKept, account != live.account() else { return }
    let mark = "from " + (account.map { Escaping.line($0) } ?? "an account that is not known")
    if scrolls { announce([mark]) } else { remark = mark }
  }

  func replace(with text: [Unicode.Scalar]) {
    move(by: line.scalars.count)
    delete(line.scalars.count)
    insert(String(scalars: text))
  }
}
