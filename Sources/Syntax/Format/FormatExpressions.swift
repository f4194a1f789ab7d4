import Source

/// Lays out expressions other than paths.
extension Formatter {
  mutating func expression(_ expression: Expression) {
    switch expression.kind {
    case .literal, .raw, .word: atom(expression.span)
    case .text(let text): self.text(text)
    case .array(let elements): array(elements, expression.span)
    case .object(let members): object(members, expression.span)
    case .path(let root, let segments): path(root, segments, expression.span)
    case .unary(let operation, let operand): unary(operation, operand, expression.span)
    case .binary(let operation, let left, let right): binary(operation, left, right)
    }
  }

  /// Writes a text as it was typed. A text of several lines moves together with its statement.
  mutating func text(_ text: TextLiteral) {
    guard text.multiline else { return atom(text.span) }
    let (start, end) = (Int(text.span.start), Int(text.span.end))
    comments(before: start)
    note()
    add(.lines(Int32(start), Int32(end)))
    passComments(before: end)
  }

  // MARK: - Lists

  private mutating func array(_ elements: [Element], _ span: Span) {
    let hugs = elements.count == 1 && !elements[0].spread && elements[0].value.isBracketed ? 0 : nil
    list(
      elements,
      Brackets("[", "]", start: Int(span.start), end: Int(span.end), staysBroken: true, hugs: hugs),
      span: \.value.span, write: { formatter, element in formatter.element(element) })
  }

  private mutating func element(_ element: Element) {
    if element.spread { word("...") }
    expression(element.value)
  }

  private mutating func object(_ members: [ObjectMember], _ span: Span) {
    list(
      members, Brackets("{", "}", start: Int(span.start), end: Int(span.end), staysBroken: true),
      span: \.span, write: { formatter, member in formatter.member(member) })
  }

  private mutating func member(_ member: ObjectMember) {
    switch member {
    case .pair(let key, let element):
      self.key(key)
      word(": ")
      self.element(element)
    case .variable(let name): atom(name)
    case .spread(let value):
      word("...")
      expression(value)
    }
  }

  private mutating func key(_ key: ObjectMember.Key) {
    switch key {
    case .name(let name): atom(name)
    case .text(let text): self.text(text)
    case .computed(let value):
      word("[")
      expression(value)
      word("]")
    }
  }

  // MARK: - Operators

  /// Writes an operator before its operand. A space stands between them only where a number or another `-` would
  /// otherwise be read together with the operator.
  private mutating func unary(_ operation: UnaryOperator, _ operand: Expression, _ span: Span) {
    comments(before: Int(span.start))
    switch operation {
    case .not: word("!")
    case .negate: word("-")
    }
    let next = source.byte(Int(operand.span.start))
    let isApart = operand.span.start > span.start + 1
    if isApart, next == UInt8(ascii: "-") || source.isDigit(next) { add(.space) }
    expression(operand)
  }

  /// Writes a chain of operators of the same level. Either it breaks at all of them or at none. It breaks before those
  /// operators with which a line may begin, and after the others.
  private mutating func binary(_ operation: BinaryOperator, _ left: Expression, _ right: Expression) {
    if operation == .range { return range(left, right) }
    var first = left
    var rest = [(operation, right)]
    while case .binary(let inner, let left, let right) = first.kind, inner.level == operation.level {
      rest.append((inner, right))
      first = left
    }
    group { formatter in
      formatter.indented(.indentLine(2)) { formatter in
        let before = formatter.newlines
        formatter.expression(first)
        for (operation, operand) in rest.reversed() { formatter.operand(operation, operand) }
        if formatter.newlines > before { formatter.force() }
      }
    }
  }

  private mutating func operand(_ operation: BinaryOperator, _ operand: Expression) {
    if operation.mayBeginLine {
      comments(before: Int(operand.span.start))
      add(.line(blank: false))
      operatorWord(operation.rawValue)
      add(.space)
    } else {
      add(.space)
      operatorWord(operation.rawValue)
      comments(before: Int(operand.span.start))
      add(.line(blank: false))
    }
    expression(operand)
  }

  /// Writes `1..10`, with spaces where it would otherwise be read as a step of a path.
  private mutating func range(_ left: Expression, _ right: Expression) {
    expression(left)
    let isTight = right.beginsTight(source.byte(Int(right.span.start))) && left.isSimple && right.isSimple
    if !isTight { add(.space) }
    word("..")
    if !isTight { add(.space) }
    expression(right)
  }

  mutating func operatorWord(_ spelling: String) { add(made: Array(spelling.utf8)) }
}

extension Expression {
  /// Whether the expression is a literal or a path.
  fileprivate var isSimple: Bool {
    switch kind {
    case .literal, .path: true
    case .text, .raw, .word, .array, .object, .unary, .binary: false
    }
  }

  fileprivate func beginsTight(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "-"),
      UInt8(ascii: "@"):
      true
    default: false
    }
  }
}

extension BinaryOperator {
  /// Whether a line outside brackets may begin with this operator.
  fileprivate var mayBeginLine: Bool { self == .coalesce || self == .or || self == .and }

  /// The level of the operator. Operators of the same level form a chain.
  fileprivate var level: Int {
    switch self {
    case .coalesce: 0
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained, .matches: 3
    case .range: 4
    case .add, .subtract: 5
    case .multiply, .divide, .remainder: 6
    }
  }
}

extension ObjectMember {
  /// The span of the member, from its name to the end of its value.
  fileprivate var span: Span {
    switch self {
    case .pair(.name(let name), let element): name.span.through(element.value.span)
    case .pair(.text(let text), let element): text.span.through(element.value.span)
    case .pair(.computed(let key), let element): key.span.through(element.value.span)
    case .variable(let name): name.span
    case .spread(let value): value.span
    }
  }
}
