import Syntax

/// What the calls of defs have passed to them.
struct Passed {
  /// Of all the calls of one def: for each parameter what was passed, nil where nothing was.
  struct Arguments {
    fileprivate(set) var outlines: [Outline?] = []
    fileprivate var isLeftOut: [Bool] = []

    /// What is known of a parameter whose default is known as `initial`.
    func outline(_ place: Int, _ initial: Outline?) -> Outline {
      guard outlines.indices.contains(place) else { return .unknown }
      guard isLeftOut[place] else { return outlines[place] ?? .unknown }
      return outlines[place]?.or(initial ?? .unknown) ?? initial ?? .unknown
    }
  }

  private var calls: [String: Arguments] = [:]

  /// Notes a call: the arguments by parameter, nil where one was left out.
  mutating func note(_ arguments: [Outline?], of definition: String) {
    var all =
      calls[definition]
      ?? Arguments(
        outlines: Array(repeating: nil, count: arguments.count),
        isLeftOut: Array(repeating: false, count: arguments.count))
    for (place, argument) in arguments.enumerated() where all.outlines.indices.contains(place) {
      if let argument {
        all.outlines[place] = all.outlines[place]?.or(argument) ?? argument
      } else {
        all.isLeftOut[place] = true
      }
    }
    calls[definition] = all
  }

  subscript(definition: String) -> Arguments? { calls[definition] }
}

extension Checker {
  /// Checks the bodies of the defs, each after those that call it, so that it is known what they pass. Defs that call
  /// each other in a circle, or that a test calls, may be called with anything. O(program).
  func checkDefinitions() {
    var all: [Definition] = []
    var names: [[String]] = []
    var tested: Set<String> = []
    for (statement, called) in zip(program.statements, resolution.called) {
      if case .define(let definition) = statement.kind {
        all.append(definition)
        names.append(called)
      } else if case .test = statement.kind {
        tested.formUnion(called)
      }
    }
    let calls = Calls(among: all, calling: names)
    // Whether there may be calls that are not seen.
    let isOpen = options.interactive || program.unread != nil
    for place in calls.order {
      let name = all[place].name.text
      check(bodyOf: all[place], passed: isOpen || tested.contains(name) ? nil : passed[name])
    }
    for place in calls.circular { check(bodyOf: all[place]) }
  }
}

/// Which defs call which, by their places.
private struct Calls {
  /// Each after all that call it.
  private(set) var order: [Int] = []
  /// Those that call themselves, by way of others or not, and those that they call.
  private(set) var circular: [Int] = []

  init(among all: [Definition], calling names: [[String]]) {
    let places = Dictionary(
      all.enumerated().map { ($0.element.name.text, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let callees = names.map { names in Set(names.compactMap { places[$0] }) }
    var callers = Array(repeating: 0, count: all.count)
    for callee in callees.joined() { callers[callee] += 1 }
    order = all.indices.filter { callers[$0] == 0 }
    var next = 0
    while next < order.count {
      for callee in callees[order[next]].sorted() {
        callers[callee] -= 1
        if callers[callee] == 0 { order.append(callee) }
      }
      next += 1
    }
    circular = all.indices.filter { callers[$0] > 0 }
  }
}
