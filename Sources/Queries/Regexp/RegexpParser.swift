import JSON

/// A pattern as a tree.
indirect enum RegexpNode: Sendable {
  case scalar(Unicode.Scalar)
  case set(ScalarSet)
  case start
  case end
  case group(RegexpNode)
  case sequence([RegexpNode])
  case choice([RegexpNode])
  case repeated(RegexpNode, least: Int, most: Int?)
}

/// Reads a pattern by the grammar of RFC 9485 §4. Classes and escapes are in `RegexpParser+Class.swift`.
struct RegexpParser {
  let scalars: [Unicode.Scalar]
  let dialect: IRegexp.Dialect
  var index = 0
  private var depth = 0

  /// How deep groups may be nested.
  private static let deepest = 100

  init(_ pattern: Text, _ dialect: IRegexp.Dialect) {
    scalars = Array(pattern.string.unicodeScalars)
    self.dialect = dialect
  }

  mutating func pattern() throws(RegexpError) -> RegexpNode {
    let node = try choice()
    // A branch ends only at `|`, at a closing parenthesis, or at the end of the pattern, so a character that is left is
    // a closing parenthesis.
    guard scalar == nil else { throw error(.unopenedGroup) }
    return node
  }

  private mutating func choice() throws(RegexpError) -> RegexpNode {
    var branches = [try branch()]
    while take("|") { branches.append(try branch()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func branch() throws(RegexpError) -> RegexpNode {
    var pieces: [RegexpNode] = []
    while let scalar, scalar != "|", scalar != ")" {
      let atom = try atom(scalar)
      pieces.append(try quantified(atom))
    }
    return pieces.count == 1 ? pieces[0] : .sequence(pieces)
  }

  private mutating func atom(_ scalar: Unicode.Scalar) throws(RegexpError) -> RegexpNode {
    switch scalar {
    case "(": return try group()
    case "[": return .set(try characterClass())
    case "\\": return try escape()
    case "*", "+", "?", "{": throw error(.nothingToRepeat(scalar))
    case "]", "}": throw error(.unescaped(scalar))
    default: break
    }
    index += 1
    switch scalar {
    case ".": return .set(.anyInLine)
    case "^": return .start
    case "$": return .end
    default: return .scalar(scalar)
    }
  }

  private mutating func group() throws(RegexpError) -> RegexpNode {
    let opening = index
    index += 1
    depth += 1
    guard depth <= Self.deepest else { throw error(.tooDeep(limit: Self.deepest), at: opening) }
    let node = try choice()
    guard take(")") else { throw error(.unclosedGroup, at: opening) }
    depth -= 1
    return .group(node)
  }

  private mutating func quantified(_ node: RegexpNode) throws(RegexpError) -> RegexpNode {
    if take("*") { return .repeated(node, least: 0, most: nil) }
    if take("+") { return .repeated(node, least: 1, most: nil) }
    if take("?") { return .repeated(node, least: 0, most: 1) }
    let opening = index
    guard take("{") else { return node }
    guard let least = try count() else { throw error(.quantifier, at: opening) }
    var most: Int? = least
    if take(",") { most = try count() }
    guard take("}") else { throw error(.quantifier, at: opening) }
    if let most, most < least { throw error(.reversedQuantifier(least, most), at: opening) }
    return .repeated(node, least: least, most: most)
  }

  /// Reads a number of repetitions; nil where no digit stands here.
  private mutating func count() throws(RegexpError) -> Int? {
    let start = index
    var count = 0
    while let scalar, ("0"..."9").contains(scalar) {
      count = count * 10 + Int(scalar.value - 0x30)
      guard count <= RegexpProgram.limit else {
        throw error(.tooLarge(limit: RegexpProgram.limit), at: start)
      }
      index += 1
    }
    return index == start ? nil : count
  }

  var scalar: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard scalar == expected else { return false }
    index += 1
    return true
  }

  func error(_ kind: RegexpError.Kind, at index: Int? = nil) -> RegexpError {
    RegexpError(kind, at: scalars.prefix(index ?? self.index).reduce(0) { $0 + UTF8.width($1) })
  }
}
