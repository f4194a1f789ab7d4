/// The messages of all syntax faults: what must hold, and what was found.
extension SyntaxFault {
  var message: String {
    switch self {
    case .invalidUTF8(let byte): "text must be valid UTF-8, but found the byte 0x\(hexadecimal(byte))"
    case .unclosed(let bracket): "'\(bracket)' must be closed, but nothing closes it"
    case .unclosedText("\"\"\""): "a text of several lines must end with \"\"\" on a line of its own"
    case .unclosedText(let quote): "text must end on its line with \(quote), but the line ends first"
    case .closesNothing(let bracket): "'\(bracket)' must close a bracket, but none is open"
    case .tooDeep(let limit): "brackets and blocks must not nest deeper than \(limit)"
    case .tooLong(let limit): "an expression must not chain more than \(limit) operators"
    case .expected(let expectation, let found): "\(expectation.words), but found \(found.words)"
    case .strayCharacter(let scalar): "nothing begins with \(scalar.shown) here"
    case .smartQuote(let scalar, _): "text must be in straight quotes, but found \(scalar)"
    case .slashComment(let found): "a comment begins with '#', but found '\(found)'"
    case .arrow: "a function has a name, but found '=>'"
    case .bareAssignment(let name, let operation, _):
      "a variable is declared with let and written with '$', but found '\(name) \(operation)'"
    case .notAssignable(let text): "a variable or a member of one must stand before '=', but found '\(text)'"
    case .dollarInDeclaration(let name, _): "a name is declared without '$', but found '$\(name)'"
    case .otherDeclaration(let word, _): "a variable is declared with let, but found '\(word)'"
    case .otherWord(let found, let ours, _): "the word is '\(ours)', but found '\(found)'"
    case .increment(let sign, _): "a variable is changed with '+=' or '-=', but found '\(sign)'"
    case .statementInValue(let word): "a value must stand here, but '\(word)' begins a statement"
    case .withoutIf(let word): "'\(word)' must follow the '}' of \(word == "catch" ? "try" : "if")"
    case .shellChain("&", _, _): "nothing runs in the background: a command ends at the end of its line"
    case .shellChain(let operation, _, _):
      "'\(operation)' joins values, not commands: a command ends at the end of its line"
    case .shellRedirect("<", _): "a file is read by open, not by '<'"
    case .shellRedirect(let found, _): "a value is written to a file by save, not by '\(found)'"
    case .elif(let word): "a further branch is 'else if', but found '\(word)'"
    case .bareName(let name, _): "a variable begins with '$' and text stands in quotes, but found '\(name)'"
    case .bareItem(let found, _): "the item is '@', but found '\(found)'"
    case .wordOperator(let found, let operation, _): "the operator is '\(operation)', but found '\(found)'"
    case .notWord: "the operator is '!', but found 'not'"
    case .assignmentInCondition: "values are compared with '==', but found '='"
    case .chainedComparison: "a comparison has two sides, but a third follows"
    case .ternary: "a choice is written with if and else, but found '?'"
    case .pipelineInValue: "a pipeline within a value must stand in '( )'"
    case .malformedNumber(let text): "a number or duration must stand here, but found '\(text)'"
    case .phoneLength(let text, _): "a phone number has 7 to 15 digits, but found '\(text)'"
    case .flagInCall(let flag): "'\(flag)' belongs to a command, not to a call with '( )'"
    case .parameterInCall(let name): "the arguments of a call have no names, but found '\(name)='"
    case .bracesInHead: "'{' opens the body here, but a value must stand before it"
    case .memberName(let found): "a member's name must follow '.', but found \(found.words)"
    case .memberHyphen(let name): "a member with '-' in its name stands in brackets, but found '.\(name)'"
    case .method(let found, _): "a function stands before its value, but found '.\(found)('"
    case .optionalRoot(let root, _): "'?' must follow a step of a path, but found '\(root)?'"
    case .shellExpansion(let found, _): "'\(found)' inserts into text, but this is not text"
    case .filter(let words, _): words
    case .operatorInArgument: "an argument is one value, but found an operator"
    case .commaBetweenArguments: "arguments are separated by spaces, but found ','"
    case .argumentWithoutValue(let name): "a value must follow '\(name)=', but there is none"
    case .filterWithoutPipe: "'where' is a stage of its own, with '|' before it"
    case .spacedEquals: "no space may stand around the '=' of an argument"
    case .gluedArgument(let found, _): "white space must follow an argument, but found \(found.words)"
    case .fieldPath(let found, _): "a field is given by its name alone, but found '\(found)'"
    case .blockForExpression(let command, _): "\(command) takes an expression, but found a block"
    case .expressionForBlock(let command, _): "\(command) takes a block, but has none"
    case .valueInPieces(let command, _): "\(command) takes one value and a block, but found another value"
    case .blockParameter(let found): "a block has no parameters, but found '\(found)'"
    case .stageWithoutCommand: "a stage must begin with a command"
    case .unknownEscape(let text):
      "'\(text)' is not an escape: after '\\' stands one of \" \\ / b f n r t $ or uHHHH"
    case .loneSurrogate(let text): "'\(text)' is half a character: the other half must follow"
    case .doubledQuote: "a raw text cannot hold a quote, but found ''"
    case .insertedName(let found, _):
      "'${' must be followed by a variable's path and '}', but found \(found.words)"
    case .openingQuotesLine: "the text must begin on the line after \"\"\""
    case .closingQuotesLine: "the closing \"\"\" must stand on a line of its own"
    case .missingIndentation: "the line must be indented at least as far as the closing \"\"\""
    }
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}

extension Unicode.Scalar {
  /// The character itself, or its number where it would be invisible.
  fileprivate var shown: String {
    let isVisible = properties.generalCategory != .control && !properties.isWhitespace
    return isVisible ? "'\(self)'" : "the character U+" + padded(String(value, radix: 16, uppercase: true))
  }

  private func padded(_ digits: String) -> String {
    String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
  }
}

extension Found {
  var words: String {
    switch self {
    case .endOfFile: "the end of the text"
    case .endOfLine: "the end of the line"
    case .source(let text):
      // A no-break space looks like a space, so it is named by its number.
      text.unicodeScalars.count == 1 ? text.unicodeScalars.map(\.shown).joined() : "'\(text)'"
    }
  }
}

extension Expectation {
  fileprivate var words: String {
    switch self {
    case .value: "a value must stand here"
    case .operand(let operation): "a value must follow '\(operation)'"
    case .stage: "a command must follow '|'"
    case .statementEnd: "a statement must end with its line or ';'"
    case .block(let previous): "'{' must follow \(previous)"
    case .name("def"): "a name must follow def"
    case .name("param type"): "a type must follow ':'"
    case .name(let keyword): "a name of letters, digits and '_' must follow \(keyword)"
    case .word(let word, let previous): "'\(word)' must follow \(previous)"
    case .symbol(let symbol, let previous): "'\(symbol)' must follow \(previous)"
    case .separator(let closing): "',' or '\(closing)' must follow"
    case .text(let previous): "text in quotes must follow \(previous)"
    case .operatorOrEnd: "an operator or the end of the stage must follow"
    case .objectMember: "a member's name must stand here"
    }
  }
}
