import Source

/// Fills lines with words, as many in each line as fit. A word that is wider than a line stands alone in its
/// line. O(n).
///
/// - Parameters:
///   - columns: the width of a line in cells.
///   - first: how many cells of the first line are taken.
///   - rest: how many cells of each further line are taken.
///   - width: how many cells a word takes.
/// - Returns: the words of each line; one line without words where there are none.
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
