import Completion
import JSON
import Rendering
import Scripts
import Shell

/// Ctrl-R: earlier inputs in a menu. The words that are typed narrow it, in any order.
struct HistoryMenu {
  /// The inputs that are searched.
  enum Scope: CaseIterable { case account, all, session }

  private struct Item {
    var input: PastInput
    /// The text that words are searched in, in small letters.
    var text: [UInt8]
  }

  /// Newest first. Each text is there once for each account.
  private let items: [Item]
  private let account: String?
  private let now: Double
  private(set) var scope = Scope.account
  private(set) var pattern: [Unicode.Scalar] = []
  private(set) var cursor = 0
  /// The places of the matching items in `items`.
  private var matches: [Int] = []
  private(set) var chosen = 0

  /// O(n).
  init(_ inputs: [PastInput], account: String?, now: Double) {
    var seen: Set<[String?]> = []
    items = inputs.reversed().compactMap { input in
      seen.insert([input.text, input.account]).inserted
        ? Item(input: input, text: Array(input.text.lowercased().utf8)) : nil
    }
    (self.account, self.now) = (account, now)
    find()
  }

  var found: PastInput? { matches.isEmpty ? nil : items[matches[chosen]].input }

  private mutating func find() {
    let words = String(scalars: pattern).lowercased().split(separator: " ").map { Array($0.utf8) }
    matches = items.indices.filter { index in
      let input = items[index].input
      return isInScope(input) && words.allSatisfy { items[index].text.holds($0) }
    }
    chosen = 0
  }

  private func isInScope(_ input: PastInput) -> Bool {
    switch scope {
    case .account: input.account == account
    case .all: true
    case .session: input.isOfSession
    }
  }

  mutating func nextScope() {
    let all = Scope.allCases
    scope = all[((all.firstIndex(of: scope) ?? 0) + 1) % all.count]
    find()
  }

  mutating func step(_ count: Int) {
    if !matches.isEmpty { chosen = ((chosen + count) % matches.count + matches.count) % matches.count }
  }

  // MARK: The pattern

  mutating func insert(_ text: String) {
    let typed = text.unicodeScalars.map { $0.isControl ? " " : $0 }
    pattern.insert(contentsOf: typed, at: cursor)
    cursor += typed.count
    find()
  }

  /// Removes the pattern from a place up to the cursor.
  private mutating func cut(from start: Int) {
    pattern.removeSubrange(start..<cursor)
    cursor = start
    find()
  }

  mutating func deleteBackward() {
    cut(from: cursor - (String(scalars: pattern[..<cursor]).last?.unicodeScalars.count ?? 0))
  }

  mutating func deleteForward() {
    let count = String(scalars: pattern[cursor...]).first?.unicodeScalars.count ?? 0
    pattern.removeSubrange(cursor..<cursor + count)
    find()
  }

  mutating func deleteWord() {
    var start = cursor
    while start > 0, pattern[start - 1] == " " { start -= 1 }
    while start > 0, pattern[start - 1] != " " { start -= 1 }
    cut(from: start)
  }

  mutating func deleteAll() { cut(from: 0) }

  /// Moves the cursor in the pattern; false where it is at that end already.
  mutating func move(right: Bool) -> Bool {
    let next = right ? String(scalars: pattern[cursor...]).first : String(scalars: pattern[..<cursor]).last
    guard let count = next?.unicodeScalars.count else { return false }
    cursor += right ? count : -count
    return true
  }

  mutating func move(toEnd: Bool) { cursor = toEnd ? pattern.count : 0 }
}

// MARK: - Drawing

extension HistoryMenu {
  /// The text before the pattern.
  var prompt: String {
    switch scope {
    case .account: "search this account: "
    case .all: "search all accounts: "
    case .session: "search this session: "
    }
  }

  func rows(most: Int, columns: Int, isColored: Bool) -> [LineFrame.Row] {
    let room = Swift.min(most, Menu.mostRows) - 1
    guard room > 0 else { return [] }
    let first = Swift.max(Swift.min(chosen - room / 2, matches.count - room), 0)
    let shown = Array(first..<Swift.min(first + room, matches.count))
    let told = shown.map { cells(items[matches[$0]].input) }
    let widths = widths(told, columns)
    let rows = zip(shown, told).map { index, cells in
      let isChosen = index == chosen
      let told = zip(cells, widths).filter { $0.1 > 0 }.map { $0.0.padded(to: $0.1) }
      let text = (isChosen ? "> " : "  ") + (told + [cells[4]]).joined(separator: "  ")
      return LineFrame.Row(text.cut(to: columns - 1), isChosen && isColored ? .chosen : .plain)
    }
    let count =
      matches.isEmpty
      ? "  none; Ctrl-R looks further"
      : "  \(chosen + 1) of \(matches.count); Enter only places it"
    return rows + [LineFrame.Row(count.cut(to: columns - 1), isColored ? .faint : .plain)]
  }

