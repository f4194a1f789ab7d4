import CEdit
import Glibc

/// What a key's function answers to libedit.
enum Reply {
  static let nothing = UInt8(CC_NORM)
  static let endOfFile = UInt8(CC_EOF)
  static let redraw = UInt8(CC_REFRESH)
  static let moved = UInt8(CC_CURSOR)
  static let beep = UInt8(CC_ERROR)
}

// MARK: - Which key does what

extension LineReader {
  static let interruptKey: Unicode.Scalar = "\u{3}"

  /// Makes the functions of this file known to libedit by their names.
  func addFunctions() {
    add("wessaal-interrupt") { edit, _ in edit.map { LineReader.owner(of: $0).interrupt() } ?? 0 }
    add("wessaal-delete-or-leave") { edit, _ in edit.map { LineReader.owner(of: $0).deleteOrLeave() } ?? 0 }
    add("wessaal-suspend") { edit, _ in edit.map { LineReader.owner(of: $0).suspend() } ?? 0 }
    add("wessaal-complete") { edit, _ in edit.map { LineReader.owner(of: $0).completeWord() } ?? 0 }
    add("wessaal-list") { edit, _ in edit.map { LineReader.owner(of: $0).showNotice() } ?? 0 }
    add("wessaal-paste") { edit, _ in edit.map { LineReader.owner(of: $0).paste() } ?? 0 }
    add("wessaal-backspace") { edit, _ in edit.map { LineReader.owner(of: $0).deleteBackward() } ?? 0 }
    add("wessaal-delete") { edit, _ in edit.map { LineReader.owner(of: $0).deleteForward() } ?? 0 }
    add("wessaal-left") { edit, _ in edit.map { LineReader.owner(of: $0).moveLeft() } ?? 0 }
    add("wessaal-right") { edit, _ in edit.map { LineReader.owner(of: $0).moveRight() } ?? 0 }
    add("wessaal-end") { edit, _ in edit.map { LineReader.owner(of: $0).moveToEnd() } ?? 0 }
    add("wessaal-up") { edit, _ in edit.map { LineReader.owner(of: $0).moveUp() } ?? 0 }
    add("wessaal-down") { edit, _ in edit.map { LineReader.owner(of: $0).moveDown() } ?? 0 }
    add("wessaal-clear") { edit, _ in
      edit.map { LineReader.owner(of: $0).clearWindow() }
      return Reply.nothing
    }
    add("wessaal-search") { edit, _ in edit.map { LineReader.owner(of: $0).beginSearch() } ?? 0 }
    add("wessaal-search-on") { edit, _ in edit.map { LineReader.owner(of: $0).searchOn() } ?? 0 }
    add("wessaal-quote") { edit, _ in edit.map { LineReader.owner(of: $0).insertNext() } ?? 0 }
    add("wessaal-edit") { edit, _ in edit.map { LineReader.owner(of: $0).editInEditor() } ?? 0 }
  }

  /// The sequences of keys that the user's own file may bind to something else. With vi's keys, where
  /// ESC alone is a key, `KeyReader` reads them.
  func bindArrows() {
    guard !hasViKeys else { return }
    for (keys, key) in VirtualKey.sequences { bind("\u{1B}" + keys, command(key)) }
  }

