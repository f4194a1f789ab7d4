/// The hints: what to write instead, in the user's own words where these are known.
extension SyntaxFault {
  /// The corrected text, which takes the place of the faulty one; nil where there is none.
  var corrected: String? {
    switch self {
    case .bareAssignment(let name, "=", let value) where name.contains("."): "$\(name) = \(value)"
    case .bareAssignment(_, "=", _): nil
    case .bareAssignment(let name, let operation, let value): "$\(name) \(operation) \(value)"
    case .dollarInDeclaration(_, let corrected), .otherDeclaration(_, let corrected),
      .otherWord(_, _, let corrected), .increment(_, let corrected), .method(_, let corrected?),
      .blockForExpression(_, let corrected), .expressionForBlock(_, let corrected),
      .valueInPieces(_, let corrected), .insertedName(_, let corrected?),
      .shellRedirect(_, let corrected), .smartQuote(_, let corrected), .bareName(_, let corrected),
      .bareItem(_, let corrected), .wordOperator(_, _, let corrected), .assignmentInCondition(let corrected),
      .shellExpansion(_, let corrected), .operatorInArgument(let corrected),
      .commaBetweenArguments(let corrected), .spacedEquals(let corrected), .filterWithoutPipe(let corrected),
      .fieldPath(_, let corrected),
      .doubledQuote(let corrected), .gluedArgument(_, let corrected?),
      .stageWithoutCommand(let corrected?, _),
      .optionalRoot(_, let corrected?), .phoneLength(_, let corrected?):
      corrected
    case .shellChain("||", let first, let second): "try { \(first) } catch { \(second) }"
    case .notWord(let before, let path): "\(before)!\(path)"
    case .malformedNumber(let text) where text.isNumberWithZero: "\"\(text)\""
    case .elif: "else if"
    case .memberHyphen(let name): "['\(name)']"
    case .invalidUTF8, .unclosed, .unclosedText, .closesNothing, .tooDeep, .tooLong, .expected,
      .strayCharacter, .slashComment, .notAssignable, .arrow, .statementInValue, .withoutIf, .shellChain,
      .chainedComparison, .ternary, .pipelineInValue, .malformedNumber, .phoneLength, .flagInCall,
      .parameterInCall, .bracesInHead, .memberName, .method, .optionalRoot, .filter, .gluedArgument,
      .blockParameter,
      .stageWithoutCommand, .unknownEscape, .loneSurrogate, .insertedName, .openingQuotesLine,
      .closingQuotesLine, .missingIndentation, .argumentWithoutValue:
      nil
    }
  }

  /// Another corrected text, for where the first one does not check.
  var otherwise: String? { if case .stageWithoutCommand(_, let text) = self { text } else { nil } }

  /// The corrected text as the hint shows it; nil where it is shown as it is.
  var shown: String? {
    guard case .notWord(let before, let path) = self else { return nil }
    return "\(before)\(path) == null for what has none, \(before)!\(path) for what is false"
  }

