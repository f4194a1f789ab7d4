import CEdit

/// Ctrl-R. libedit has a search of its own, whose Backspace edits what was found and not the pattern. So every key
/// is given to libedit as one and the same (`VirtualKey.search`) while a search is under way, and is understood here.
extension LineReader {
  /// A search under way.
  struct Search {
    var history: HistorySearch
    /// The line as it was before.
    var draft: (scalars: [Unicode.Scalar], cursor: Int)
    /// The key that was pressed.
    var key = KeyReader.Key.escape
  }

  func beginSearch() -> UInt8 {
    takeMacros()
    if paints, live.hasMenu {
      closeMenu()
      suggestion = nil
      historyMenu = HistoryMenu(live.inputs(), account: live.account(), now: live.now())
      return Reply.nothing
    }
    search = Search(history: HistorySearch(past.inputs, before: lastPattern), draft: line)
    return showSearch()
  }

  func searchOn() -> UInt8 {
    guard var search else { return Reply.nothing }
    let key = search.key
    // A key without meaning here means nothing to the search either.
    if case .sequence = key, characters(of: key).isEmpty { return Reply.nothing }
    let hadFailed = search.history.hasFailed
    let step = search.history.take(key)
    self.search = search
    switch step {
    case .cannot: return beep()
    case .goesOn:
      if search.history.hasFailed, !hadFailed { ring() }
      return showSearch()
    case .placed: endSearch(with: search.history.found ?? "")
    case .taken(let actsOnLine):
      endSearch(with: search.history.found ?? "")
      if actsOnLine { waiting.insert(contentsOf: characters(of: key), at: 0) }
    case .givenUp:
      if search.history.hasFailed { ring() }
      endSearch()
      replace(with: search.draft.scalars)
      move(to: search.draft.cursor)
      if key == .pastedTooMuch { waiting.insert(contentsOf: characters(of: key), at: 0) }
    }
    return Reply.redraw
  }

  /// Shows the pattern before what it finds; before the line as it was where it finds nothing.
  private func showSearch() -> UInt8 {
    guard let search else { return Reply.nothing }
    setPrompt(PromptText(search.history.prompt(columns: size.columns)))
    replace(with: search.history.found.map { Array($0.unicodeScalars) } ?? search.draft.scalars)
    move(to: search.history.found == nil ? search.draft.cursor : search.history.offset)
    return Reply.redraw
  }

  /// What was found becomes the line.
  private func endSearch(with found: String) {
    endSearch()
    replace(with: Array(found.unicodeScalars))
  }

  private func endSearch() {
    if let pattern = search?.history.pattern, !pattern.isEmpty { lastPattern = pattern }
    search = nil
    setPrompt(linePrompt)
  }

  /// A signal that stands for a key, as Ctrl-C does, is one for the search.
  func give(_ key: Unicode.Scalar) -> Unicode.Scalar {
    historyMenu = nil
    closeMenu()
    if search == nil { return key }
    search?.key = .character(key)
    return VirtualKey.search.scalar
  }

  /// What the user's own file has libedit read after this key is read here instead.
  private func takeMacros() {
    isTakingMacros = true
    defer { isTakingMacros = false }
    var character: wchar_t = 0
    var taken: [Unicode.Scalar] = []
    while el_wgetc(edit, &character) == 1 {
      if let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: character)) { taken.append(scalar) }
    }
    waiting.insert(contentsOf: taken, at: 0)
  }
}
