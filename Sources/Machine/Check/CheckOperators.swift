import JSON
import Queries
import Source
import Syntax

/// What operators take, and what comes of them.
extension Checker {
  func check(_ sign: UnaryOperator, _ operand: Expression, at span: Span) -> Outline {
    let outline = check(operand)
    switch sign {
    case .not:
      condition(outline, at: operand.span)
      return outline.value?.asBool.map { .value(.bool(!$0)) } ?? .types(.boolean)
    case .negate:
      if let value = outline.value, let negated = try? Arithmetic.negate(value) { return .value(negated) }
      if outline.types.excludes(.number) { fault(.operand("'-'", "a number", outline), at: span) }
      return .types(.number)
    }
  }

  func check(_ sign: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span) -> Outline {
    if sign == .coalesce { tellSwallowed(right) }
    if sign.isGuard { return checkGuards(Expression(.binary(sign, left, right), span)) }
    let (first, second) = (check(left), check(right))
    tellOverlooked(sign, first, second, at: span)
    switch sign {
    case .coalesce, .or, .and: return .unknown
    case .equal, .notEqual:
      if !left.isLiteral || !right.isLiteral { checkEquality(sign, first, second, at: span) }
      return .types(.boolean)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      tellNoTime(sign, left, right, second.value, at: span)
      let common = first.types.intersection(second.types)
      if common.excludes([.number, .text]) { fault(.operands(sign.rawValue, first, second), at: span) }
      return .types(.boolean)
    case .contained:
      if !first.canBe(in: second) { fault(.operands("in", first, second), at: span) }
      return .types(.boolean)
    case .matches: return checkMatch(first, second, right, at: span)
    case .range:
      if first.types.excludes(.number) || second.types.excludes(.number) {
        fault(.rangeEnds(first, second), at: span)
      }
      return .list(of: .types(.number))
    case .add, .subtract, .multiply, .divide, .remainder:
      return checkArithmetic(sign, first, second, at: span)
    }
  }

  /// `$x ?? 0 > 3`: the comparison is what stands in for null, and a literal is compared.
  private func tellSwallowed(_ right: Expression) {
    guard case .binary(let sign, let first, _) = right.kind, first.isLiteral else { return }
    switch sign {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained, .matches:
      warn(
        "'??' takes all that follows it, so that '\(sign.rawValue)' compares a literal", at: right.span,
        hint: "in parentheses the value is compared: ($value ?? 0) \(sign.rawValue) …")
    default: break
    }
  }

  private func checkMatch(_ text: Outline, _ pattern: Outline, _ right: Expression, at span: Span) -> Outline
  {
    if text.types.excludes(.text) || pattern.types.excludes(.text) {
      fault(.operands("matches", text, pattern), at: span)
    } else if let pattern = pattern.value?.asText {
      check(pattern: pattern, at: right.span)
    }
    return .types(.boolean)
  }

  // MARK: Arithmetic

  /// Whether a number is 0 or too large is left to the run: whoever writes such a literal means it.
  private func checkArithmetic(
    _ sign: BinaryOperator, _ left: Outline, _ right: Outline, at span: Span
  ) -> Outline {
    let wanted: Types = sign == .add ? [.number, .text, .list, .object] : .number
    let common = left.types.intersection(right.types).intersection(wanted)
    if common.isEmpty {
      fault(.operands(sign.rawValue, left, right), at: span)
      return .unknown
    }
    if let first = left.value, let second = right.value, let result = try? sign.apply(first, second),
      Outline.value(result).isSmall
    {
      return .value(result)
    }
    switch common {
    case .list: return .list(of: left.item.or(right.item))
    case .object: return merged(left, right)
    default: return .types(common)
    }
  }

  /// Of two objects that are joined, the right one wins.
  private func merged(_ left: Outline, _ right: Outline) -> Outline {
    guard let first = left.members, let second = right.members else { return .types(.object) }
    let kept = first.all.filter { second[$0.name] == nil }
    let origin = first.origin.rank < second.origin.rank ? second.origin : first.origin
    return .object(Outline.Members(kept + second.all, origin: origin))
  }

  // MARK: Equality

  /// Two values of different types are never equal, which is seldom meant. Null is often asked for.
  private func checkEquality(_ sign: BinaryOperator, _ left: Outline, _ right: Outline, at span: Span) {
    let types = left.types.union(right.types)
    guard left.types.excludes(right.types), !types.contains(.null), !context.mayFail else { return }
    let isMixed = types == [.number, .text]
    warn(
      "this is \(sign == .equal ? "never" : "always") so: one side is \(left.described), the other "
        + right.described, at: span, hint: isMixed ? "'number(…)' makes a number of text" : nil)
  }

  // MARK: Words of lists

  /// A test by a word of which others are often meant too, in a statement that names none of them.
  private func tellOverlooked(_ sign: BinaryOperator, _ left: Outline, _ right: Outline, at span: Span) {
    switch (left, right) {
    case (.word(let words), .value(let value)), (.value(let value), .word(let words)):
      switch sign {
      case .equal, .notEqual: tellOverlooked(words, at: span) { value.asString == $0 }
      case .contained:
        let list = value.asArray ?? []
        tellOverlooked(words, at: span) { list.contains(Value($0)) }
      case .matches:
        guard let pattern = value.asText, let regexp = try? IRegexp(parsing: pattern, dialect: .extended)
        else { return }
        tellOverlooked(words, at: span) { regexp.search(Text($0)) }
      case .coalesce, .or, .and, .less, .lessOrEqual, .greater, .greaterOrEqual, .range, .add, .subtract,
        .multiply, .divide, .remainder:
        break
      }
    default: break
    }
  }