  /// Another hint, for faults without a corrected text, or where that text would not check.
  var hint: String? {
    switch self {
    case .expected(let expectation, let found): expectation.hint(found)
    case .blockParameter: "the item is '@'"
    case .unclosedText("\""): "a text of several lines stands between \"\"\" and \"\"\""
    case .bareAssignment(let name, "=", let value) where !name.contains("."):
      // A value that consists of more than one token may itself be wrong, so it is not repeated.
      value.isOneValue
        ? "let \(name) = \(value) declares, $\(name) = \(value) assigns"
        : "let \(name) = … declares, $\(name) = … assigns"
    case .otherDeclaration("export", _):
      "the environment is set before wessaal starts; a variable of this program is declared by let"
    case .argumentWithoutValue(let name): "\(name)=\"\" is an empty text"
    case .method(_, nil):
      "a member is '$name.member', and what is done for each item is written with '@': map($list, @.name)"
    case .statementInValue: "a statement stands on its own line, or in the braces of a block"
    case .shellChain(_, _, let second): "put \(second) on its own line"
    case .strayCharacter(let scalar) where scalar.properties.isWhitespace: "a plain space must stand here"
    case .strayCharacter("`"): "the value of a command stands in '( … )'; no builtin starts a program"
    case .memberName(.source(let found)) where found.allSatisfy(\.isNumber):
      "an item of a list is '[\(found)]'"
    case .arrow: "an expression over each item is written with '@': map @ + 1; else: def name(a) { … }"
    case .chainedComparison: "join two comparisons with '&&'"
    case .ternary: "as in: if $n > 1 { \"many\" } else { \"one\" }; or '?' right after a step: $a.b?"
    case .flagInCall, .parameterInCall: "write it as a command: (name argument …)"
    case .bracesInHead: "an object stands in '( )' here"
    case .memberHyphen: "a subtraction has spaces around its '-'"
    case .bareItem(let found, _) where found.first?.isLetter == true && found.allSatisfy(\.isPlain):
      "where the items are objects, a member is '@.\(found)'"
    case .operatorInArgument(let corrected) where corrected.contains(" - "):
      "a calculation stands in '( )', and a '-' that is a value in quotes: \"-\""
    case .operatorInArgument: "a calculation stands in '( )'"
    case .shellExpansion("$(", _): "the value of a command stands in '( )'"
    case .shellExpansion: "a variable is written '$name'"
    case .gluedArgument(.source(let found), _)
    where found.unicodeScalars.allSatisfy(\.properties.isWhitespace):
      "a plain space must stand here"
    case .gluedArgument(.source("."), nil):
      "a member is that of a variable or of '( … )'; a script is run in the shell: wessaal FILE.wsl"
    case .gluedArgument(.source("{"), _): "a space stands before '{'"
    case .gluedArgument(.source, _): "a text with more than letters and digits stands in quotes"
    case .stageWithoutCommand: "map gives a value for each item, where keeps items, and each runs a block"
    case .blockForExpression: "an expression over '@' stands there, without braces"
    case .expressionForBlock(let command, _): "as in: \(command) { … }"
    case .malformedNumber(let text) where text.isNumberWithZero:
      "digits that begin with a 0 are a text, in quotes"
    case .valueInPieces: "a text holds several: \"a:$b\""
    case .optionalRoot("$", nil):
      "a failure is caught: try { … } catch e { … }; $response.status is the last answer's status"
    case .optionalRoot: "a variable is always there; '?? 0' stands for a null one"
    case .filter(_, let hint): hint
    case .insertedName: "a dollar sign in text is '\\$'"
    case .unknownEscape: "a backslash in text is '\\\\', and raw text in ' ' has no escapes"
    case .invalidUTF8, .unclosed, .unclosedText, .closesNothing, .tooDeep, .tooLong, .strayCharacter,
      .smartQuote, .slashComment, .bareAssignment, .notAssignable, .dollarInDeclaration, .otherDeclaration,
      .otherWord, .increment, .withoutIf, .shellRedirect, .elif, .bareName, .bareItem, .wordOperator,
      .notWord,
      .assignmentInCondition, .pipelineInValue, .malformedNumber, .phoneLength, .memberName, .method(_, _?),
      .commaBetweenArguments, .spacedEquals, .filterWithoutPipe, .gluedArgument, .fieldPath, .loneSurrogate,
      .doubledQuote,
      .openingQuotesLine, .closingQuotesLine, .missingIndentation:
      nil
    }
  }
}

extension String {
  /// Whether it may be a phone number as it is dialled within its country.
  fileprivate var isNumberWithZero: Bool {
    count > 1 && first == "0" && allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Whether the text is a word, a number, a variable, or a text in quotes that inserts nothing.
  fileprivate var isOneValue: Bool {
    let inner = dropFirst().dropLast()
    if count > 1, first == last, first == "\"" || first == "'" {
      return inner.allSatisfy { !"\\\"'$".contains($0) }
    }
    return !isEmpty && allSatisfy { $0.isPlain || "+-.$".contains($0) }
  }
}

extension Character {
  /// Whether the character may occur in a name.
  fileprivate var isPlain: Bool { isLetter || isNumber || self == "_" }
}

extension Expectation {
  fileprivate func hint(_ found: Found) -> String? {
    switch (self, found) {
    case (.value, .source("/")): "a regular expression stands in quotes: @ matches \"^a.c$\""
    case (.value, .source(".")):
      "a member is '@.name' or '$x.name'; a script is run in the shell: wessaal FILE.wsl"
    case (.name("for"), .source("(")): "as in: for item in $list { … }"
    case (.name("param"), .source("-")): "as in: param name: string = \"default\""
    case (.name(let keyword), .source(let name)) where keyword != "def" && name.contains("-"):
      "as in: \(name.replacing("-", with: "_"))"
    case (.word("in", let previous), _): "as in: \(previous) in …"
    case (.word("catch", _), _), (.name("catch"), _): "as in: try { … } catch e { … }"
    case (.statementEnd, .source(".")), (.statementEnd, .source("[")):
      "a path starts at a variable, '@', a call or '( … )'"
    case (.block, .endOfLine): "the '{' stands on the same line"
    case (.block, .source): "'{' and '}' stand around the body"
    case (.symbol("(", let previous), .source) where previous.hasPrefix("def "):
      "as in: \(previous)(a, b) { … }"
    case (.text("use"), .source): "a file's name stands in quotes: use \"lib.wsl\""
    case (.stage, .source("for")), (.stage, .source("while")):
      "each { … } runs a block for each item, which is '@'"
    case (.stage, .source("if")): "'where' keeps items; in a block: each { if … { … } }"
    default: nil
    }
  }
}
