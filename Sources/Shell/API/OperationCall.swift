import Catalog
import HTTP
import JSON
import Machine
import Profiles
import Rendering
import Stage

extension OperationCommand {
  /// Checks the arguments, sends, and gives what the answer holds.
  func perform(_ call: WorldCall, in session: Session) async throws(Failure) -> Reply {
    if let reason = operation.gone, !call.has("no-check") {
      throw Failure(.gone, "\(operation.name) is not there any more (410 Gone)", hint: reason, status: 410)
    }
    var arguments = arguments(of: call)
    if !session.settings.defaults.isEmpty {
      arguments = operation.filling(arguments, from: session.settings.defaults)
    }
    if !call.has("no-check") {
      try check(arguments, session.known)
      session.warnOnce(warnings(arguments))
    }
    if call.has("code") || call.has("dry-run"), operation.kind != .read { session.noteShown() }
    if let language = call.flag("code") {
      if operation.isPaginated, arguments["page"] == nil { session.sayPage() }
      return .value(try session.code(in: language, of: operation, parts(of: arguments)))
    }
    if call.has("dry-run") {
      for part in parts(of: arguments) { try session.showUnsent(operation, part) }
      return operation.isList ? try reply([], to: call) : .value(.null)
    }
    if session.settings.dryRun, operation.kind != .read {
      for part in parts(of: arguments) { try session.showUnsent(operation, part) }
      return .value(try session.unsent(call))
    }
    if session.settings.readOnly, operation.kind != .read { throw .readOnly(operation.name) }
    if operation.confirms {
      let what = operation.pathParameters.compactMap { arguments[$0.name]?.json }.joined(separator: " ")
      try await session.confirm("\(operation.name) \(what)", call)
    }
    if operation.isPaginated, arguments["page"] == nil, !call.has("raw") {
      return try await walk(call, arguments, in: session)
    }
    // Before it is sent: what fails after that would read as if it were not.
    let timeout = try call.duration("timeout") ?? session.settings.waitTimeout
    session.many.bulk = operation.batch.flatMap { arguments[$0.parameter]?.asArray?.count } ?? 0
    let value = try await send(arguments, call, in: session)
    if operation.batch != nil { session.tellFailures(in: value) }
    if let wanted = call.flag("wait") {
      return .value(try await session.wait(afterSending: value, until: wanted, timeout: timeout))
    }
    return try reply(value, to: call)
  }

  /// The same, with what fails noted down.
  func rehearse(
    _ call: WorldCall, in session: Session, _ rehearsal: Rehearsal
  ) async throws(Failure) -> Reply {
    if operation.kind == .read {
      rehearsal.reads(operation)
      return try await perform(call, in: session)
    }
    do throws(Failure) { return try await perform(call, in: session) } catch {
      if error.kind != .interrupted { rehearsal.refused(operation, arguments(of: call), error) }
      throw error
    }
  }

  /// The rows of a list are its value, be it a whole array or a page.
  private func reply(_ value: Value, to call: WorldCall) throws(Failure) -> Reply {
    guard operation.isList, !call.has("raw") else { return .value(value) }
    let items = try Answers.rows(operation.isPaginated ? value["data"] ?? value : value, of: operation.name)
    switch call.demand {
    case .items: return .stream(ReadyStream(items))
    case .count: return .value(.int(Int64(items.count)))
    case .value: return .value(.array(items))
    }
  }

  private func arguments(of call: WorldCall) -> Object {
    var arguments = Object()
    for (place, parameter) in operation.pathParameters.enumerated() {
      if let value = call.operand(place) { arguments[parameter.name] = value }
    }
    for member in call.arguments.parameters.members { arguments[member.name] = member.value }
    return arguments
  }

  private func check(_ arguments: Object, _ known: Known) throws(Failure) {
    if let failure = known.lacking(for: operation) { throw failure }
    let checks = Checks(batchSize: operation.batch == nil, templates: known.templates)
    let violations = operation.validate(arguments, checks: checks)
    guard let first = violations.first else { return }
    let others = violations.count - 1
    throw Failure(
      .validation, first.expectation(of: operation),
      hint: others > 0
        ? violations.dropFirst().map { $0.expectation }.joined(separator: "\n        ") : hint(after: first),
      errors: .object(Violation.errors(violations)))
  }

  /// Sends one call, or as many as a long batch takes.
  private func send(
    _ arguments: Object, _ call: WorldCall, in session: Session
  ) async throws(Failure) -> Value {
    let raw = call.has("raw")
    if let batch = operation.batch, let name = call.flag("once")?.asString {
      guard !name.isEmpty else { throw .argument("--once", "a key: text that is not empty", .string("")) }
      return try await session.tellingDoubt { () async throws(Failure) in
        var once = BatchOnce(
          operation, batch, arguments, name: name, rule: session.inDoubtRule(call), in: session)
        return try await once.send()
      }
    }
    let parts = parts(of: arguments)
    guard let batch = operation.batch, parts.count > 1 else {
      return try await session.exchange(operation, arguments, raw: raw)
    }
    return try await sendBatches(parts, batch, in: session)
  }
}

extension Session {
  /// A request that deletes something asks as the command does.
  func confirm(_ outgoing: OutgoingCall, _ call: WorldCall) async throws(Failure) {
    try await confirm("\(outgoing.method.rawValue) \(Escaping.line(outgoing.target))", call)
  }

  /// Asks before what cannot be undone.
  func confirm(_ what: String, _ call: WorldCall) async throws(Failure) {
    if call.has("yes") || settings.yes { return }
    guard let isWanted = try await askWhenQuiet("\(what) cannot be undone. Go on?") else {
      throw Failure(
        .usage, "\(what) cannot be undone and must be confirmed, but there is no terminal to ask at",
        hint: "--yes answers")
    }
    if !isWanted { throw Failure(.usage, "\(what) was not confirmed: nothing was sent") }
  }
}
