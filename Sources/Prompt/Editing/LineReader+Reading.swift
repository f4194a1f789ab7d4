import CEdit
import Completion
import Glibc
import SystemCalls

extension LineReader {
  /// Gives libedit the next character. Returns 1, or 0 at the end of input, or -1 where reading
  /// stops.
  func read(into character: inout wchar_t) -> Int32 {
    if isTakingMacros { return 0 }
    while true {
      // Input that was typed ahead is taken in first, and drawn once.
      if draws, waiting.isEmpty, !reader.hasInput { paintLive() }
      do throws(KeyReader.Stop) {
        guard let next = try nextCharacter() else { continue }
        character = wide(next)
        return 1
      } catch {
        switch error {
        case .end:
          outcome = .endOfFile
          return 0
        case .failed(let cause):
          outcome = .failed(.unreadable(cause))
          return -1
        case .signal:
          if let result = heedSignals(&character) { return result }
        }
      }
    }
  }

  /// Nil where the key was for something beside the line, such as a menu.
  private func nextCharacter() throws(KeyReader.Stop) -> Unicode.Scalar? {
    if historyMenu != nil, waiting.isEmpty {
      waiting = historyCharacters(of: try nextKey(escapeIsKey: true))
      return waiting.isEmpty ? nil : waiting.removeFirst()
    }
    if search != nil {
      search?.key = waiting.isEmpty ? try nextKey(escapeIsKey: true) : .character(waiting.removeFirst())
      return VirtualKey.search.scalar
    }
    if waiting.isEmpty {
      if let probe = vi.probe(wanted: draws && hasViKeys) { return probe }
      if awaitsAnswer, !isCalledBeforeAnswer() { return waiting.isEmpty ? nil : waiting.removeFirst() }
      let key = try nextKey(escapeIsKey: hasViKeys || !editsLines || menu != nil)
      (remark, awaitsAnswer) = (nil, false)
      undoLog.note(line.scalars, cursor: line.cursor, inserts: draws && hasViKeys && !vi.isCommand)
      waiting = menu == nil ? characters(of: key) : menuCharacters(of: key)
      vi.note(waiting)
    }
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }

  /// Draws what has changed of the line and beside it.
  private func paintLive() {
    if scrolls { return paintRow(line.scalars, cursor: line.cursor) }
    if historyMenu != nil { return paintHistory() }
    refreshMenu()
    let (text, cursor) = line
    suggest(after: text, cursor: cursor)
    paint(text, cursor: cursor)
  }

  func nextKey(escapeIsKey: Bool) throws(KeyReader.Stop) -> KeyReader.Key {
    try reader.next(escapeIsKey: escapeIsKey)
  }

  /// Handles signals. Returns what `read` then returns; nil: it goes on reading.
  private func heedSignals(_ character: inout wchar_t) -> Int32? {
    while let signal = signals.next() {
      switch signal {
      case SIGWINCH: resize()
      case SIGCONT: resume()
      case SIGINT where editsLines:
        character = wide(give(LineReader.interruptKey))
        return 1
      case SIGINT:
        outcome = .interrupted
        return -1
      default:
        (outcome, endingSignal) = (.endOfFile, signal)
        return -1
      }
    }
    return nil
  }

  /// Draws everything again for the new size, once the window has it. tmux wraps its rows at once, and tells the size a
  /// quarter of a second later; and who moves the edge of a window resizes it many times.
  private func resize() {
    el_resize(edit)
    if paints {
      func asked() -> (cursor: LineFrame.Place, size: Terminal.Size)? {
        reader.window { emit("\u{1B}[18t\u{1B}[6n") }.map { ($0.cursor, told($0.size)) }
      }
      var seen = asked()
      for _ in 0..<4 {
        guard let now = seen else { break }
        painter.locate(now.cursor, in: now.size)
        // The next signal draws again.
        if signals.readEnd.wait(for: .reading, milliseconds: now.size == size ? 30 : 300) { return }
        seen = asked()
        if let seen, seen == now { break }
      }
    }
    emit(paints ? painter.erase(columns: size.columns) : "\n")
    if let search { setPrompt(PromptText(search.history.prompt(columns: size.columns))) }
    redraw()
  }

  /// The size that the terminal has told; some versions of tmux tell the columns first.
  private func told(_ sides: (rows: Int, columns: Int)?) -> Terminal.Size {
    let known = size
    guard let (rows, columns) = sides else { return known }
    let isTurned = rows != known.rows && columns != known.columns
    return isTurned && (rows == known.columns || columns == known.rows)
      ? Terminal.Size(columns: rows, rows: columns) : Terminal.Size(columns: columns, rows: rows)
  }

  /// Handles the continuation after a stop: gives the terminal the shell's modes again.
  func resume() {
    edit_prepare_terminal(edit, false)
    edit_prepare_terminal(edit, true)
    setBracketedPaste(true)
    // Where another process stopped this one, the line is still on the screen.
    if paints { emit(painter.erase(columns: size.columns)) }
    drawAnew()
  }
}
