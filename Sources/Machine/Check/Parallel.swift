import Source
import Syntax

/// Which defs assign to which variables, since blocks that run in parallel must not (Language.md, "Checked whole").
struct Writes {
  struct Call {
    var definition: String
    var span: Span
  }

  /// The variables of the top level that a def assigns to itself, the first of them.
  var own: [String: String] = [:]
  /// The defs that a def calls.
  var calls: [String: Set<String>] = [:]
  /// The calls of defs that stand in blocks that run in parallel.
  var inParallel: [Call] = []

  /// For each def that assigns to a variable of the top level, itself or through those that it calls, one
  /// that it assigns to. O(defs + calls).
  func all() -> [String: String] {
    var callers: [String: [String]] = [:]
    for (caller, callees) in calls { for callee in callees { callers[callee, default: []].append(caller) } }
    var found = own
    var open = Array(own.keys)
    while let callee = open.popLast() {
      for caller in callers[callee] ?? [] where found[caller] == nil {
        found[caller] = found[callee]
        open.append(caller)
      }
    }
    return found
  }
}

extension Checker {
  /// Notes an assignment to a variable that was declared at that depth.
  func write(_ name: Name, depth: Int) {
    if let definition = context.definition, depth == 0, writes.own[definition] == nil {
      writes.own[definition] = name.text
    }
    if let outside = context.parallel, depth < outside {
      parallelWrite("assigns to $\(name.text)", at: name.span)
    }
  }

  /// Notes a call of a def.
  func call(_ definition: Definition, at span: Span) {
    if let caller = context.definition { writes.calls[caller, default: []].insert(definition.name.text) }
    if context.parallel != nil {
      writes.inParallel.append(Writes.Call(definition: definition.name.text, span: span))
    }
  }

  func tellParallelWrites() {
    let all = writes.inParallel.isEmpty ? [:] : writes.all()
    for call in writes.inParallel {
      if let variable = all[call.definition] {
        parallelWrite("'\(call.definition)' assigns to $\(variable)", at: call.span)
      }
    }
  }

  private func parallelWrite(_ found: String, at span: Span) {
    error(
      "a block that runs in parallel must not assign to a variable outside it, but \(found)", at: span,
      hint: "the values of the block are its results: '… | each --parallel N { … } | sum'")
  }
}
