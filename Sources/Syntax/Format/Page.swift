/// The lines of a layout. Comments at the ends of neighbouring lines begin in the same column.
struct Page {
  private var bytes: [UInt8] = []
  private var notes: [Note] = []
  private var line = 0
  private(set) var column = 0
  /// The indentation of the current line.
  private(set) var indentation = 0

  /// A comment that stands after code on its line.
  private struct Note {
    /// Where the comment is inserted into the bytes.
    var offset: Int
    var line: Int
    var indentation: Int
    /// How many columns the code before it takes.
    var column: Int
    var text: ArraySlice<UInt8>
  }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func startLine(_ indentation: Int, blank: Bool) {
    if !bytes.isEmpty {
      bytes += blank ? [UInt8(ascii: "\n"), UInt8(ascii: "\n")] : [UInt8(ascii: "\n")]
      line += blank ? 2 : 1
      bytes += [UInt8](repeating: UInt8(ascii: " "), count: indentation)
      column = indentation
    }
    self.indentation = column
  }

  mutating func write(_ text: ArraySlice<UInt8>) {
    bytes += text
    column += columns(text)
  }

  /// Writes a text of several lines as it is.
  mutating func writeLines(_ text: ArraySlice<UInt8>) {
    guard let last = text.lastIndex(of: UInt8(ascii: "\n")) else { return write(text) }
    bytes += text
    line += text.count { $0 == UInt8(ascii: "\n") }
    let rest = text[(last + 1)...]
    column = columns(rest)
    indentation = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
  }

  mutating func writeComment(_ text: ArraySlice<UInt8>) {
    notes.append(
      Note(offset: bytes.count, line: line, indentation: indentation, column: column, text: text))
  }

  /// The whole text. It ends with a newline unless it is empty.
  func finished() -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + notes.count * 64 + 1)
    var written = 0
    for group in neighbours {
      let column = self.column(of: group)
      for note in group {
        result += bytes[written..<note.offset]
        written = note.offset
        let gap = Swift.max(2, (column ?? 0) - note.column)
        result += [UInt8](repeating: UInt8(ascii: " "), count: gap)
        result += note.text
      }
    }
    result += bytes[written...]
    if !result.isEmpty { result.append(UInt8(ascii: "\n")) }
    return result
  }

  /// Groups of comments that stand on successive lines with the same indentation.
  private var neighbours: [ArraySlice<Note>] {
    var groups: [ArraySlice<Note>] = []
    var start = 0
    for index in notes.indices {
      let next = index + 1
      if next < notes.count, notes[next].line == notes[index].line + 1,
        notes[next].indentation == notes[index].indentation
      {
        continue
      }
      groups.append(notes[start..<next])
      start = next
    }
    return groups
  }

  /// The column in which all comments of the group can begin; nil where one of them would then be too wide.
  private func column(of group: ArraySlice<Note>) -> Int? {
    let column = (group.map(\.column).max() ?? 0) + 2
    let fits = group.allSatisfy { column + columns($0.text) <= 110 }
    return fits ? column : nil
  }
}
