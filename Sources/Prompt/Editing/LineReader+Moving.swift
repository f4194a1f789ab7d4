import CEdit
import Completion

extension LineReader {
  /// The text that was typed so far, and the cursor's place in it.
  var line: (scalars: [Unicode.Scalar], cursor: Int) {
    // libedit always has a line, and its three pointers point into one buffer.
    guard let info = el_wline(edit)?.pointee, let buffer = info.buffer, let cursor = info.cursor,
      let end = info.lastchar
    else { return ([], 0) }
    return (scalars(from: buffer, to: end), cursor - buffer)
  }

  /// The range of the cursor's line in an input of several lines, without its line end.
  var ownLine: Range<Int> {
    let (text, cursor) = line
    let start = text[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return start..<(text[cursor...].firstIndex(of: "\n") ?? text.count)
  }

  func move(by count: Int) { el_cursor(edit, Int32(clamping: count)) }

  func move(to position: Int) { move(by: position - line.cursor) }

  func insert(_ text: String) {
    if !text.isEmpty { el_winsertstr(edit, wide(text)) }
  }

  func delete(_ count: Int) { el_deletestr(edit, Int32(clamping: count)) }

  /// How many scalars the character before the cursor has. A character is deleted as a whole, as it is drawn.
  /// No character is longer than the piece that is read here.
  private var lengthBefore: Int {
    let before = line.scalars.prefix(line.cursor).suffix(64)
    return String(scalars: before).last?.unicodeScalars.count ?? 0
  }

  private var lengthAfter: Int {
    let after = line.scalars.dropFirst(line.cursor).prefix(64)
    return String(scalars: after).first?.unicodeScalars.count ?? 0
  }
}

// MARK: - What keys do to it

extension LineReader {
  func deleteBackward() -> UInt8 {
    guard lengthBefore > 0 else { return beep() }
    delete(lengthBefore)
    return Reply.redraw
  }

  func deleteForward() -> UInt8 {
    let length = lengthAfter
    guard length > 0 else { return beep() }
    move(by: length)
    delete(length)
    return Reply.redraw
  }

  func moveLeft() -> UInt8 {
    guard lengthBefore > 0 else { return beep() }
    move(by: -lengthBefore)
    return Reply.moved
  }

  func moveRight() -> UInt8 {
    if takeSuggestion() { return Reply.redraw }
    guard lengthAfter > 0 else { return beep() }
    move(by: lengthAfter)
    return Reply.moved
  }

  /// Moves to the start of the cursor's line; from there to the start of the whole input.
  func moveToStart() -> UInt8 {
    let (own, cursor) = (ownLine, line.cursor)
    move(to: cursor == own.lowerBound ? 0 : own.lowerBound)
    return Reply.moved
  }

  /// Moves to the end of the cursor's line; from there to the end of the whole input. With vi's keys,
  /// libedit's own function would stop before the last character.
  func moveToEnd() -> UInt8 {
    if takeSuggestion() { return Reply.redraw }
    let (own, (text, cursor)) = (ownLine, line)
    move(to: cursor == own.upperBound ? text.count : own.upperBound)
    return Reply.moved
  }

  /// Moves to the end of the cursor's line, so that a cut reaches there. At that end, the cut takes the line
  /// end itself.
  func moveToCut() -> UInt8 {
    let (own, cursor) = (ownLine, line.cursor)
    move(to: cursor == own.upperBound ? cursor + 1 : own.upperBound)
    // After a move libedit's vi goes back from behind the last character.
    return Reply.nothing
  }

  /// Ctrl-V: inserts the next character as it is, even where it is a key. Other keys are refused.
  func insertNext() -> UInt8 {
    guard case .character(let scalar)? = try? nextKey(escapeIsKey: true), scalar != "\u{0}" else {
      return beep()
    }
    insert(String(scalar))
    return Reply.redraw
  }

  func paste() -> UInt8 {
    insert(pasted)
    pasted = ""
    return Reply.redraw
  }

  /// Puts the text in `placed` in the place of the line.
  func place() -> UInt8 {
    replace(with: placed.text)
    move(to: placed.cursor)
    return Reply.redraw
  }
}