  /// The widths of the columns before the line; 0 for a column that is left out. Where the line would get
  /// less than half of the row, a column is left out that is the same in all rows.
  private func widths(_ told: [[String]], _ columns: Int) -> [Int] {
    var widths = (0..<4).map { column in told.map { $0[column].cellCount }.max() ?? 0 }
    for column in [1, 2] where 2 * (widths.reduce(2) { $0 + ($1 > 0 ? $1 + 2 : 0) }) >= columns {
      if Set(told.map { $0[column] }).count == 1 { widths[column] = 0 }
    }
    return widths
  }

  /// Age, account, outcome, credits, and the line.
  private func cells(_ input: PastInput) -> [String] {
    let credits = input.result.map {
      $0.credits > 0 ? Figures.counted(Int(clamping: $0.credits), "credit") : ""
    }
    return [
      input.time.map { Self.age(now - $0) } ?? "", Escaping.line(input.account ?? ""),
      Escaping.line(input.result?.outcome ?? ""), credits ?? "", Escaping.line(input.text),
    ]
  }

  /// `12 s`, `3 min`, `2 h`, `5 d`.
  private static func age(_ seconds: Double) -> String {
    let units = [(86400.0, "d"), (3600, "h"), (60, "min")]
    let seconds = Swift.max(seconds, 0)
    for (length, name) in units where seconds >= length {
      return "\(Int(clamping: seconds / length)) \(name)"
    }
    return "\(Int(seconds)) s"
  }
}

extension [UInt8] {
  fileprivate func holds(_ other: [UInt8]) -> Bool {
    guard let first = other.first else { return true }
    var start = startIndex
    while let place = self[start...].firstIndex(of: first) {
      if self[place...].starts(with: other) { return true }
      start = place + 1
    }
    return false
  }
}

extension LineReader {
  func paintHistory() {
    guard let historyMenu else { return }
    let size = size
    let frame = LineFrame(
      prompt: (historyMenu.prompt, historyMenu.prompt.cellCount), text: historyMenu.pattern,
      cursor: historyMenu.cursor, columns: size.columns)
    let below = historyMenu.rows(most: size.rows - 1, columns: size.columns, isColored: live.isColored)
    emit(painter.draw(frame, below: below, size: size))
  }

  /// The characters that libedit gets for a key of the search: none until a line is placed.
  func historyCharacters(of key: KeyReader.Key) -> [Unicode.Scalar] {
    switch key {
    case .character("\r"), .character("\n"):
      dropBlock()
      return placeFound()
    case .character("\u{12}"): historyMenu?.nextScope()
    case .character("\t"), .character("\u{E}"), .sequence("[B"), .sequence("OB"): historyMenu?.step(1)
    case .character("\u{13}"), .character("\u{10}"), .sequence("[Z"), .sequence("[A"), .sequence("OA"):
      historyMenu?.step(-1)
    case .character("\u{8}"), .character("\u{7F}"): historyMenu?.deleteBackward()
    case .character("\u{17}"), .alt("\u{8}"), .alt("\u{7F}"): historyMenu?.deleteWord()
    case .character("\u{15}"): historyMenu?.deleteAll()
    case .character("\u{1}"): historyMenu?.move(toEnd: false)
    case .character("\u{5}"): historyMenu?.move(toEnd: true)
    case .escape, .character("\u{3}"), .character("\u{7}"), .character("\u{4}"): historyMenu = nil
    case .character(let scalar): if !scalar.isControl { historyMenu?.insert(String(scalar)) }
    case .pasted(let text): historyMenu?.insert(text)
    case .sequence(let keys): return historyCharacters(of: VirtualKey.sequences[keys])
    case .alt, .pastedTooMuch: break
    }
    return []
  }

  private func historyCharacters(of key: VirtualKey?) -> [Unicode.Scalar] {
    switch key {
    case .left: _ = historyMenu?.move(right: false)
    case .right: if historyMenu?.move(right: true) == false { return placeFound() }
    case .home: historyMenu?.move(toEnd: false)
    case .end: historyMenu?.move(toEnd: true)
    case .delete: historyMenu?.deleteForward()
    default: break
    }
    return []
  }

  /// Enter and Right put the found input in the place of the line, and do not run it.
  private func placeFound() -> [Unicode.Scalar] {
    let found = historyMenu?.found
    historyMenu = nil
    guard let found else { return [] }
    placed = (Array(found.text.unicodeScalars), found.text.unicodeScalars.count)
    sayWhence(found.account)
    return [VirtualKey.place.scalar]
  }
}
