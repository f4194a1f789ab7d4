import JSON
import Queries
import Source
import Syntax

extension Checker {
  /// - Returns: what is known of its value.
  @discardableResult
  func check(_ expression: Expression) -> Outline {
    switch expression.kind {
    // Null also stands where something did not read.
    case .literal(.null) where program.unread != nil: return .unknown
    case .literal(let value): return .value(value)
    case .word(let word):
      if words[word] == nil { words[word] = expression.span }
      if word.utf8.contains(UInt8(ascii: ".")) {
        checkWord(word, at: expression.span)
        checkItem(inWord: word, at: expression.span)
      }
      return expression.constant.map { .value($0) } ?? .unknown
    case .raw(let text):
      checkRaw(text, at: expression.span)
      return .value(Value(text))
    case .text(let literal): return check(literal)
    case .array(let elements): return check(elements)
    case .object(let members): return check(members)
    case .path(let root, let segments):
      let outline = check(root, at: expression.span)
      return follow(segments, from: outline)
    case .unary(let sign, let operand): return check(sign, operand, at: expression.span)
    case .binary(let sign, let left, let right): return check(sign, left, right, at: expression.span)
    }
  }

  func check(pattern: Text, at span: Span) {
    do throws(RegexpError) {
      _ = try IRegexp(parsing: pattern.string, dialect: .extended)
    } catch {
      self.error(error.message, at: span, hint: error.hint)
    }
  }

  private func check(_ root: Root, at span: Span) -> Outline {
    switch root {
    case .last:
      if !context.inDefinition {
        checkLast(at: span)
        return last
      }
      error(
        "'$' is the last result at top level and is not there in a def", at: span,
        hint: "pass it as an argument")
      return .unknown
    case .item:
      guards.read(Guards.item)
      if let item = context.item { return guards.contains(Guards.item) ? item.guarded : item }
      error(
        "'@' is the current item and must stand in where, map, each or another stage over items", at: span,
        hint: "in 'for x in …' the item is $x")
      return .unknown
    case .variable(let name): return use(name)
    case .call(let command): return check(command, input: nil)
    case .pipeline(let pipeline): return check(pipeline).outline
    }
  }
}

extension Checker {
  /// Before anything was shown `$` is null.
  private func checkLast(at span: Span) {
    guard !hasLast, !options.interactive, program.unread == nil else { return }
    hasLast = true
    warn(
      "'$' is the last result, but nothing was shown before", at: span,
      hint: context.item == nil ? "'let x = …' keeps a value, and '$x' is it" : "the item is '@'")
  }
}

// MARK: - Arrays and objects

extension Checker {
  private func check(_ elements: [Element]) -> Outline {
    var values: [Value]? = []
    /// What is known of each item, once there is one.
    var item: Outline?
    for element in elements {
      let outline = check(element.value)
      let part = element.spread ? outline.item : outline
      item = item?.or(part) ?? part
      switch (outline.value, element.spread) {
      case (let value?, false): values?.append(value)
      case (.array(let more)?, true): values?.append(contentsOf: more)
      default: values = nil
      }
    }
    return values.map { .value(.array($0)) } ?? .list(of: item ?? .unknown)
  }

  private func check(_ members: [ObjectMember]) -> Outline {
    var object = ObjectOutline()
    for member in members {
      switch member {
      case .pair(let key, let element):
        let name = check(key)
        object.add(name, check(element.value))
      case .variable(let name): object.add(name.text, use(name))
      case .spread(let expression): object.spread(check(expression))
      }
    }
    return object.outline
  }

  /// The member's name, where it is known.
  private func check(_ key: ObjectMember.Key) -> String? {
    switch key {
    case .name(let name): name.text
    case .text(let literal): check(literal).value?.asString
    case .computed(let expression): check(expression).value?.asString
    }
  }
}

/// What is known of an object that is made member by member.
private struct ObjectOutline {
  private var members: [Outline.Member] = []
  private var origin = Outline.Origin.literal
  private var isKnown = true

  var outline: Outline {
    guard isKnown else { return .types(.object) }
    var object = Object()
    for member in members {
      guard let value = member.outline.value else { return .object(Outline.Members(members, origin: origin)) }
      object[Text(member.name)] = value
    }
    return .value(.object(object))
  }

  /// Later members win.
  mutating func add(_ name: String?, _ outline: Outline) {
    guard let name, isKnown, members.count < Outline.mostMembers else {
      isKnown = false
      return
    }
    members.removeAll { $0.name == name }
    members.append(Outline.Member(name, outline))
  }

  mutating func spread(_ outline: Outline) {
    guard let more = outline.members else {
      isKnown = false
      return
    }
    if more.origin.rank > origin.rank { origin = more.origin }
    for member in more.all { add(member.name, member.outline) }
  }
}
