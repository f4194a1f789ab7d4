/// What to write instead, with the writer's own words where they are known.
extension SyntaxFault {
  var hint: String? {
    switch self {
    case .expected(.objectMember, .source("@")):
      "a block stands after each; map, where and their like take an expression: map @.name"
    case .expected(.name("for"), .source("(")): "write: for name in … { … }"
    case .unclosedText("\""): "a text of several lines stands between \"\"\" and \"\"\""
    case .bareAssignment(let name, "=", let value) where name.contains("."):
      "write: $\(name) = \(value)"
    case .bareAssignment(let name, "=", let value):
      "let \(name) = \(value) declares, $\(name) = \(value) assigns"
    case .bareAssignment(let name, let operation, let value): "write: $\(name) \(operation) \(value)"
    case .dollarInDeclaration(_, let corrected), .otherDeclaration(_, let corrected),
      .shellRedirect(_, let corrected),
      .smartQuote(_, let corrected), .bareName(_, let corrected),
      .bareItem(_, let corrected), .wordOperator(_, _, let corrected),
      .assignmentInCondition(let corrected), .shellExpansion(_, let corrected),
      .operatorInArgument(let corrected), .commaBetweenArguments(let corrected),
      .spacedEquals(let corrected), .fieldPath(let corrected), .doubledQuote(let corrected),
      .gluedArgument(_, let corrected?), .stageWithoutCommand(let corrected?):
      "write: \(corrected)"
    case .statementInValue: "a statement stands on its own line, or in the braces of a block"
    case .shellChain("||", let first, let second): "write: try { \(first) } catch { \(second) }"
    case .shellChain(_, _, let second): "put \(second) on its own line"
    case .strayCharacter(let scalar) where scalar.properties.isWhitespace: "a plain space must stand here"
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
