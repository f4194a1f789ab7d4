import CEdit
import Completion

extension LineReader {
  /// What is typed so far, and where the cursor is in it.
  var line: (scalars: [Unicode.Scalar], cursor: Int) {
    // libedit always has a line; its three pointers are into one buffer.
    guard let info = el_wline(edit)?.pointee, let buffer = info.buffer, let cursor = info.cursor,
      let end = info.lastchar
    else { return ([], 0) }
    return (scalars(from: buffer, to: end), cursor - buffer)
  }

  /// The cursor's own line in an input of several lines, without what ends it.
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

  /// To the start of the cursor's own line; from there to that of the whole input.
  func moveToStart() -> UInt8 {
    let (own, cursor) = (ownLine, line.cursor)
    move(to: cursor == own.lowerBound ? 0 : own.lowerBound)
    return Reply.moved
  }

  /// To the end of the cursor's own line; from there to that of the whole input. Behind the last character, where
  /// libedit's own function stops before it with vi's keys.
  func moveToEnd() -> UInt8 {
    if takeSuggestion() { return Reply.redraw }
    let (own, (text, cursor)) = (ownLine, line)
    move(to: cursor == own.upperBound ? text.count : own.upperBound)
    return Reply.moved
  }

  /// What is cut next reaches to the end of the cursor's own line; at that end it is the line's end itself.
  func moveToCut() -> UInt8 {
    let (own, cursor) = (ownLine, line.cursor)
    move(to: cursor == own.upperBound ? cursor + 1 : own.upperBound)
    return Reply.moved
  }

  /// Ctrl-V: the character that is typed next, whatever it means else; of other keys none.
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

  /// Puts another text where the line is.
  func place() -> UInt8 {
    replace(with: placed.text)
    move(to: placed.cursor)
    return Reply.redraw
  }
}
