import JSON
import Source

/// Reads calls: `name(arg, …)`.
extension Parser {
  /// Reads a call. In a stage its input comes from the pipeline; elsewhere the input is the first argument.
  mutating func call(asStage: Bool) throws(Fault) -> Command {
    let token = next()
    let name = numbered(text(token), span(token))
    let signature = vocabulary.signature(name.text, verb: nil)
    var operands = Operands(signature)
    if !asStage, let signature, signature.input != .none { operands.inputComesFirst() }
    let arguments = try callArguments(operands)
    return Command(name: name, verb: nil, arguments: arguments, form: .call, span: span(from: token.start))
  }

  private mutating func callArguments(_ operands: Operands) throws(Fault) -> [Argument] {
    let open = next()
    return try bracketed(from: open.start) { parser throws(Fault) in
      var operands = operands
      var arguments: [Argument] = []
      while parser.accept(.closeParenthesis) == nil {
        arguments.append(try parser.callArgument(operands))
        operands.advance()
        try parser.separator(before: .closeParenthesis)
      }
      return arguments
    }
  }

  private mutating func callArgument(_ operands: Operands) throws(Fault) -> Argument {
    let token = peek()
    let kind = try callArgumentKind(token, operands)
    return Argument(kind, span(from: token.start))
  }

  private mutating func callArgumentKind(
    _ token: Token, _ operands: Operands
  ) throws(Fault) -> Argument.Kind {
    if let mistake = mistakenCallArgument(token) { throw mistake }
    if operands.kind == .path, let mistake = bareFileName(token) { throw mistake }
    if accept(.spread) != nil { return .spread(try expression()) }
    if token.isSymbol(.openBrace), isBlock(token, operands) { return .block(try block(after: "the call")) }
    if operands.kind == .field, let field = callField(token) { return field }
    let outer = context
    context.item = operands.kind == .item || operands.kind == .place
    defer { context = outer }
    return .operand(try staged())
  }

  private func isBlock(_ brace: Token, _ operands: Operands) -> Bool {
    operands.isKnown ? operands.kind == .block : !looksLikeObject(brace.start)
  }

  /// Reads a field that is given by its name alone, where the signature takes fields.
  private mutating func callField(_ token: Token) -> Argument.Kind? {
    guard let path = fieldPath(from: token.start), lexer.byte(path.end) != UInt8(ascii: "(") else {
      return nil
    }
    lexer.position = path.end
    return .field(names(of: path), optional: path.optional)
  }
}