  func bindKeys() {
    bind("\u{3}", "wessaal-interrupt")
    bind("\u{4}", "wessaal-delete-or-leave")
    bind("\u{1A}", "wessaal-suspend")
    bind("\t", "wessaal-complete")
    bind("\u{8}", "wessaal-backspace")
    bind("\u{7F}", "wessaal-backspace")
    bind("\u{12}", "wessaal-search")
    // The user's own file may have given libedit's search to other keys.
    for key in 1..<(0x20 as UInt8) where meaning(of: [Unicode.Scalar(key)]).contains("em-inc-search") {
      bind(String(Unicode.Scalar(key)), "wessaal-search")
    }
    bind("\u{16}", "wessaal-quote")
    bind("^@", "wessaal-quote")
    if paints {
      bind("\u{C}", "wessaal-clear")
      bindInCommandMode("\u{C}", "wessaal-clear")
    }
    bindInCommandMode("\u{3}", "wessaal-interrupt")
    bindInCommandMode("\u{1A}", "wessaal-suspend")
    bindInCommandMode("\u{12}", "wessaal-search")
    bindInCommandMode("v", "wessaal-edit")
    bindInCommandMode("k", "wessaal-up")
    bindInCommandMode("j", "wessaal-down")
    for key in VirtualKey.allCases {
      bind(String(key.scalar), command(key))
      bindInCommandMode(String(key.scalar), command(key))
    }
    if !hasViKeys {
      bind("\u{2}", "wessaal-left")
      bind("\u{6}", "wessaal-right")
      bind("\u{10}", "wessaal-up")
      bind("\u{E}", "wessaal-down")
      bind("\u{18}\u{5}", "wessaal-edit")
    }
  }

  private func bind(_ keys: String, _ command: String) {
    // libedit reads `^` and `\` as its own escapes.
    edit_bind(edit, wide(keys), wide(command))
  }

  /// The same in vi's command mode.
  private func bindInCommandMode(_ keys: String, _ command: String) {
    edit_bind_command_mode(edit, wide(keys), wide(command))
  }

  func command(_ key: VirtualKey) -> String {
    switch key {
    case .paste: "wessaal-paste"
    case .list: "wessaal-list"
    case .up: "wessaal-up"
    case .down: "wessaal-down"
    case .left: "wessaal-left"
    case .right: "wessaal-right"
    case .home: "ed-move-to-beg"
    case .end: "wessaal-end"
    case .delete: "wessaal-delete"
    case .previousWord: "ed-prev-word"
    case .nextWord: hasViKeys ? "vi-next-word" : "em-next-word"
    case .search: "wessaal-search-on"
    }
  }

  /// Has libedit read a key after this one.
  func push(_ key: Unicode.Scalar) { el_wpush(edit, wide(String(key))) }
}

// MARK: - The line

extension LineReader {
  /// What is typed so far, and where the cursor is in it.
  var line: (scalars: [Unicode.Scalar], cursor: Int) {
    // libedit always has a line; its three pointers are into one buffer.
    guard let info = el_wline(edit)?.pointee, let buffer = info.buffer, let cursor = info.cursor,
      let end = info.lastchar
    else { return ([], 0) }
    return (scalars(from: buffer, to: end), cursor - buffer)
  }

  func move(by count: Int) { el_cursor(edit, Int32(clamping: count)) }

  func move(to position: Int) { move(by: position - line.cursor) }

  func insert(_ text: String) {
    if !text.isEmpty { el_winsertstr(edit, wide(text)) }
  }

  func delete(_ count: Int) { el_deletestr(edit, Int32(clamping: count)) }

  /// How many scalars the character before the cursor has: what is drawn as one goes as one. So long
  /// a piece is read that any character is whole in it.
  private var lengthBefore: Int {
    let before = line.scalars.prefix(line.cursor).suffix(64)
    return String(scalars: before).last?.unicodeScalars.count ?? 0
  }

  private var lengthAfter: Int {
    let after = line.scalars.dropFirst(line.cursor).prefix(64)
    return String(scalars: after).first?.unicodeScalars.count ?? 0
  }
}

// MARK: - Ending the line

extension LineReader {
  /// Shows `^C` after the line and gives it up.
  private func interrupt() -> UInt8 {
    outcome = .interrupted
    move(by: line.scalars.count)
    insert("^C")
    push("\n")
    return Reply.redraw
  }

  private func deleteOrLeave() -> UInt8 {
    if line.scalars.isEmpty {
      outcome = .endOfFile
      leave([])
      return Reply.endOfFile
    }
    return line.cursor == line.scalars.count ? completeWord() : deleteForward()
  }

