// The words for every error of this room: what must hold, and what was found.

extension JSONError {
  public var message: String { kind.message }

  public var hint: String? {
    switch kind {
    case .expected(.value, let found?) where found == UInt8(ascii: "'"): "JSON quotes with \""
    case .expected(.name, let found?) where found == UInt8(ascii: "}"):
      "JSON has no comma after the last member"
    case .expected(.value, let found?) where found == UInt8(ascii: "]"):
      "JSON has no comma after the last element"
    case .controlCharacter(let byte): "write it as \(escape(of: byte))"
    case .leadingZero: "a number that must keep its zeros is a string"
    case .invalidUTF8: "save the text as UTF-8"
    default: nil
    }
  }
}

extension JSONError.Kind {
  var message: String {
    switch self {
    case .expected(let expectation, let found):
      "\(expectation.words) must stand here, but \(words(for: found)) does"
    case .leadingZero: "a number must not begin with 0 before another digit"
    case .controlCharacter(let byte):
      "a control character in a string must be escaped, but \(words(for: byte)) is not"
    case .unknownEscape(let byte):
      "after \\ must stand one of \" \\ / b f n r t u, but \(words(for: byte)) does"
    case .loneSurrogate(let unit):
      "a surrogate must be one of a pair, but \\u\(hex(UInt32(unit), 4)) stands alone"
    case .invalidUTF8(let byte):
      "the text must be UTF-8, but the byte 0x\(hex(UInt32(byte), 2)) is not part of it"
    case .tooDeep(let limit): "arrays and objects must not be nested more than \(limit) deep"
    case .byteOrderMark: "the text must begin with a value, but a byte order mark does"
    }
  }
}

extension JSONError.Expectation {
  fileprivate var words: String {
    switch self {
    case .value: "a value"
    case .array: "an array"
    case .name: "a member's name between \" and \""
    case .nameOrClose: "a member's name between \" and \", or }"
    case .colon: ":"
    case .commaOrBracket: ", or ]"
    case .commaOrBrace: ", or }"
    case .digit: "a digit"
    case .hexDigit: "a hexadecimal digit"
    case .quote: "the closing quote"
    case .end: "the end of the text"
    case .word(let word): word
    }
  }
}

extension PathError {
  public var message: String {
    switch kind {
    case .expected(let expectation, let found):
      "\(expectation.words) must stand here, but \(words(for: found)) does"
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
    case .unescaped(let scalar): "\(scalar) must be escaped where it means itself"
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

private func words(for byte: UInt8?) -> String {
  switch byte {
  case nil: "the end"
  case 0x20: "a space"
  case 0x0A: "the end of the line"
  case 0x09: "a tab"
  case let byte? where (0x21...0x7E).contains(byte): "\(Unicode.Scalar(byte))"
  case let byte?: "the byte 0x\(hex(UInt32(byte), 2))"
  }
}

private func escape(of byte: UInt8) -> String {
  var bytes: [UInt8] = []
  bytes.appendEscape(byte)
  return String(decoding: bytes, as: UTF8.self)
}

private func hex(_ value: UInt32, _ width: Int) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: width - digits.count) + digits
}
