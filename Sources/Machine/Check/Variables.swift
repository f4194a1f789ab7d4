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
  /// How many blocks are around the one that declares it.
  let depth: Int
  /// What is known of what it holds from its declaration on.
  var outline: Outline
  var isRead = false

  init(_ name: Name, _ kind: Kind, depth: Int, outline: Outline = .unknown) {
    self.name = name
    self.kind = kind
    self.depth = depth
    self.outline = outline
  }
}

/// The variables that are declared where the checker is: by the numbers of their bindings, which the program's names
/// have. Only faults ask for names, and look at one variable after another.
struct Variables {
  private var byBinding: [Variable?]
  /// The bindings of the variables that can be seen, and where those of each open block begin.
  private var visible: [Int] = []
  private var starts = [0]
  /// The variables that were not declared, which was told.
  private var missing: [Variable] = []

  /// - Parameter count: of the bindings.
  init(count: Int) { byBinding = Array(repeating: nil, count: count) }

  /// How many blocks are around the innermost one.
  var depth: Int { starts.count - 1 }

  /// The variables of the innermost block that nothing has read.
  var unread: [Variable] {
    visible[starts[depth]...].compactMap { byBinding[$0].flatMap { $0.isRead ? nil : $0 } }
  }

  subscript(binding: Int) -> Variable? { byBinding[binding] }

  mutating func add(_ variable: Variable, as binding: Int) {
    if byBinding[binding] == nil { visible.append(binding) }
    byBinding[binding] = variable
  }

  mutating func miss(_ variable: Variable) { missing.append(variable) }

  mutating func open() { starts.append(visible.count) }

  /// - Returns: the variables of the block that ends which nothing has read.
  mutating func close() -> [Variable] {
    let (unread, depth) = (self.unread, self.depth)
    missing.removeAll { $0.depth == depth }
    let start = starts.removeLast()
    for binding in visible[start...] { byBinding[binding] = nil }
    visible.removeLast(visible.count - start)
    return unread
  }

  /// The variable of that name which is missing here; nil where none is, or it is declared.
  func missing(_ name: String) -> Variable? { missing.last { $0.name.text == name } }

  /// The innermost variable of that name, declared or missing. O(variables).
  func named(_ name: String) -> Variable? {
    let declared = visible.last { byBinding[$0]?.name.text == name }.flatMap { byBinding[$0] }
    guard let missing = missing(name), missing.depth >= declared?.depth ?? 0 else { return declared }
    return missing
  }

  /// The names of all that can be seen, and of those that are missing, the innermost first.
  var names: [String] {
    visible.reversed().compactMap { byBinding[$0]?.name.text } + missing.reversed().map(\.name.text)
  }

  /// What can be seen where of the variables of the top level only those with these names can.
  func alone(_ names: Set<String>) -> Variables {
    var alone = self
    alone.visible = visible[..<(starts.count > 1 ? starts[1] : visible.count)].filter {
      byBinding[$0].map { names.contains($0.name.text) } == true
    }
    alone.starts = [0]
    alone.missing = []
    return alone
  }
}

extension Checker {
  func scoped<Result>(_ body: () -> Result) -> Result {
    variables.open()
    let result = body()
    tellUnread(variables.close())
    return result
  }

  /// The outline counts only where nothing assigns to the variable.
  ///
  /// - Parameter isParameter: whether the name stands where none could be assigned to.
  func declare(
    _ name: Name, _ kind: Variable.Kind = .given, outline: Outline = .unknown, isParameter: Bool = false
  ) {
    guard let binding = resolution.binding(name) else {
      return error("a variable must have a name of its own, but $\(name.text) is built in", at: name.span)
    }
    let depth = variables.depth
    if let old = variables[binding], !(options.interactive && depth == 0) {
      error(
        "a variable is declared once in a block, but $\(name.text) is declared already", at: name.span,
        hint: !isParameter ? "'$\(name.text) = …' assigns to it" : nil)
      old.isRead = true
      return
    }
    let stays = !resolution.bindings[binding].isAssigned && outline.isSmall
    let variable = Variable(name, kind, depth: depth, outline: stays ? outline : .unknown)
    if let missing = variables.missing(name.text), missing.depth == depth { variable.isRead = true }
    variables.add(variable, as: binding)
  }

  /// The variable that a name means, declared or missing; nil where there is none.
  func variable(_ name: Name) -> Variable? {
    resolution.binding(name).flatMap { variables[$0] } ?? variables.missing(name.text)
  }

  /// Reads a variable.
  ///
  /// - Returns: what is known of its value there. A variable that is null at first will be something else later, and
  ///   nobody knows what was tested before a def is called.
  @discardableResult
  func use(_ name: Name) -> Outline {
    guard let binding = resolution.binding(name), let variable = variables[binding] else {
      if variables.missing(name.text) == nil { unknown(name, isRead: true) }
      return .unknown
    }
    variable.isRead = true
    guards.read(binding)
    let outline = variable.outline
    if outline.types == .null { return .unknown }
    if guards.contains(binding) { return outline.guarded }
    return context.inDefinition && variable.depth == 0 ? outline.tested : outline
  }

  /// Tells that there is no such variable. Where it is just not declared, that is told once.
  func unknown(_ name: Name, isRead: Bool) {
    if context.inTest, isDeclaredByRun(name.text) { return notInTest(name) }
    if staysBehind(name.text) { return notUsed(name) }
    let near = nearest(name.text, among: variables.names)
    let mayBeDeclared = program.unread?.words.contains(name.text) == true
    if !mayBeDeclared {
      error(
        "no variable $\(name.text)" + (near.map { "; did you mean '$\($0)'?" } ?? ""), at: name.span,
        hint: near == nil || !isRead ? hint(forUnknown: name.text, isRead: isRead) : nil)
    }
    if let near, !mayBeDeclared {
      variables.named(near)?.isRead = true
    } else {
      variables.miss(Variable(name, .missing, depth: context.inDefinition ? variables.depth : 0))
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
  func tellUnread(_ variables: [Variable]) {
    guard !options.interactive, program.unread == nil else { return }
    for variable in variables where !variable.name.text.hasPrefix("_") {
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
