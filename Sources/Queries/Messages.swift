import JSON

// The texts of all errors in this room. Each says what must hold, and what was found.

extension PathError {
  public var message: String {
    switch kind {
    case .expected(let expectation, let found):
      "\(expectation.words) must stand here, but \(JSONError.words(for: found)) does"
    case .literal(let kind): kind.message
    case .leadingZero: "an index must not begin with 0 before another digit"
    case .negativeZero: "an index must not be -0"
    case .outOfRange: "an index must be within ±9007199254740991"
    case .notSingular: "what is compared must be one value, but this path can select several"
    case .literalAlone: "a literal must be compared with something, but stands alone"
    case .comparedTest: "! must stand before a test, but stands before a comparison"
    case .unknownFunction(let name):
      "a function must be one of length count match search value, but is \(name)"
    case .argumentCount(let function, let expected):
      "\(function) must have \(expected == 1 ? "one argument" : "\(expected) arguments")"
    case .argumentMustBeQuery(let function): "the argument of \(function) must be a path"
    case .argumentMustBeValue(let function): "an argument of \(function) must be a value"
    case .mustBeCompared(let function): "\(function)(…) is a value and must be compared with something"
    case .notComparable(let function): "\(function)(…) is a test and must not be compared"
    case .tooDeep(let limit): "brackets must not be nested more than \(limit) deep"
    }
  }

  public var hint: String? {
    switch kind {
    case .comparedTest: "put the comparison in parentheses: !(…)"
    case .expected(.closingParenthesis, UInt8(ascii: "=")), .expected(.commaOrBracket, UInt8(ascii: "=")):
      "equality is written =="
    case .notSingular: "count(…) tells how many there are; value(…) is the only one"
    default: nil
    }
  }
}

extension PathError.Expectation {
  fileprivate var words: String {
    switch self {
    case .root: "$"
    case .segment: ". or [ or the end of the path"
    case .name: "a name or *"
    case .selector: "a name between quotes, an index, a slice, * or ?"
    case .commaOrBracket: ", or ]"
    case .integer: "a digit"
    case .expression: "a path from @ or $, a literal or a function"
    case .closingParenthesis: ")"
    case .commaOrParenthesis: ", or )"
    }
  }
}

extension RegexpError {
  public var message: String {
    switch kind {
    case .unescaped(let scalar): "\(scalar) must be escaped to stand for itself"
    case .nothingToRepeat(let scalar): "\(scalar) must follow what it repeats"
    case .unclosedGroup: "( must be closed by )"
    case .unopenedGroup: ") must close a ("
    case .unclosedClass: "[ must be closed by ]"
    case .emptyClass: "[ ] must hold at least one character"
    case .misplacedHyphen: "- in [ ] must be first, last, or between two characters"
    case .reversedRange(let low, let high): "a range must rise, but \(low)-\(high) falls"
    case .quantifier: "a repetition must be {n}, {n,} or {n,m}"
    case .reversedQuantifier(let least, let most): "a repetition must rise, but {\(least),\(most)} falls"
    case .unknownEscape(let scalar?): "\\\(scalar) must be one of the escapes of I-Regexp (RFC 9485)"
    case .unknownEscape(nil): "\\ must be followed by what it escapes"
    case .unknownCategory(let name):
      "\\p must be followed by a category of characters such as {L} or {Nd}, but is by {\(name)}"
    case .tooDeep(let limit): "groups must not be nested more than \(limit) deep"
    case .tooLarge(let limit):
      "a pattern, its repetitions written out, must have at most \(limit) steps"
    }
  }

  public var hint: String? {
    switch kind {
    case .nothingToRepeat("?"): "I-Regexp has no lazy repetition, no lookaround and no (?…) groups"
    case .unescaped(let scalar), .nothingToRepeat(let scalar): "itself, it is written \\\(scalar)"
    default: nil
    }
  }
}
