import JSON
import Source
import Syntax

/// A variable as the checker knows it.
final class Variable {
  enum Kind {
    /// `let`, `keep`, `param`: what stays unread is told.
    case declared
    /// It stands where a name must stand, or comes from elsewhere.
    case given
    /// It was read without being declared, which was told.
    case missing
  }

  let name: Name
  let kind: Kind
  /// What it holds from its declaration on, where that is known and stays so.
  let value: Value?
  let outline: Outline
  var isRead = false

  init(_ name: Name, _ kind: Kind, value: Value? = nil, outline: Outline = .unknown) {
    self.name = name
    self.kind = kind
    self.value = value
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

  /// What is in `value` and `outline` counts only where nothing assigns to the variable.
  func declare(
    _ name: Name, _ kind: Variable.Kind = .given, value: Value? = nil, outline: Outline = .unknown
  ) {
    let top = scopes.count - 1
    if Self.builtinVariables.contains(name.text) {
      return error("a variable must have a name of its own, but $\(name.text) is built in", at: name.span)
    }
    let old = scopes[top][name.text]
    if let old, old.kind != .missing, !(options.interactive && top == 0) {
      error(
        "a variable is declared once in a block, but $\(name.text) is declared already", at: name.span,
        hint: "'$\(name.text) = …' assigns to it")
      old.isRead = true
      return
    }
    let stays = !assigned.contains(name.text)
    let variable = Variable(name, kind, value: stays ? value : nil, outline: stays ? outline : .unknown)
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
  @discardableResult
  func use(_ name: Name) -> Variable? {
    guard let (variable, _) = lookUp(name.text) else {
      unknown(name, isRead: true)
      return nil
    }
    variable.isRead = true
    return variable
  }

  /// Tells that there is no such variable. Where it is just not declared, that is told once.
  func unknown(_ name: Name, isRead: Bool) {
    if context.inTest, isDeclaredByRun(name.text) { return notInTest(name) }
    let near = nearest(name.text, among: scopes.lazy.flatMap(\.keys))
    let mayBeDeclared = program.unread?.words.contains(name.text) == true
    if !mayBeDeclared {
      error(
        "no variable $\(name.text)" + (near.map { "; did you mean '$\($0)'?" } ?? ""), at: name.span,
        hint: near == nil || !isRead ? "'let \(name.text) = …' declares it" : nil)
    }
    if let near, !mayBeDeclared {
      lookUp(near)?.variable.isRead = true
    } else {
      scopes[context.inDefinition ? scopes.count - 1 : 0][name.text] = Variable(name, .missing)
    }
  }

  /// Warns of the variables of a block that nothing read, at its end.
  func tellUnread(_ scope: [String: Variable]) {
    guard !options.interactive, program.unread == nil else { return }
    for variable in scope.values where variable.kind == .declared && !variable.isRead {
      let name = variable.name.text
      if name.hasPrefix("_") { continue }
      warn("$\(name) is never read", at: variable.name.span, hint: "'_\(name)' says that it is meant")
    }
  }
}
