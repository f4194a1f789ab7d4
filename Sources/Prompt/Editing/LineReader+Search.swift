import CEdit

/// Ctrl-R where there is no menu for it. In libedit's own search, Backspace edits the text
/// that was found instead of the pattern. So libedit gets the same character, `VirtualKey.search`, for every
/// key of a search, and the key is handled here.
extension LineReader {
  /// A search that is going on.
  struct Search {
    var history: HistorySearch
    /// The line as it was before the search.
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
    // A key that has no meaning in the line has none in the search either.
    if case .sequence = key, characters(of: key).isEmpty { return Reply.nothing }
    let hadFailed = search.history.hasFailed
    let step = search.history.take(key)
    self.search = search
    defer { if key == .character("\r") || key == .character("\n") { dropBlock() } }
    switch step {
    case .cannot: return beep()
    case .goesOn:
      if search.history.hasFailed, !hadFailed { ring() }
      return showSearch()
    case .placed: endSearch(with: search.history.found ?? "")
    case .taken:
      endSearch(with: search.history.found ?? "")
      waiting.insert(contentsOf: characters(of: key), at: 0)
    case .givenUp:
      if search.history.hasFailed { ring() }
      endSearch()
      replace(with: search.draft.scalars)
      move(to: search.draft.cursor)
      if key == .pastedTooMuch { waiting.insert(contentsOf: characters(of: key), at: 0) }
    }
    return Reply.redraw
  }

  /// Shows the pattern before the text that was found. Where nothing was found, it shows the line as it was.
  private func showSearch() -> UInt8 {
    guard let search else { return Reply.nothing }
    setPrompt(PromptText(search.history.prompt(columns: size.columns)))
    replace(with: search.history.found.map { Array($0.unicodeScalars) } ?? search.draft.scalars)
    move(to: search.history.found == nil ? search.draft.cursor : search.history.offset)
    return Reply.redraw
  }

  /// Makes the text that was found the line.
  private func endSearch(with found: String) {
    endSearch()
    replace(with: Array(found.unicodeScalars))
    let accounts = past.entries.filter { $0.text == found }.map(\.account)
    if let last = accounts.last, !accounts.contains(live.account()) { sayWhence(last) }
  }

  private func endSearch() {
    if let pattern = search?.history.pattern, !pattern.isEmpty { lastPattern = pattern }
    search = nil
    setPrompt(linePrompt)
  }

  /// After an Enter that belongs to a search or a menu, drops what came with it, and says so. A terminal that does not
  /// mark what is pasted may have sent a block of lines, and none of them may run.
  func dropBlock() {
    guard reader.dropRest() else { return }
    let told = "what came right behind this Enter was dropped: it takes a line and runs nothing"
    if paints {
      remark = told
    } else {
      notice = Notice(lines: [told], cursor: line.cursor)
      waiting.append(VirtualKey.list.scalar)
    }
  }

  /// The character for a key that a signal stands for, such as Ctrl-C. During a search the search gets it.
  func give(_ key: Unicode.Scalar) -> Unicode.Scalar {
    historyMenu = nil
    closeMenu()
    if search == nil { return key }
    search?.key = .character(key)
    return VirtualKey.search.scalar
  }

  /// Keys of a macro in the user's own file, which libedit would read after this key, are read here instead.
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
