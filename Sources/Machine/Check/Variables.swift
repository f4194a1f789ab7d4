import JSON
import Source
import Syntax

/// A variable as the checker knows it.
final class Variable {
  enum Kind {
    /// `let`, `param`, `keep`: what stays unread is told.
    case declared, option, kept
    /// It stands where a name must stand, or comes from elsewhere.
    case given
    /// It was read without being declared, which was told.
    case missing
  }

  let name: Name
  let kind: Kind
  /// What is known of what it holds from its declaration on.
  let outline: Outline
  var isRead = false

  init(_ name: Name, _ kind: Kind, outline: Outline = .unknown) {
    self.name = name
    self.kind = kind
    self.outline = outline
  }
}

extension Checker {
  func scoped<Result>(_ body: () -> Result) -> Result {
    scopes.append([:])
    let result = body()
    tellUnread(scopes.removeLast())
    return result
  }

  /// The outline counts only where nothing assigns to the variable.
  ///
  /// - Parameter isParameter: whether the name stands where none could be assigned to.
  func declare(
    _ name: Name, _ kind: Variable.Kind = .given, outline: Outline = .unknown, isParameter: Bool = false
  ) {
    let top = scopes.count - 1
    if Self.builtinVariables.contains(name.text) {
      return error("a variable must have a name of its own, but $\(name.text) is built in", at: name.span)
    }
    let old = scopes[top][name.text]
    if let old, old.kind != .missing, !(options.interactive && top == 0) {
      error(
        "a variable is declared once in a block, but $\(name.text) is declared already", at: name.span,
        hint: !isParameter ? "'$\(name.text) = …' assigns to it" : nil)
      old.isRead = true
      return
    }
    let stays = !assigned.contains(name.text) && outline.isSmall
    let variable = Variable(name, kind, outline: stays ? outline : .unknown)
    variable.isRead = old?.kind == .missing
    scopes[top][name.text] = variable
  }

  /// The innermost variable of that name, and how deep it was declared.
  func lookUp(_ name: String) -> (variable: Variable, depth: Int)? {
    for depth in scopes.indices.reversed() {
      if let variable = scopes[depth][name] { return (variable, depth) }
    }
    return nil
  }

  /// Reads a variable.
  ///
  /// - Returns: what is known of its value there. A variable that is null at first will be something else later, and
  ///   nobody knows what was tested before a def is called.
  @discardableResult
  func use(_ name: Name) -> Outline {
    guard let (variable, depth) = lookUp(name.text) else {
      unknown(name, isRead: true)
      return .unknown
    }
    variable.isRead = true
    reads.append(name.text)
    let outline = variable.outline
    if outline.types == .null { return .unknown }
    if context.tested.contains(name.text) { return outline.guarded }
    return context.inDefinition && depth == 0 ? outline.tested : outline
  }

  /// Tells that there is no such variable. Where it is just not declared, that is told once.
  func unknown(_ name: Name, isRead: Bool) {
    if context.inTest, isDeclaredByRun(name.text) { return notInTest(name) }
    if staysBehind(name.text) { return notUsed(name) }
    let near = nearest(name.text, among: scopes.lazy.flatMap(\.keys))
    let mayBeDeclared = program.unread?.words.contains(name.text) == true
    if !mayBeDeclared {
      error(
        "no variable $\(name.text)" + (near.map { "; did you mean '$\($0)'?" } ?? ""), at: name.span,
        hint: near == nil || !isRead ? hint(forUnknown: name.text, isRead: isRead) : nil)
    }
    if let near, !mayBeDeclared {
      lookUp(near)?.variable.isRead = true
    } else {
      scopes[context.inDefinition ? scopes.count - 1 : 0][name.text] = Variable(name, .missing)
    }
  }

  /// Where there is an item, a member of it may be meant, or it.
  private func hint(forUnknown name: String, isRead: Bool) -> String {
    if isRead, name.count > 1, name.allSatisfy({ $0.isUppercase || $0 == "_" }) {
      return "a variable of the environment is '$env.\(name)'"
    }
    guard isRead, !context.isItemAssumed, let item = context.item else {
      if name == "_" { return "the last value is '$'" }
      return "'let \(name) = …' declares it"
    }
    if item.members?[name] != nil { return "the item's member is '@.\(name)'" }
    if ["it", "_", "item", "this", "self", "row"].contains(name) { return "the item is '@'" }
    return "the item is '@', a member of it '@.\(name)'; 'let \(name) = …' declares a variable"
  }

  /// Warns of the variables of a block that nothing read, at its end.
  func tellUnread(_ scope: [String: Variable]) {
    guard !options.interactive, program.unread == nil else { return }
    for variable in scope.values where !variable.isRead && !variable.name.text.hasPrefix("_") {
      tellUnread(variable.name, variable.kind)
    }
  }

  /// Another name would make another option of a `param`, and forget what a `keep` has kept.
  private func tellUnread(_ name: Name, _ kind: Variable.Kind) {
    let unread = "$\(name.text) is never read"
    switch kind {
    case .given, .missing: return
    case .option: warn("--\(name.text) changes nothing: \(unread)", at: name.span)
    case .kept: warn(unread, at: name.span)
    case .declared:
      if let word = words[name.text], word.start > name.span.start {
        return warn(
          "'\(name.text)' is text here, and \(unread)", at: word, hint: "the variable is '$\(name.text)'")
      }
      warn(unread, at: name.span, hint: "'_\(name.text)' says that it is meant")
    }
  }
}
