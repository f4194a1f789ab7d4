import JSON
import Machine

/// Writes objects as a table of GitHub's Markdown: the names of the columns, and then one row for each item. Characters
/// with a meaning in Markdown are escaped.
struct MarkdownWriter: Encoder {
  private var table: TableRows

  init(columns: [Text]?) { table = TableRows(columns: columns) }

  func begin() -> [UInt8] { [] }

  mutating func encode(_ item: Value, into bytes: inout [UInt8]) throws(Failure) {
    let (head, cells) = try table.next(item)
    var lines: [[String]] = []
    if let head {
      lines.append(head.map(Self.escaped))
      lines.append(Array(repeating: "---", count: head.count))
    }
    lines.append(cells.map(Self.escaped))
    for line in lines { bytes += ("| " + line.joined(separator: " | ") + " |\n").utf8 }
  }

  func finish() -> [UInt8] { [] }

  private static func escaped(_ text: String) -> String {
    let characters = Array(text)
    var result = ""
    for (place, character) in characters.enumerated() {
      switch character {
      case "|", "\\", "*", "`", "[", "]", "~": result += "\\\(character)"
      // Inside a word it has no meaning in Markdown.
      case "_":
        let isWithin =
          place > 0 && characters[place - 1].isWordPart && place + 1 < characters.count
          && characters[place + 1].isWordPart
        result += isWithin ? "_" : "\\_"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\n", "\r\n", "\r": result += "<br>"
      default: result.append(character)
      }
    }
    return result
  }
}

extension Character {
  fileprivate var isWordPart: Bool { isLetter || isNumber }
}

/// Writes objects as an HTML table with a head. It is a part of a document and has no style of its own.
struct HTMLWriter: Encoder {
  private var table: TableRows
  private var isOpen = false

  init(columns: [Text]?) { table = TableRows(columns: columns) }

  func begin() -> [UInt8] { Array("<table>\n".utf8) }

  mutating func encode(_ item: Value, into bytes: inout [UInt8]) throws(Failure) {
    let (head, cells) = try table.next(item)
    isOpen = true
    let opening = head.map { "<thead>\n" + Self.row($0, "th") + "</thead>\n<tbody>\n" } ?? ""
    bytes += (opening + Self.row(cells, "td")).utf8
  }

  func finish() -> [UInt8] { Array(((isOpen ? "</tbody>\n" : "") + "</table>\n").utf8) }

  private static func row(_ cells: [String], _ tag: String) -> String {
    "<tr>" + cells.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>\n"
  }

  private static func escaped(_ text: String) -> String {
    text.escapedForHTML
      .split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }.joined(separator: "<br>")
  }
}

/// The cells of objects under the names of their columns. Strings stay as they are. Null and a missing member become an
/// empty cell, and anything else becomes JSON.
private struct TableRows {
  private var columns: [Text]?
  private var count = 0

  /// - Parameter columns: the columns; by default the members of the first item.
  init(columns: [Text]?) { self.columns = columns }

  /// The cells of the next item. For the first item, the names of the columns as well.
  mutating func next(_ item: Value) throws(Failure) -> (head: [String]?, cells: [String]) {
    guard case .object(let object) = item else { throw .noCells(item) }
    let names = columns ?? object.names
    columns = names
    count += 1
    if let stranger = object.names.first(where: { !names.contains($0) }) {
      throw .newColumn(stranger, row: count, columns: names)
    }
    let cells = names.map { name in
      object[name].map { $0.isNull ? "" : $0.asString ?? $0.json } ?? ""
    }
    return (count == 1 ? names.map(\.string) : nil, cells)
  }
}

extension String {
  /// The text in a form that is safe between tags and in attributes.
  package var escapedForHTML: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
