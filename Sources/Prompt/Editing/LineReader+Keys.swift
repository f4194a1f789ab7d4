import CEdit
import Completion
import Glibc

/// What the function of a key returns to libedit.
enum Reply {
  static let nothing = UInt8(CC_NORM)
  static let endOfFile = UInt8(CC_EOF)
  static let redraw = UInt8(CC_REFRESH)
  static let moved = UInt8(CC_CURSOR)
  static let beep = UInt8(CC_ERROR)
  static let line = UInt8(CC_NEWLINE)
  /// A command that waits for a motion goes on waiting.
  static let passed = UInt8(CC_ARGHACK)
}

// MARK: - Which key does what

extension LineReader {
  static let interruptKey: Unicode.Scalar = "\u{3}"

  /// Registers the functions of this file with libedit by their names.
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
    add("wessaal-home") { edit, _ in edit.map { LineReader.owner(of: $0).moveToStart() } ?? 0 }
    add("wessaal-cut-end") { edit, _ in edit.map { LineReader.owner(of: $0).moveToCut() } ?? 0 }
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
    add("wessaal-enter") { edit, _ in edit.map { LineReader.owner(of: $0).enter() } ?? 0 }
    add("wessaal-nothing") { edit, _ in edit.map { LineReader.owner(of: $0).beep() } ?? 0 }
    add("wessaal-place") { edit, _ in edit.map { LineReader.owner(of: $0).place() } ?? 0 }
    add("wessaal-take") { edit, _ in edit.map { LineReader.owner(of: $0).take() } ?? 0 }
    add("wessaal-object") { edit, _ in edit.map { LineReader.owner(of: $0).changeObject() } ?? 0 }
    add("wessaal-outdent") { edit, _ in edit.map { LineReader.owner(of: $0).outdent() } ?? 0 }
    add("wessaal-add-line") { edit, _ in edit.map { LineReader.owner(of: $0).addLine() } ?? 0 }
    add("wessaal-undo") { edit, _ in edit.map { LineReader.owner(of: $0).undo() } ?? 0 }
    add("wessaal-redo") { edit, _ in edit.map { LineReader.owner(of: $0).redo() } ?? 0 }
    add("wessaal-last-word") { edit, _ in edit.map { LineReader.owner(of: $0).insertLastWord() } ?? 0 }
    add("wessaal-comment") { edit, _ in edit.map { LineReader.owner(of: $0).comment() } ?? 0 }
    add("wessaal-take-word") { edit, _ in edit.map { LineReader.owner(of: $0).takeWord() } ?? 0 }
    add("wessaal-inserts") { edit, _ in
      edit.map { LineReader.owner(of: $0).learn(isCommand: false) }
      return Reply.passed
    }
    add("wessaal-commands") { edit, _ in
      edit.map { LineReader.owner(of: $0).learn(isCommand: true) }
      return Reply.passed
    }
    add("wessaal-edit") { edit, _ in edit.map { LineReader.owner(of: $0).editInEditor() } ?? 0 }
  }

  /// Binds the sequences of keys, which the user's own file may bind to something else. With vi's
  /// keys, where ESC alone is a key, `KeyReader` reads them instead.
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
    // The user's own file may have bound libedit's search to other keys.
    for key in 1..<(0x20 as UInt8) where meaning(of: [Unicode.Scalar(key)]).contains("em-inc-search") {
      bind(String(Unicode.Scalar(key)), "wessaal-search")
    }
    bind("\u{16}", "wessaal-quote")
    // The terminal's own mark of a Ctrl-D also comes as this character, from when it delivered lines.
    bind("^@", "wessaal-nothing")
    if paints {
      for key in ["\r", "\n"] {
        bind(key, "wessaal-enter")
        bindInCommandMode(key, "wessaal-enter")
      }
      bind("\u{C}", "wessaal-clear")
      bindInCommandMode("\u{C}", "wessaal-clear")
    }
    if draws {
      bind("\u{1F}", "wessaal-undo")
      bindInCommandMode("u", "wessaal-undo")
      bindInCommandMode("\u{1F}", "wessaal-undo")
    }
    bindInCommandMode("\u{3}", "wessaal-interrupt")
    bindInCommandMode("\u{1A}", "wessaal-suspend")
    bindInCommandMode("\u{12}", "wessaal-search")
    // In its own search, libedit would read the keys itself.
    for key in ["/", "?"] { bindInCommandMode(key, "wessaal-search") }
    bindInCommandMode("v", "wessaal-edit")
    // It would open libedit's own command line, which is not a part of this shell.
    bindInCommandMode(":", "wessaal-nothing")
    bindInCommandMode("k", "wessaal-up")
    bindInCommandMode("j", "wessaal-down")
    for key in VirtualKey.allCases {
      bind(String(key.scalar), command(key))
      bindInCommandMode(String(key.scalar), command(key))
    }
    bindInCommandMode(String(VirtualKey.probe.scalar), "wessaal-commands")
    if !hasViKeys {
      bind("\u{2}", "wessaal-left")
      bind("\u{6}", "wessaal-right")
      bind("\u{1}", "wessaal-home")
      bind("\u{5}", "wessaal-end")
      bind("\u{10}", "wessaal-up")
      bind("\u{E}", "wessaal-down")
      bind("\u{18}\u{5}", "wessaal-edit")
    }
  }

  private func bind(_ keys: String, _ command: String) {
    // libedit takes `^` and `\` for its own escapes.
    edit_bind(edit, wide(keys), wide(command))
  }

  /// Binds keys in vi's command mode.
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
    case .home: "wessaal-home"
    case .end: "wessaal-end"
    case .delete: "wessaal-delete"
    case .previousWord: "ed-prev-word"
    case .nextWord: hasViKeys ? "vi-next-word" : "em-next-word"
    case .deleteNextWord: "em-delete-next-word"
    case .search: "wessaal-search-on"
    case .place: "wessaal-place"
    case .take: "wessaal-take"
    case .object: "wessaal-object"
    case .outdent: "wessaal-outdent"
    case .addLine: "wessaal-add-line"
    case .undo: "wessaal-undo"
    case .redo: "wessaal-redo"
    case .lastWord: "wessaal-last-word"
    case .comment: "wessaal-comment"
    case .takeWord: "wessaal-take-word"
    case .probe: "wessaal-inserts"
    case .mark: "em-set-mark"
    case .cutEnd: "wessaal-cut-end"
    case .cut: "em-kill-region"
    case .answer: "wessaal-complete"
    }
  }

  /// Makes libedit read a key after the present one.
  func push(_ key: Unicode.Scalar) { el_wpush(edit, wide(String(key))) }
}

// MARK: - Ending the line

extension LineReader {
  /// Shows `^C` after the line, and abandons it.
  func interrupt() -> UInt8 {
    outcome = .interrupted
    move(by: line.scalars.count)
    insert("^C")
    push("\n")
    return Reply.redraw
  }

  func deleteOrLeave() -> UInt8 {
    if line.scalars.isEmpty {
      outcome = .endOfFile
      leave([])
      return Reply.endOfFile
    }
    // In an empty line of a longer input, Ctrl-D abandons that input, as it would end the shell in an
    // empty line.
    if isAtBlankEnd {
      outcome = .interrupted
      leave(line.scalars)
      return Reply.endOfFile
    }
    return line.cursor == line.scalars.count ? completeWord() : deleteForward()
  }

  /// Ctrl-Z: stops the process and its group, as the terminal itself would.
  func suspend() -> UInt8 {
    // The message of the outer shell gets a row of its own.
    leave(line.scalars)
    setBracketedPaste(false)
    edit_prepare_terminal(edit, false)
    kill(0, SIGTSTP)
    return Reply.nothing
  }
}
