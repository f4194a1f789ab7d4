import JSON
import Machine

/// The elements of a JSON array, or of lines, from bytes that come in pieces; a fault is told with its
/// line.
struct ElementReader {
  private var elements: JSONElements
  /// The pieces in which an element may still be open.
  private var recent: [[UInt8]] = []
  /// How many bytes and line ends came before them.
  private var passed = 0
  private var linesPassed = 0
  private var hasGiven = false

  init(_ form: JSONElements.Form) {
    elements = JSONElements(form, options: JSONOptions(skipsByteOrderMark: true))
  }

  mutating func feed(_ bytes: [UInt8]) throws(Failure) -> [Value] {
    if hasGiven { forget() }
    recent.append(bytes)
    elements.append(bytes)
    let items = try read()
    hasGiven = !items.isEmpty
    return items
  }

  mutating func finish() throws(Failure) -> [Value] {
    elements.finish()
    return try read()
  }

  private mutating func read() throws(Failure) -> [Value] {
    var items: [Value] = []
    do {
      while let item = try elements.next() { items.append(item) }
    } catch {
      throw failure(error)
    }
    return items
  }

  /// After a piece that completed an element, what is open began in that piece.
  private mutating func forget() {
    for piece in recent.dropLast() {
      passed += piece.count
      linesPassed += piece.count { $0 == UInt8(ascii: "\n") }
    }
    recent = recent.suffix(1)
  }

  /// The column is told unless its line began before what is at hand.
  private func failure(_ error: JSONError) -> Failure {
    var local = error
    local.offset = max(0, error.offset - passed)
    let position = local.position(in: recent.joined())
    let column = position.line > 1 || passed == 0 ? position.column : nil
    return .notJSON(error, line: linesPassed + position.line, column: column)
  }
}
