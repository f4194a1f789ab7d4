import JSON

/// The rows of the files that a rehearsal has read, found by what they hold.
struct RowIndex {
  /// A row of a file.
  struct Row: Hashable {
    var file: String
    /// From 0.
    var index: Int
    /// Nil where the file's format has no lines.
    var line: Int?

    /// `customers.csv:17`, `customers.json[16]`.
    var place: String { line.map { "\(file):\($0)" } ?? "\(file)[\(index)]" }
  }

  private var rows: [Value: [Row]] = [:]
  private var counts: [String: Int] = [:]
  /// Rows by their cells, and by the last digits of the numbers in them; made where it is first asked for.
  private var numbers: [String: [Row]]?

  /// Adds rows of a file, of which this is the first; those that are there already are passed over.
  ///
  /// - Parameter lines: theirs; none where the format has no lines.
  mutating func add(_ items: [Value], of file: String, from start: Int, lines: [Int]) {
    let known = counts[file] ?? 0
    for (place, item) in items.enumerated() where start + place >= known {
      let line = place < lines.count ? lines[place] : nil
      rows[item, default: []].append(Row(file: file, index: start + place, line: line))
    }
    counts[file] = max(known, start + items.count)
    numbers = nil
  }

  /// The row that holds just this; of several the first that is not among `taken`.
  func row(of item: Value, except taken: Set<Row>) -> Row? {
    rows[item].flatMap { Self.first(of: $0, except: taken) }
  }

  /// The row in which that telephone number stands, however it is written.
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

  /// The text itself, and the last seven digits of one that has as many: what a local and an international form
  /// of a number share.
  private static func keys(of text: String) -> [String] {
    let digits = text.compactMap { $0.wholeNumberValue.map(String.init) }.joined()
    return [text] + (digits.count >= 7 ? ["…" + digits.suffix(7)] : [])
  }

  private static func first(of rows: [Row], except taken: Set<Row>) -> Row? {
    rows.first { !taken.contains($0) } ?? rows.last
  }
}
