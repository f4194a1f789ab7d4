import JSON

/// How a language writes data.
struct CodeLiteral: Sendable {
  var null: String
  var yes: String
  var no: String
  /// The signs around an array.
  var array: (open: String, close: String)
  /// The signs around an object's members.
  var object: @Sendable (Object) -> (open: String, close: String)
  /// The sign between a member's name and its value.
  var colon: String
  var text: @Sendable (Text) -> String

  /// The literal, indented by two more columns at each level.
  ///
  /// - Parameter indent: the indentation of the line on which it begins.
  func of(_ value: Value, indent: Int = 0) -> String {
    switch value {
    case .null: null
    case .bool(let flag): flag ? yes : no
    case .string(let string): text(string)
    case .array(let items):
      lines(items.map { of($0, indent: indent + 2) }, in: array, indent)
    case .object(let members):
      lines(
        members.members.map { text($0.name) + colon + of($0.value, indent: indent + 2) }, in: object(members),
        indent)
    default: value.json
    }
  }

  private func lines(_ items: [String], in marks: (open: String, close: String), _ indent: Int) -> String {
    if items.isEmpty { return marks.open + marks.close }
    let margin = String(repeating: " ", count: indent)
    return marks.open + "\n" + items.map { margin + "  " + $0 + ",\n" }.joined() + margin + marks.close
  }
}
