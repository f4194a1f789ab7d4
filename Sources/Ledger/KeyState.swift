import JSON
import Machine

/// The text of a program that asks for a key. Where two texts ask for the same key, they mean the same message only if
/// they have the same block, or are the same script.
package struct Origin: Hashable, Sendable {
  /// The script's real path; nil where the program was typed, or came from standard input.
  package var script: String?
  /// What people are shown: the path, `command line`, `standard input` or `prompt`.
  package var name: String
  /// The SHA-256 of the block in the layout of `fmt`, without comments; nil where the block is not known, or where the
  /// key alone says all.
  package var block: String?

  package init(script: String?, name: String, block: String?) {
    (self.script, self.name, self.block) = (script, name, block)
  }

  /// Whether the name stands for one text. The name `prompt` does not, since everything that is typed there has it.
  private var isText: Bool { name != Self.prompt }

  package static let prompt = "prompt"

  var members: [(Text, Value)] {
    var members: [(Text, Value)] = [("origin", Value(name))]
    if let block { members.append(("block", Value(block))) }
    return members
  }

  /// Whether a key that `other` has claimed means the same message here.
  ///
  /// - Parameter path: the script that the user declares to be the same (`--same-as`).
  package func isSame(as other: Origin, or path: String?) -> Bool {
    guard let block, let first = other.block else { return true }
    return block == first || isText && name == other.name || path != nil && path == other.name
  }
}

/// What the ledger knows about a key.
package struct KeyState {
  /// How a key stands.
  package enum Standing {
    /// The key was never claimed, or nothing was accepted when it was.
    case free
    /// The key is done, with this value. `leftOut` holds the rows of messages that the service refused while it
    /// accepted others.
    case done(Value, leftOut: [Value])
    /// What was sent came to nothing, with this error.
    case failed(Value)
    /// Another process has the key now.
    case held(by: Holder)
    /// The key was claimed, and nobody knows how that ended.
    case open(KeyTrace)
  }

  package var standing: Standing
  package var revision: Int64
  /// The time of the key's last line, in seconds since 1970.
  package var time: Double
  package var origin: Origin?
  /// The process that has the key, or that left it open.
  package var holder: Holder?

  package static let unknown = free(0)

  static func free(_ revision: Int64) -> KeyState { KeyState(standing: .free, revision: revision, time: 0) }
}

extension Ledger {
  /// What is known about a key.
  ///
  /// - Parameter time: now, in seconds since 1970.
  /// - Throws: why the ledger cannot be opened or read.
  package func state(of key: Text, at time: Double) async throws(Failure) -> KeyState {
    try await open()
    guard let store else { return .free(0) }
    return try await state(of: try await store.lines(of: key), at: time)
  }

  /// What is known about each of several keys, in their order.
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
    // A line whose state this release does not know leaves the key open, since it may tell of a write.
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
  /// Reads the origin that a line names; nil where it names none.
  init?(of line: Value) {
    guard let name = line["origin"]?.asString else { return nil }
    self.init(script: name.hasPrefix("/") ? name : nil, name: name, block: line["block"]?.asString)
  }
}
