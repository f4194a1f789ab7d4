import JSON
import Machine

/// Reads the elements of a JSON array, or of lines, from bytes that come in pieces. A fault is reported with its place.
struct ElementReader {
  private var elements: JSONElements

  init(_ form: JSONElements.Form, _ projection: Projection, _ notices: Notices?) {
    elements = JSONElements(form, options: .data(notices), projection: projection)
  }

  mutating func feed(_ bytes: [UInt8], into items: inout [Value]) throws(Failure) {
    elements.append(bytes)
    try read(into: &items)
  }

  mutating func finish(into items: inout [Value]) throws(Failure) {
    elements.finish()
    try read(into: &items)
  }

  mutating func noteLines() { elements.noteLines() }
  mutating func takeLines() -> [Int] { elements.takeLines() }

  private mutating func read(into items: inout [Value]) throws(Failure) {
    do {
      try elements.take { items.append($0) }
    } catch {
      let position = elements.position(of: error)
      throw .notJSON(error, line: position.line, column: position.column)
    }
  }
}
