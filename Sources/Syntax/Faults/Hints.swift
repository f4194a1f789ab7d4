/// What to write instead, with the writer's own words where they are known.
extension SyntaxFault {
  var hint: String? {
    switch self {
    case .expected(let expectation, let found): expectation.hint(found)
    case .blockParameter: "the item is '@'"
    case .unclosedText("\""): "a text of several lines stands between \"\"\" and \"\"\""
    case .bareAssignment(let name, "=", let value) where name.contains("."):
      "write: $\(name) = \(value)"
    case .bareAssignment(let name, "=", let value):
      "let \(name) = \(value) declares, $\(name) = \(value) assigns"
    case .bareAssignment(let name, let operation, let value): "write: $\(name) \(operation) \(value)"
    case .dollarInDeclaration(_, let corrected), .otherDeclaration(_, let corrected),
      .otherWord(_, _, let corrected), .increment(_, let corrected), .method(_, let corrected),
      .blockForExpression(_, let corrected), .expressionForBlock(_, let corrected),
      .shellRedirect(_, let corrected),
      .smartQuote(_, let corrected), .bareName(_, let corrected),
      .bareItem(_, let corrected), .wordOperator(_, _, let corrected),
      .assignmentInCondition(let corrected), .shellExpansion(_, let corrected),
      .operatorInArgument(let corrected), .commaBetweenArguments(let corrected),
      .spacedEquals(let corrected), .fieldPath(_, let corrected), .doubledQuote(let corrected),
      .gluedArgument(_, let corrected?), .stageWithoutCommand(let corrected?):
      "write: \(corrected)"
    case .statementInValue: "a statement stands on its own line, or in the braces of a block"
    case .shellChain("||", let first, let second): "write: try { \(first) } catch { \(second) }"
    case .shellChain(_, _, let second): "put \(second) on its own line"
    case .strayCharacter(let scalar) where scalar.properties.isWhitespace: "a plain space must stand here"
    case .strayCharacter("`"): "the value of a command stands in '( … )'; no builtin starts a program"
    case .memberName(.source(let found)) where found.allSatisfy(\.isNumber):
      "an item of a list is '[\(found)]'"
    case .arrow: "an expression over each item is written with '@': map @ + 1; else: def name(a) { … }"
    case .elif: "write: else if"
    case .chainedComparison: "join two comparisons with '&&'"
    case .ternary: "write: if … { … } else { … }; or '?' right after a step: $a.b?"
    case .flagInCall, .parameterInCall: "write it as a command: (name argument …)"
    case .bracesInHead: "an object stands in '( )' here"
    case .memberHyphen(let name): "write: ['\(name)']; a subtraction has spaces around its '-'"
    case .optionalRoot: "a variable is always there; for a null one write: ?? and another value"
    case .filter(_, let hint): hint
    case .insertedName: "a dollar sign in text is '\\$'"
    case .unknownEscape: "a backslash in text is '\\\\', and raw text in ' ' has no escapes"
    default: nil
    }
  }
}

extension Expectation {
  fileprivate func hint(_ found: Found) -> String? {
    switch (self, found) {
    case (.value, .source("/")): "a regular expression stands in quotes: @ matches \"^a.c$\""
    case (.name("for"), .source("(")): "write: for name in … { … }"
    case (.name("param"), .source("-")): "write: param name: string = \"default\""
    case (.name(let keyword), .source(let name)) where keyword != "def" && name.contains("-"):
      "write: \(name.replacing("-", with: "_"))"
    case (.word("in", let previous), _): "write: \(previous) in …"
    case (.word("catch", _), _), (.name("catch"), _): "write: try { … } catch e { … }"
    case (.statementEnd, .source(".")), (.statementEnd, .source("[")):
      "a path starts at a variable, '@', a call or '( … )'"
    case (.block, .endOfLine): "the '{' stands on the same line"
    case (.block, .source): "'{' and '}' stand around the body"
    case (.symbol("(", let previous), .source) where previous.hasPrefix("def "):
      "write: \(previous)(a, b) { … }"
    case (.text("use"), .source): "a file's name stands in quotes: use \"lib.wsl\""
    case (.stage, .source("for")), (.stage, .source("while")):
      "each { … } runs a block for each item, which is '@'"
    case (.stage, .source("if")): "'where' keeps items; in a block: each { if … { … } }"
    default: nil
    }
  }
}
