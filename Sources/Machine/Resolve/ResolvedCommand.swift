import Syntax

/// A command and what it calls, which is looked up once and asked for often: where a pipeline is taken apart into loops,
/// each stage is looked at several times.
struct ResolvedCommand {
  let command: Command
  /// Nil where there is no such command, which the checker refuses.
  let callee: Callee?

  init(_ command: Command, _ callee: Callee?) {
    self.command = command
    self.callee = callee
  }

  /// Nil where it calls a `def`, or nothing.
  var builtin: Builtin? { if case .builtin(let builtin)? = callee { builtin } else { nil } }

  var isFilter: Bool { if case .filter = builtin?.body { true } else { false } }

  /// Whether it carries items out of the program: `save`.
  var isSink: Bool { if case .world(.sink) = builtin?.body { true } else { false } }

  /// Whether it takes any value, a list or not: `ignore`.
  var takesAny: Bool { if case .form(.ignore) = builtin?.body { true } else { false } }

  var worksOnItems: Bool {
    switch builtin?.body {
    case .form(let form): ![.fail, .fails, .every].contains(form)
    case .filter, .stage, .gather: true
    case .function, .world, nil: false
    }
  }

  /// Whether it turns its items into one value.
  var endsRun: Bool {
    switch builtin?.body {
    case .gather, .world(.sink): true
    case .form(.any), .form(.all), .form(.reduce), .form(.sum), .form(.ignore): true
    case .form(.first): command.operandCount == 0
    case .form, .function, .filter, .stage, .world, nil: false
    }
  }

  /// Whether it is part of the loop that these stages over a flow are. A sink is, unless the value is there already and
  /// no loop at all.
  func joins(_ run: [ResolvedCommand], _ flow: Flow) -> Bool {
    guard isSink else { return worksOnItems }
    if case .value = flow { return !run.allSatisfy(\.isFilter) }
    return true
  }
}