  /// Ctrl-Z: stops the process and those it runs with, as the terminal itself would.
  private func suspend() -> UInt8 {
    // What the shell around then says has a row of its own.
    leave(line.scalars)
    setBracketedPaste(false)
    edit_prepare_terminal(edit, false)
    kill(0, SIGTSTP)
    return Reply.nothing
  }
}

// MARK: - Editing

extension LineReader {
  private func deleteBackward() -> UInt8 {
    guard lengthBefore > 0 else { return beep() }
    delete(lengthBefore)
    return Reply.redraw
  }

  private func deleteForward() -> UInt8 {
    let length = lengthAfter
    guard length > 0 else { return beep() }
    move(by: length)
    delete(length)
    return Reply.redraw
  }

  private func moveLeft() -> UInt8 {
    guard lengthBefore > 0 else { return beep() }
    move(by: -lengthBefore)
    return Reply.moved
  }

  private func moveRight() -> UInt8 {
    guard lengthAfter > 0 else { return beep() }
    move(by: lengthAfter)
    return Reply.moved
  }

  /// Behind the last character, where libedit's own function stops before it with vi's keys.
  private func moveToEnd() -> UInt8 {
    move(by: line.scalars.count)
    return Reply.moved
  }

  /// Ctrl-V: the character that is typed next, whatever it means else; of other keys none.
  private func insertNext() -> UInt8 {
    guard case .character(let scalar)? = try? nextKey(escapeIsKey: true), scalar != "\u{0}" else {
      return beep()
    }
    insert(String(scalar))
    return Reply.redraw
  }

  private func paste() -> UInt8 {
    insert(pasted)
    pasted = ""
    return Reply.redraw
  }
}

// MARK: - Completion

extension LineReader {
  /// Puts in what all candidates begin with; where there are several, lists them.
  private func completeWord() -> UInt8 {
    let (text, cursor) = line
    let found = complete(String(scalars: text), cursor)
    guard let first = found.candidates.first, (0...cursor).contains(found.range.lowerBound) else {
      return beep()
    }
    let isOnly = found.candidates.count == 1
    let common = found.commonPrefix
    // What differs in its first character, as a quote, must not take away what was typed.
    if isOnly || common.unicodeScalars.count >= found.range.count {
      delete(cursor - found.range.lowerBound)
      insert(common + (isOnly && first.isWhole && !isBlank(text, at: cursor) ? " " : ""))
    }
    return isOnly ? Reply.redraw : announce(CandidateList(found.candidates, size: size))
  }

  private func isBlank(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    index < text.count && text[index] == " "
  }

  /// Shows lines under the line. In two steps, since where libedit draws only it knows where on the screen the
  /// line ends: first it draws the cursor there, then `showNotice` is called.
  private func announce(_ list: CandidateList) -> UInt8 {
    notice = Notice(lines: list.lines, question: list.question, cursor: line.cursor)
    move(by: line.scalars.count)
    push(VirtualKey.list.scalar)
    return Reply.redraw
  }

  private func showNotice() -> UInt8 {
    guard let notice else { return Reply.nothing }
    self.notice = nil
    leave(line.scalars)
    emit(notice.question ?? "")
    let isWanted = notice.question == nil || isAgreed()
    if notice.question != nil { emit("\n") }
    if isWanted { emit(notice.lines.map { $0 + "\n" }.joined()) }
    move(to: notice.cursor)
    drawAnew()
    return Reply.nothing
  }

  /// Reads the one key that answers a question. One that is no answer is typed on.
  private func isAgreed() -> Bool {
    // What stops the reading of a key is still there for who reads the next.
    guard let key = try? nextKey(escapeIsKey: true) else { return false }
    switch key {
    case .character(let answer) where "yY \t".unicodeScalars.contains(answer): return true
    // Ctrl-D says no here, and does not end the shell.
    case .character(let answer) where "nN\r\n\u{3}\u{4}\u{7F}".unicodeScalars.contains(answer): break
    case .escape, .sequence: break
    default: waiting += characters(of: key)
    }
    return false
  }
}
