import JSON

/// The rows of all files that the rehearsal has read. A row is found by its contents.
struct RowIndex {
  /// A row of a file.
  struct Row: Hashable {
    var file: String
    /// The place of the row in the file, from 0.
    var index: Int
    /// The line in the file, from 1; nil where the format has no lines.
    var line: Int?

    /// The place for a message: `customers.csv:17`, or `customers.json[16]`.
    var place: String { line.map { "\(file):\($0)" } ?? "\(file)[\(index)]" }
  }

  private var rows: [Value: [Row]] = [:]
  private var counts: [String: Int] = [:]
  /// The rows by the texts in their cells, and by the last digits of phone numbers there; made when it is first needed.
  private var numbers: [String: [Row]]?

  /// Adds rows of a file. Rows that were added before are left out.
  ///
  /// - Parameters:
  ///   - start: the place of the first of these rows, from 0.
  ///   - lines: the lines on which the rows stand; empty where the format has no lines.
  mutating func add(_ items: [Value], of file: String, from start: Int, lines: [Int]) {
    let known = counts[file] ?? 0
    for (place, item) in items.enumerated() where start + place >= known {
      let line = place < lines.count ? lines[place] : nil
      rows[item, default: []].append(Row(file: file, index: start + place, line: line))
    }
    counts[file] = max(known, start + items.count)
    numbers = nil
  }

  /// The row with exactly these contents. Where there are several, it is the first one that is not in `taken`.
  func row(of item: Value, except taken: Set<Row>) -> Row? {
    rows[item].flatMap { Self.first(of: $0, except: taken) }
  }

  /// The row that contains this phone number, in whatever form it is written there.
  mutating func row(withNumber number: String, except taken: Set<Row>) -> Row? {
    let index = numbers ?? indexed()
    numbers = index
    guard let rows = Self.keys(of: number).lazy.compactMap({ index[$0] }).first else { return nil }
    return Self.first(of: rows.sorted { $0.index < $1.index }, except: taken)
  }

  private func indexed() -> [String: [Row]] {
    var numbers: [String: [Row]] = [:]
    for (item, rows) in rows {
      let values = item.asObject.map { $0.members.map(\.value) } ?? [item]
      for key in Set(values.flatMap { Self.keys(of: $0.asString ?? $0.json) }) {
        numbers[key, default: []] += rows
      }
    }
    return numbers
  }

  /// The text itself, and its last seven digits where it has as many: the local and the international form of a phone
  /// number share these.
  private static func keys(of text: String) -> [String] {
    let digits = text.compactMap { $0.wholeNumberValue.map(String.init) }.joined()
    return [text] + (digits.count >= 7 ? ["…" + digits.suffix(7)] : [])
  }

  private static func first(of rows: [Row], except taken: Set<Row>) -> Row? {
    rows.first { !taken.contains($0) } ?? rows.last
  }
}
