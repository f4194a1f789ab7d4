import JSON

/// Reads filters (RFC 9535 §2.3.5): tests, comparisons, calls and groups, joined by `&&` and `||`.
extension PathParser {
  /// Reads the logical expression after `?`, with the white space before it.
  mutating func filter() throws(PathError) -> Filter {
    let outer = variables
    variables = []
    try enter()
    cursor.skipSpace()
    let test = try disjunction()
    depth -= 1
    let filter = Filter(test: test, variables: variables)
    variables = outer + variables.filter { !outer.contains($0) }
    return filter
  }

  private mutating func disjunction() throws(PathError) -> FilterTest {
    var tests = [try conjunction()]
    while try continues(with: "||") { tests.append(try conjunction()) }
    return tests.count == 1 ? tests[0] : .any(tests)
  }

  private mutating func conjunction() throws(PathError) -> FilterTest {
    var tests = [try basic()]
    while try continues(with: "&&") { tests.append(try basic()) }
    return tests.count == 1 ? tests[0] : .all(tests)
  }

  /// Takes the operator and the white space around it, where the operator comes next.
  private mutating func continues(with word: StaticString) throws(PathError) -> Bool {
    let end = cursor.offset
    cursor.skipSpace()
    guard cursor.take(word: word) else {
      cursor.offset = end
      return false
    }
    cursor.skipSpace()
    return true
  }

  private mutating func basic() throws(PathError) -> FilterTest {
    guard cursor.take(UInt8(ascii: "!")) else {
      return cursor.byte == UInt8(ascii: "(") ? try group() : try testOrComparison(negated: false)
    }
    cursor.skipSpace()
    if cursor.byte == UInt8(ascii: "(") { return .not(try group()) }
    return .not(try testOrComparison(negated: true))
  }

  private mutating func group() throws(PathError) -> FilterTest {
    try enter()
    cursor.offset += 1
    cursor.skipSpace()
    let test = try disjunction()
    cursor.skipSpace()
    guard cursor.take(UInt8(ascii: ")")) else { throw expected(.closingParenthesis) }
    depth -= 1
    return test
  }

  private mutating func testOrComparison(negated: Bool) throws(PathError) -> FilterTest {
    let start = cursor.offset
    let left = try term()
    let end = cursor.offset
    cursor.skipSpace()
    let sign = cursor.offset
    guard let comparison = comparison() else {
      cursor.offset = end
      return try left.asTest(at: start)
    }
    if negated { throw PathError(.comparedTest, at: sign) }
    cursor.skipSpace()
    let first = try left.asOperand(at: start)
    let second = cursor.offset
    return .compare(first, comparison, try term().asOperand(at: second))
  }

  private mutating func comparison() -> FilterOperator? {
    if cursor.take(word: "==") { return .equal }
    if cursor.take(word: "!=") { return .notEqual }
    if cursor.take(word: "<=") { return .lessOrEqual }
    if cursor.take(word: ">=") { return .greaterOrEqual }
    if cursor.take(word: "<") { return .less }
    return cursor.take(word: ">") ? .greater : nil
  }

  /// Reads a literal, a query or a call.
  mutating func term() throws(PathError) -> FilterTerm {
    switch cursor.byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .literal(.string(try string()))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .literal(try number())
    case UInt8(ascii: "@"):
      cursor.offset += 1
      return .query(FilterQuery(root: .current, segments: try segments()))
    case UInt8(ascii: "$"):
      cursor.offset += 1
      let root = try variable().map(FilterQuery.Root.variable) ?? .document
      return .query(FilterQuery(root: root, segments: try segments()))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): return try word()
    default: throw expected(.expression)
    }
  }

  /// Reads the name after `$`, where variables are allowed and a name stands here.
  private mutating func variable() throws(PathError) -> Text? {
    guard allowsVariables, let name = try variableName() else { return nil }
    if !variables.contains(name) { variables.append(name) }
    return name
  }

  /// Reads `true`, `false`, `null`, or the name of a function and its arguments.
  private mutating func word() throws(PathError) -> FilterTerm {
    let start = cursor.offset
    while cursor.byte.isFunctionNamePart { cursor.offset += 1 }
    let name = String(decoding: cursor.bytes(start..<cursor.offset), as: UTF8.self)
    if cursor.byte == UInt8(ascii: "(") { return try call(name, at: start) }
    switch name {
    case "true": return .literal(.bool(true))
    case "false": return .literal(.bool(false))
    case "null": return .literal(.null)
    default:
      cursor.offset = start
      throw expected(.expression)
    }
  }
}

extension UInt8 {
  /// Whether the byte may occur in the name of a function (RFC 9535 §2.4, function-name-char).
  fileprivate var isFunctionNamePart: Bool {
    isDigit || self == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
  }
}
