import JSON
import Source

/// Reads commands: `name arg …`.
extension Parser {
  /// Reads a command. In a stage its input comes from the pipeline; elsewhere the input is the first argument.
  mutating func command(asStage: Bool) throws(Fault) -> Command {
    let token = next()
    let name = numbered(text(token), span(token))
    let verb = vocabulary.isNoun(name.text) ? self.verb() : nil
    let outer = context
    context.hintStart = token.start
    context.expressionStart = nil
    defer { context = outer }
    let signature = vocabulary.signature(name.text, verb: verb?.text)
    var operands = Operands(signature)
    if !asStage, let signature, signature.input != .none, !startsAtItem { operands.inputComesFirst() }
    let arguments = try arguments(operands, of: name, verb)
    return Command(
      name: name, verb: verb, arguments: arguments, form: .command, span: span(from: token.start))
  }

  /// Whether the first argument begins with an `@` that has no meaning here. Then the input was forgotten, and the
  /// checker says so.
  private var startsAtItem: Bool {
    var ahead = lexer
    ahead.skipBlanks()
    return !context.item && ahead.byte(ahead.position) == UInt8(ascii: "@")
  }

  /// Reads the second word of an API command; nil where something else follows.
  private mutating func verb() -> Name? {
    let token = peek()
    guard token.kind == .name, token.spaced, !isFollowed(token, by: UInt8(ascii: "=")),
      endsArgument(token.end)
    else { return nil }
    next()
    return Name(text(token), span(token))
  }

  private mutating func arguments(
    _ operands: Operands, of name: Name, _ verb: Name?
  ) throws(Fault) -> [Argument] {
    var operands = operands
    var arguments: [Argument] = []
    while true {
      let before = lexer.position
      lexer.skipBlanks()
      if endsCommand(lexer.position) {
        lexer.position = arguments.last.map { Int($0.span.end) } ?? Int((verb ?? name).span.end)
        return arguments
      }
      guard lexer.position > before else { throw glued(arguments.last, to: before, of: name, verb) }
      arguments.append(try argument(&operands, after: arguments.last, of: name, verb))
    }
  }

  /// Whether a command ends at this offset: at a newline, `;`, `|`, a closing bracket or the end of the file; in a head
  /// also at `{`; in a list also at a comma.
  func endsCommand(_ offset: Int) -> Bool {
    switch lexer.byte(offset) {
    case 0: offset >= lexer.bytes.count
    case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "}"): true
    case UInt8(ascii: "|"): lexer.byte(offset + 1) != UInt8(ascii: "|")
    case UInt8(ascii: "{"): context.head
    case UInt8(ascii: ","), UInt8(ascii: "]"): context.listed
    default: false
    }
  }

  /// Whether an argument may end at this offset: at white space, or where its command ends.
  func endsArgument(_ offset: Int) -> Bool {
    lexer.isBlank(lexer.byte(offset)) || endsCommand(offset) || lexer.afterEscapedNewline(offset) != nil
  }
}

/// Keeps track of the operand of a signature to which the next positional argument belongs.
struct Operands {
  private let signature: Signature?
  private var index = 0
  /// Whether the first argument is the input, which stands before the operands.
  private var input = false

  init(_ signature: Signature?) { self.signature = signature }

  /// Whether the command has a known signature.
  var isKnown: Bool { signature != nil }

  /// The kind of the next operand; `value` where there is none.
  var kind: Operand.Kind { next?.kind ?? .value }

  /// Whether the next operand is the last one.
  var isLast: Bool {
    guard let operands = signature?.operands else { return false }
    return index + 1 >= operands.count && !(operands.last?.repeated ?? false)
  }

  private var next: Operand? {
    guard !input, let operands = signature?.operands else { return nil }
    if index < operands.count { return operands[index] }
    guard let last = operands.last, last.repeated else { return nil }
    return last
  }

  /// Whether a `{` here begins the block that the command takes.
  var takesBlock: Bool {
    for operand in signature?.operands.dropFirst(index) ?? [] {
      if operand.kind == .block { return true }
      if operand.required { return false }
    }
    return false
  }

  /// Whether a block is among the operands that are left.
  var hasBlock: Bool { signature?.operands.dropFirst(index).contains { $0.kind == .block } ?? false }

  /// Whether only a block may come next.
  var mustBeBlock: Bool { next.map { $0.kind == .block && $0.required } ?? false }

  mutating func inputComesFirst() { input = true }

  mutating func advance() { if input { input = false } else { index += 1 } }

  /// Passes the optional operands that were left out before the block.
  mutating func advanceToBlock() {
    guard let operands = signature?.operands else { return }
    while index < operands.count, operands[index].kind != .block { index += 1 }
    index += 1
  }

  /// The flag with this name; nil where the command has none.
  func flag(_ name: String) -> Flag? { signature?.flags.first { $0.name == name } }
}
