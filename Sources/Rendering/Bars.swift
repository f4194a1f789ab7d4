import JSON
import Source

/// Shows counts as horizontal bars: name, count, bar.
struct Bars {
  private let rows: [(name: String, count: Value)]

  private static let longest = 40

  /// The bars of an object of numbers; or of rows whose last number is the count, and whose first
  /// other member is the name, as `tally` gives them. Nil for any other value.
  init?(_ value: Value) {
    switch value {
    case .object(let object):
      guard object.values.allSatisfy({ $0.asDouble != nil }) else { return nil }
      rows = object.members.map { (Escaping.line($0.name.string), $0.value) }
    case .array(let items):
      let found = items.map(Self.row)
      rows = found.compactMap(\.self)
      guard rows.count == items.count else { return nil }
    default: return nil
    }
  }

  func lines(width: Int, palette: Palette) -> [String] {
    let numbers = rows.map(\.count.json)
    let numberWidth = numbers.map(\.count).max() ?? 0
    let nameWidth = min(rows.map { displayWidth(of: $0.name) }.max() ?? 0, max(width / 3, 8))
    let room = max(min(Self.longest, width - nameWidth - numberWidth - 4), 1)
    let most = rows.compactMap(\.count.asDouble).max() ?? 0
    return zip(rows, numbers).map { row, number in
      let name = row.name.cut(to: nameWidth).padded(to: nameWidth)
      let space = String(repeating: " ", count: numberWidth - number.count + 2)
      let bar = Self.bar(row.count.asDouble ?? 0, of: most, room: room)
      return name + space + number + (bar.isEmpty ? "" : "  " + palette.paint(bar, .key))
    }
  }

  private static func row(_ item: Value) -> (name: String, count: Value)? {
    guard case .object(let object) = item,
      let place = object.values.lastIndex(where: { $0.asDouble != nil })
    else { return nil }
    let other = object.values.indices.first { $0 != place }
    return (other.map { label(object[index: $0]) } ?? "", object[index: place])
  }

  private static func label(_ value: Value) -> String {
    value.asString.map(Escaping.line) ?? Escaping.json(value.json)
  }

  /// A bar in eighths of a cell. A count above 0 has at least one eighth.
  private static func bar(_ count: Double, of most: Double, room: Int) -> String {
    guard count > 0, most.isFinite else { return "" }
    let eighths = max(Int((count / most * Double(room * 8)).rounded()), 1)
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }
}
