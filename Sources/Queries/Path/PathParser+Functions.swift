import JSON

/// A part of a filter before its type has been checked: it may be compared, tested, or passed to a function.
enum FilterTerm {
  case literal(Value)
  case query(FilterQuery)
  /// A call of `length`, `count` or `value`.
  case value(FilterOperand, function: String)
  /// A call of `match` or `search`.
  case logical(FilterPattern, function: String)
}

/// Checks that terms are well-typed (RFC 9535 §2.4.3).
extension FilterTerm {
  func asTest(at offset: Int) throws(PathError) -> FilterTest {
    switch self {
    case .query(let query): return .exists(query)
    case .logical(let pattern, _): return .regexp(pattern)
    case .literal: throw PathError(.literalAlone, at: offset)
    case .value(_, let function): throw PathError(.mustBeCompared(function: function), at: offset)
    }
  }

  func asOperand(at offset: Int) throws(PathError) -> FilterOperand {
    switch self {
    case .literal(let value): return .literal(value)
    case .value(let operand, _): return operand
    case .logical(_, let function): throw PathError(.notComparable(function: function), at: offset)
    case .query(let query):
      guard query.steps != nil else { throw PathError(.notSingular, at: offset) }
      return .query(query)
    }
  }

  fileprivate func asArgument(of function: String, at offset: Int) throws(PathError) -> FilterOperand {
    if case .logical = self { throw PathError(.argumentMustBeValue(function: function), at: offset) }
    return try asOperand(at: offset)
  }

  fileprivate func asNodes(of function: String, at offset: Int) throws(PathError) -> FilterQuery {
    guard case .query(let query) = self else {
      throw PathError(.argumentMustBeQuery(function: function), at: offset)
    }
    return query
  }
}

/// Reads calls of the five functions (RFC 9535 §2.4.4 to §2.4.8).
extension PathParser {
  private typealias Argument = (term: FilterTerm, offset: Int)

  mutating func call(_ name: String, at start: Int) throws(PathError) -> FilterTerm {
    guard let count = Self.argumentCount(name) else { throw PathError(.unknownFunction(name), at: start) }
    let arguments = try arguments()
    guard arguments.count == count else {
      throw PathError(.argumentCount(function: name, expected: count), at: start)
    }
    let (first, offset) = arguments[0]
    switch name {
    case "length": return .value(.length(try first.asArgument(of: name, at: offset)), function: name)
    case "count": return .value(.count(try first.asNodes(of: name, at: offset)), function: name)
    case "value": return .value(.value(try first.asNodes(of: name, at: offset)), function: name)
    default: return .logical(try Self.pattern(name, arguments[0], arguments[1]), function: name)
    }
  }

  private static func argumentCount(_ function: String) -> Int? {
    switch function {
    case "length", "count", "value": 1
    case "match", "search": 2
    default: nil
    }
  }

  private mutating func arguments() throws(PathError) -> [Argument] {
    try enter()
    cursor.offset += 1
    cursor.skipSpace()
    var arguments: [Argument] = []
    guard !cursor.take(UInt8(ascii: ")")) else {
      depth -= 1
      return arguments
    }
    repeat {
      cursor.skipSpace()
      let offset = cursor.offset
      arguments.append((try term(), offset))
      cursor.skipSpace()
    } while cursor.take(UInt8(ascii: ","))
    guard cursor.take(UInt8(ascii: ")")) else { throw expected(.commaOrParenthesis) }
    depth -= 1
    return arguments
  }

  private static func pattern(
    _ name: String, _ subject: Argument, _ pattern: Argument
  ) throws(PathError) -> FilterPattern {
    let text = try subject.term.asArgument(of: name, at: subject.offset)
    let source = try pattern.term.asArgument(of: name, at: pattern.offset)
    guard case .literal(.string(let literal)) = source else {
      return FilterPattern(subject: text, pattern: .computed(source), whole: name == "match")
    }
    let compiled = try? IRegexp(parsing: literal)
    return FilterPattern(
      subject: text, pattern: .compiled(compiled, source: literal), whole: name == "match")
  }
}
