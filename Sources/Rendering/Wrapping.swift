import Source

/// Fills lines with words, as many in each line as it has room for. A word that is wider than a line stands in a line
/// of its own.
///
/// - Parameters:
///   - columns: the cells of a line.
///   - first: how many of them the first line has no use of; `rest` says it of those below.
///   - width: how many cells a word takes.
/// - Returns: the words of each line; one line without any where there are none.
package func wrapped(
  _ words: [String], columns: Int, first: Int = 0, rest: Int = 0,
  width: (String) -> Int = { displayWidth(of: $0) }
) -> [[String]] {
  var lines: [[String]] = [[]]
  var room = columns - first
  for word in words {
    let needed = width(word)
    if needed > room, !lines[lines.count - 1].isEmpty || (lines.count == 1 && first > rest) {
      lines.append([])
      room = columns - rest
    }
    lines[lines.count - 1].append(word)
    room -= needed + 1
  }
  return lines
}
