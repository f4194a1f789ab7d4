import CEdit
import Completion

/// An input of several lines. libedit holds all of them as one line.
extension LineReader {
  /// Ends the input where it can run. Else the input goes on in the next line, indented by the open brackets.
  func enter() -> UInt8 {
    let (text, cursor) = line
    if outcome != nil || !paints || isComplete(String(scalars: text)) { return accept() }
    let depth = ContextScanner.openBrackets(of: Array(text.prefix(cursor)))
    // After a second empty line the input runs as it is, so that its fault says what is missing.
    if isAtBlankEnd, depth != nil {
      if text.dropLast(while: { " \t".unicodeScalars.contains($0) }).hasTwoNewlines { return accept() }
      remark = "the input is not complete: Enter again says why, Ctrl-C gives it up"
    }
    return breakLine(depth ?? 0)
  }

  /// Alt-Enter: goes on in the next line, also where the input could run.
  func addLine() -> UInt8 {
    let (text, cursor) = line
    return breakLine(ContextScanner.openBrackets(of: Array(text.prefix(cursor))) ?? 0)
  }

  private func breakLine(_ depth: Int) -> UInt8 {
    insert("\n" + String(repeating: " ", count: 2 * depth))
    return Reply.redraw
  }

  private func accept() -> UInt8 {
    move(by: line.scalars.count)
    insert("\n")
    return Reply.line
  }

  /// Whether the cursor is at the end of the input, in a blank line.
  var isAtBlankEnd: Bool {
    let (text, cursor) = line
    guard cursor == text.count, let last = text.lastIndex(of: "\n") else { return false }
    return text[last...].allSatisfy { " \t\n".unicodeScalars.contains($0) }
  }

  /// Removes one step of indentation, so that a closing bracket stands below the line that opened it.
  func outdent() -> UInt8 {
    let (text, cursor) = line
    guard let start = text[..<cursor].lastIndex(of: "\n") else { return Reply.passed }
    let blanks = text[(start + 1)..<cursor]
    if blanks.count >= 2, blanks.allSatisfy({ $0 == " " }) { delete(2) }
    return Reply.redraw
  }
}

extension [Unicode.Scalar] {
  fileprivate func dropLast(while isDropped: (Unicode.Scalar) -> Bool) -> ArraySlice<Unicode.Scalar> {
    var rest = self[...]
    while let last = rest.last, isDropped(last) { rest.removeLast() }
    return rest
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Whether it ends with an empty line.
  fileprivate var hasTwoNewlines: Bool {
    guard last == "\n" else { return false }
    let before = dropLast().reversed().drop { $0 == " " || $0 == "\t" }
    return before.first == "\n"
  }
}

// MARK: - Undoing

extension LineReader {
  func undo() -> UInt8 { restore(undoLog.undo()) }

  func redo() -> UInt8 { restore(undoLog.redo()) }

  private func restore(_ state: UndoLog.State?) -> UInt8 {
    guard let state else { return beep() }
    replace(with: state.text)
    move(to: state.cursor)
    return Reply.redraw
  }
}

// MARK: - Words of earlier inputs

extension LineReader {
  /// What Alt-. inserted last. Alt-. once more replaces it by the last word of an older input.
  struct LastWord {
    var place: Int
    var length: Int
    /// The line after it was inserted.
    var line: [Unicode.Scalar]
  }

  func insertLastWord() -> UInt8 {
    let before = lastWord.flatMap { $0.line == line.scalars ? $0 : nil }
    var place = before?.place ?? past.inputs.count
    repeat { place -= 1 } while place >= 0 && past.inputs[place].lastWord.isEmpty
    guard place >= 0 else { return beep() }
    if let before { delete(before.length) }
    let word = past.inputs[place].lastWord
    insert(word)
    lastWord = LastWord(place: place, length: word.unicodeScalars.count, line: line.scalars)
    return Reply.redraw
  }

  /// Alt-#: turns the input into a comment, which is kept but runs nothing; a comment becomes an input again.
  func comment() -> UInt8 {
    let text = String(scalars: line.scalars)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let isComment = lines.allSatisfy { $0.hasPrefix("# ") }
    let new = lines.map { isComment ? String($0.dropFirst(2)) : "# " + $0 }.joined(separator: "\n")
    replace(with: Array(new.unicodeScalars))
    if isComment { return Reply.redraw }
    return accept()
  }
}

extension String {
  /// The last word that holds a value: `Yes` of `buttons=[{text: Yes}]`. Blanks in quotes belong to a word.
  fileprivate var lastWord: String {
    var (words, quote): ([[Unicode.Scalar]], Unicode.Scalar?) = ([[]], nil)
    for scalar in unicodeScalars {
      if quote == nil, " \t\n".unicodeScalars.contains(scalar) {
        words.append([])
        continue
      }
      if scalar == quote {
        quote = nil
      } else if quote == nil, "\"'".unicodeScalars.contains(scalar) {
        quote = scalar
      }
      words[words.count - 1].append(scalar)
    }
    return words.lazy.reversed().map { String(scalars: $0.value) }.first { !$0.isEmpty } ?? ""
  }
}

extension [Unicode.Scalar] {
  /// The word without brackets whose partners stand elsewhere; empty where nothing else is left.
  fileprivate var value: ArraySlice<Unicode.Scalar> {
    var rest = self[...]
    while let last = rest.last,
      ",;".unicodeScalars.contains(last) || ")]}".unicodeScalars.contains(last) && rest.depth < 0
    { rest.removeLast() }
    while let first = rest.first, "([{".unicodeScalars.contains(first), rest.depth > 0 { rest.removeFirst() }
    return rest.contains { $0.isNamePart || "\"'".unicodeScalars.contains($0) } ? rest : []
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// How many brackets are open at its end.
  fileprivate var depth: Int {
    reduce(0) { depth, scalar in
      depth + ("([{".unicodeScalars.contains(scalar) ? 1 : ")]}".unicodeScalars.contains(scalar) ? -1 : 0)
    }
  }
}
