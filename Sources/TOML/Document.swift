import JSON

/// Reads TOML 1.0.0 (https://toml.io/en/v1.0.0), the format of the configuration file: `Document.read`.
///
/// This reader is our own, because the library for TOML is written in C++, needs Foundation, and made the program 4 MB
/// larger.
package struct Document {
  private var scanner: Scanner
  private let root = Table()
  /// The table that the last header has named. The settings that follow go into it.
  private var current: Table
  /// How many headers have been read. A dotted name may add to a table only under the header under which that table was
  /// made.
  private var section = 0
  /// Where the header or the setting begins that is being read.
  private var start = 0

  /// The tables of the text as one object. Dates and times become text.
  ///
  /// - Throws: where the text is not TOML, or contains a number that JSON cannot express (`inf`, `nan`).
  package static func read(_ text: [UInt8]) throws(TOMLError) -> Object {
    var document = Document(text)
    try document.readAll()
    return document.root.object
  }

  /// The line of a setting, or of the table in which it is missing; nil where nothing of it is there.
  package static func line(of names: [String], in text: [UInt8]) -> Int? {
    var document = Document(text)
    try? document.readAll()
    return document.root.offset(of: names[...]).map { offset in
      text.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
    }
  }

  private init(_ text: [UInt8]) {
    scanner = Scanner(text)
    current = root
  }

  private mutating func readAll() throws(TOMLError) {
    while true {
      scanner.skipBlanks()
      switch scanner.byte {
      case nil: return
      case "[": try header()
      case "#", "\n", "\r": break
      default: try setting(in: current)
      }
      try scanner.endLine()
    }
  }

  // MARK: Headers

  private mutating func header() throws(TOMLError) {
    start = scanner.place
    scanner.skip()
    let isElement = scanner.skip("[")
    let names = try self.names()
    guard scanner.skip("]"), !isElement || scanner.skip("]") else {
      throw scanner.fault("a header must end with \(isElement ? "]]" : "]")")
    }
    section += 1
    var table = root
    for name in names.dropLast() { table = try inner(name, of: table) }
    guard let last = names.last else { return }
    current = try isElement ? element(last, of: table) : opened(last, in: table)
  }

  /// The table of this name through which a header leads. In an array of tables, it is the last one. A missing table is
  /// made.
  private func inner(_ name: String, of table: Table) throws(TOMLError) -> Table {
    switch table[name] {
    case nil: return table.add(name, Table(), at: start)
    case .table(let inner): return inner
    case .tables(let tables): if let last = tables.last { return last }
    case .value: break
    }
    throw scanner.fault("'\(name)' must be a table, since a header names one in it, but is a value")
  }

  private func opened(_ name: String, in table: Table) throws(TOMLError) -> Table {
    let opened: Table
    switch table[name] {
    case nil: opened = table.add(name, Table(), at: start)
    case .table(let found) where found.origin == .implied: opened = found
    case .table, .tables, .value:
      throw scanner.fault("'\(name)' must be defined once, but is there already")
    }
    opened.origin = .header
    return opened
  }

  private func element(_ name: String, of table: Table) throws(TOMLError) -> Table {
    let element = Table()
    element.origin = .header
    switch table[name] {
    case nil: table.set(name, .tables([element]), at: start)
    case .tables(let others): table.set(name, .tables(others + [element]), at: start)
    case .table, .value:
      throw scanner.fault("'\(name)' must be an array of tables everywhere, but is something else before")
    }
    return element
  }

  // MARK: Settings

  /// Reads `name = value`. Dots in the name lead into tables.
  private mutating func setting(in table: Table, depth: Int = 0) throws(TOMLError) {
    start = scanner.place
    let names = try self.names()
    guard scanner.skip("=") else { throw scanner.fault("a name must be followed by =") }
    scanner.skipBlanks()
    var table = table
    for name in names.dropLast() { table = try dotted(name, of: table) }
    guard let last = names.last else { return }
    guard table[last] == nil else { throw scanner.fault("'\(last)' must be set once, but is set already") }
    let offset = start
    table.set(last, .value(try value(depth: depth)), at: offset)
  }

  private func dotted(_ name: String, of table: Table) throws(TOMLError) -> Table {
    switch table[name] {
    case nil:
      let made = table.add(name, Table(), at: start)
      made.origin = .dots(section)
      return made
    case .table(let found) where found.origin == .implied || found.origin == .dots(section):
      found.origin = .dots(section)
      return found
    case .table, .tables, .value:
      throw scanner.fault("'\(name)' must not be added to by a name with dots, since it is defined elsewhere")
    }
  }

  /// Reads names with dots between them and blanks around them.
  private mutating func names() throws(TOMLError) -> [String] {
    var names: [String] = []
    repeat {
      scanner.skipBlanks()
      names.append(try scanner.name())
      scanner.skipBlanks()
    } while scanner.skip(".")
    return names
  }

  // MARK: Values

  /// The greatest depth to which values may be nested, so that a file cannot exhaust the stack.
  private static let mostDepth = 100

  private mutating func value(depth: Int) throws(TOMLError) -> Value {
    guard depth < Self.mostDepth else {
      throw scanner.fault("values must be nested at most \(Self.mostDepth) deep, but are deeper")
    }
    switch scanner.byte {
    case "[": return .array(try array(depth: depth))
    case "{": return .object(try inlineTable(depth: depth))
    default: return try scanner.scalar()
    }
  }

  private mutating func array(depth: Int) throws(TOMLError) -> [Value] {
    scanner.skip()
    var values: [Value] = []
    while true {
      try scanner.skipLines()
      if scanner.skip("]") { return values }
      values.append(try value(depth: depth + 1))
      try scanner.skipLines()
      if scanner.skip("]") { return values }
      guard scanner.skip(",") else { throw scanner.fault("an array must go on with , or end with ]") }
    }
  }

  /// Reads a table in braces. Nothing can be added to such a table later (TOML, "Inline Table").
  private mutating func inlineTable(depth: Int) throws(TOMLError) -> Object {
    scanner.skip()
    let table = Table()
    scanner.skipBlanks()
    if scanner.skip("}") { return table.object }
    repeat {
      scanner.skipBlanks()
      try setting(in: table, depth: depth + 1)
      scanner.skipBlanks()
    } while scanner.skip(",")
    guard scanner.skip("}") else {
      throw scanner.fault("an inline table must go on with , or end with } in its line")
    }
    return table.object
  }
}