  /// - Parameter isMeant: whether the test is true of a word.
  func tellOverlooked(
    _ words: [String: Outline.Overlooked], at span: Span, isMeant: (String) -> Bool
  ) {
    for (word, overlooked) in words where isMeant(word) && !isMeant(overlooked.word) {
      let (message, hint) = (overlooked.warning.message, overlooked.warning.hint)
      if !isNamed(overlooked.word, around: span), told.insert(message).inserted {
        warn(message, at: span, hint: hint)
      }
    }
  }

  /// Whether the statement of the file in which that stands names a word.
  private func isNamed(_ word: String, around span: Span) -> Bool {
    let statement = ([program] + libraries).lazy.flatMap(\.statements).first {
      $0.span.file == span.file && $0.span.start <= span.start && span.end <= $0.span.end
    }
    return statement.map { Node.statement($0).names(word) } ?? false
  }

  // MARK: && || ??

  /// A chain of `&&`, `||` and `??`: what stands on the right is looked at only where the left lets it, so less is
  /// known there of the variables that the left has tested. O(n), and no deeper than its operands.
  private func checkGuards(_ chain: Expression) -> Outline {
    var links: [(sign: BinaryOperator, right: Expression)] = []
    var first = chain
    while case .binary(let sign, let left, let right) = first.kind, sign.isGuard {
      links.append((sign, right))
      first = left
    }
    let outer = guards.count
    defer { guards.forget(since: outer) }
    var mark = guards.readCount
    var result = check(first)
    var place = first.span
    for link in links.reversed() {
      if link.sign != .coalesce { condition(result, at: place) }
      guards.add(since: mark)
      mark = guards.readCount
      let right = check(link.right)
      place = place.through(link.right.span)
      if link.sign == .coalesce {
        result = result.types == .null ? right : result.orElse.or(right)
      } else {
        condition(right, at: link.right.span, joins: link.sign)
        result = .types(.boolean)
      }
    }
    return result
  }
}

extension BinaryOperator {
  fileprivate var isGuard: Bool { [.coalesce, .or, .and].contains(self) }

  fileprivate func apply(_ left: Value, _ right: Value) throws(Failure) -> Value {
    switch self {
    case .add: try Arithmetic.add(left, right)
    case .subtract: try Arithmetic.subtract(left, right)
    case .multiply: try Arithmetic.multiply(left, right)
    case .divide: try Arithmetic.divide(left, right)
    case .remainder: try Arithmetic.remainder(left, right)
    case .coalesce, .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained,
      .matches, .range:
      preconditionFailure("'\(rawValue)' is not arithmetic")
    }
  }
}

extension Outline {
  fileprivate func canBe(in whole: Outline) -> Bool {
    if whole.types.contains(.list) { return true }
    return types.contains(.text) && !whole.types.excludes([.text, .object])
  }

  /// Whether it is worth remembering: a program that doubles a text line by line must not fill the memory
  /// before it runs.
  var isSmall: Bool {
    guard let value else { return true }
    var open = [value]
    var left = 4096
    while let value = open.popLast() {
      switch value {
      case .string(let text): left -= 1 + text.utf8Count / 16
      case .array(let items):
        left -= items.count
        if left >= 0 { open += items }
      case .object(let object):
        left -= object.count
        if left >= 0 { open += object.values }
      default: left -= 1
      }
      if left < 0 { return false }
    }
    return true
  }
}

extension Expression {
  /// Whether it is made of nothing but what is written there.
  var isLiteral: Bool {
    switch kind {
    case .literal, .raw, .word: true
    case .text(let literal): literal.constant != nil
    case .array(let elements): elements.allSatisfy(\.value.isLiteral)
    case .unary(_, let operand): operand.isLiteral
    case .binary(_, let left, let right): left.isLiteral && right.isLiteral
    case .object, .path: false
    }
  }
}

extension Expression {
  /// The text between its quotes, where it is nothing but a name.
  var textConstant: String? {
    let text: String? =
      switch kind {
      case .text(let literal): literal.constant
      case .raw(let text): text
      case .literal, .word, .array, .object, .path, .unary, .binary: nil
      }
    return text.flatMap { $0.isName ? $0 : nil }
  }
}

extension Node {
  /// Whether a value in it is that text.
  fileprivate func names(_ word: String) -> Bool {
    if case .expression(let expression) = self {
      if expression.constant?.asString == word { return true }
      if case .path(_, let segments) = expression.kind,
        segments.contains(where: { $0.selectors.contains { $0.names(word) } })
      {
        return true
      }
    }
    var isNamed = false
    forEachChild { isNamed = isNamed || $0.names(word) }
    return isNamed
  }
}

extension Selector {
  fileprivate func names(_ word: String) -> Bool {
    if case .filter(let filter, _) = self { filter.tests.contains { $0.isOf(word) } } else { false }
  }
}
