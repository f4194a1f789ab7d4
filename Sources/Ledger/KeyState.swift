import JSON
import Machine

/// Which text asks for a key: two texts that ask for one key mean the same only where they are the same block, or the
/// same script.
package struct Origin: Hashable, Sendable {
  /// The script's real path; nil where it is typed, or comes from standard input.
  package var script: String?
  /// What stands there for people: the path, `command line`, `standard input`, `prompt`.
  package var name: String
  /// The SHA-256 of the block as `fmt` lays it out, without comments; nil where nobody knows it, or where the key says
  /// all.
  package var block: String?

  package init(script: String?, name: String, block: String?) {
    (self.script, self.name, self.block) = (script, name, block)
  }

  /// Whether the name stands for one text: a script's path, or what tells one command line from another.
  private var isText: Bool { name != Self.prompt }

  package static let prompt = "prompt"

  var members: [(Text, Value)] {
    var members: [(Text, Value)] = [("origin", Value(name))]
    if let block { members.append(("block", Value(block))) }
    return members
  }

  /// Whether a key that was claimed by that one stands for this one too.
  ///
  /// - Parameter path: what the user says is the same script.
  package func isSame(as other: Origin, or path: String?) -> Bool {
    guard let block, let first = other.block else { return true }
    return block == first || isText && name == other.name || path != nil && path == other.name
  }
}

/// What is known of a key.
package struct KeyState {
  package enum Standing {
    /// It was never begun, or nothing was accepted then.
    case free
    /// The rows are those of messages that were not taken, though others were.
    case done(Value, leftOut: [Value])
    /// What was sent came to nothing.
    case failed(Value)
    /// Another process has it now.
    case held(by: Holder)
    /// It was begun, and how that ended is not known.
    case open(KeyTrace)
  }

  package var standing: Standing
  package var revision: Int64
  /// Since when it is so, in seconds since 1970.
  package var time: Double
  package var origin: Origin?
  /// Who has the key, or had it when it was left open.
  package var holder: Holder?

  package static let unknown = free(0)

  static func free(_ revision: Int64) -> KeyState { KeyState(standing: .free, revision: revision, time: 0) }
}

extension Ledger {
  package func state(of key: Text, at time: Double) async throws(Failure) -> KeyState {
    try await open()
    guard let store else { return .free(0) }
    return try await state(of: try await store.lines(of: key), at: time)
  }

  /// The same of several keys, in their order.
  package func states(of keys: [Text], at time: Double) async throws(Failure) -> [KeyState] {
    try await open()
    var states: [KeyState] = []
    for lines in try await store?.lines(of: keys) ?? keys.map({ _ in .none }) {
      states.append(try await state(of: lines, at: time))
    }
    return states
  }

  private func state(of known: KeyLines, at time: Double) async throws(Failure) -> KeyState {
    guard let first = known.lines.first, let last = known.lines.last else { return .free(known.revision) }
    var state = KeyState(
      standing: .free, revision: known.revision, time: last["at"]?.asDouble ?? 0, origin: Origin(of: first))
    switch last.lineState {
    case .done: state.standing = .done(last["value"] ?? .null, leftOut: last["left_out"]?.asArray ?? [])
    case .failed: state.standing = .failed(last["error"] ?? .null)
    case .free, .sent, .takenOver: break
    // A line whose state this release does not know leaves the key open.
    case .claimed, .writing, .accepted, .refused, .unknown, .inDoubt, nil:
      state.holder = Holder(first["holder"])
      state.standing = try await standing(of: known.lines, first, last, at: time)
    }
    return state
  }

  private func standing(
    of lines: [Value], _ first: Value, _ last: Value, at time: Double
  ) async throws(Failure) -> KeyState.Standing {
    let holder = Holder(first["holder"])
    var since = time
    if let holder, last.lineState != .inDoubt, holder.token != self.holder.token {
      if let gone = try await gone(holder, at: time) {
        since = gone
      } else if try await store?.isRunning(holder) == true {
        return .held(by: holder)
      }
    }
    let boot = holder?.boot ?? first["boot"]?.asString ?? ""
    let isComplete = isShared || !boot.isEmpty && boot == Holder.currentBoot
    let isNear = boot == Holder.currentBoot
    var trace = KeyTrace(
      start: first["at"]?.asDouble ?? 0, gone: since, isComplete: isComplete,
      shortestWay: isShared && !isNear
        ? max(timeout, first["timeout"]?.asDouble ?? 0) : KeyTrace.shortestWay)
    for line in lines { trace.add(line) }
    return .open(trace)
  }
}

extension Origin {
  /// As a line tells it.
  init?(of line: Value) {
    guard let name = line["origin"]?.asString else { return nil }
    self.init(script: name.hasPrefix("/") ? name : nil, name: name, block: line["block"]?.asString)
  }
}
