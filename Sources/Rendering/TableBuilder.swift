import JSON

/// Sorts the members of rows into columns.
struct TableBuilder {
  let isForTerminal: Bool
  private(set) var columns: [TableColumn] = []
  private var places: [Text: Int] = [:]

  init(isForTerminal: Bool) { self.isForTerminal = isForTerminal }

  mutating func add(_ row: Value, at index: Int) {
    if case .object(let object) = row {
      for member in object.members { set(member.name, member.value, at: index) }
    } else {
      set("value", row, at: index)
    }
  }

  private mutating func set(_ name: Text, _ value: Value, at row: Int) {
    let place = places[name] ?? addColumn(name)
    let isNested = value.asObject != nil || value.asArray != nil
    columns[place].set(cell(value), at: row, isNumber: value.typeName == "number", isNested: isNested)
  }

  private mutating func addColumn(_ name: Text) -> Int {
    columns.append(TableColumn(name: Escaping.line(name.string)))
    places[name] = columns.count - 1
    return columns.count - 1
  }

  private func cell(_ value: Value) -> TableCell {
    switch value {
    case .null: TableCell(text: "null", style: .dim)
    case .string(let text): TableCell(text: Escaping.line(text.string))
    default: TableCell(text: isForTerminal ? Escaping.json(value.json) : value.json)
    }
  }
}
