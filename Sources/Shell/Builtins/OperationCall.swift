import Catalog
import Commands
import HTTP
import JSON
import Machine
import Money
import Rendering
import Service
import Stage
import Verbs

extension OperationCommand {
  /// Checks the arguments, sends the call, and returns what the answer holds.
  ///
  /// - Throws: where an argument is not valid, the call fails, or a guard refuses it.
  func perform(_ call: WorldCall, in session: Session) async throws(Failure) -> Reply {
    if let reason = operation.gone, !call.has("no-check") {
      throw Failure(.gone, "\(operation.name) is not there any more (410 Gone)", hint: reason, status: 410)
    }
    var arguments = arguments(of: call)
    if !session.account.defaults.isEmpty {
      arguments = operation.filling(arguments, from: session.account.defaults)
    }
    if let idle = idleFlag(hasPage: arguments["page"] != nil, call.has) {
      throw Failure(.usage, idle.message, hint: idle.hint)
    }
    if !call.has("no-check") {
      try check(arguments, session.service.known)
      if operation.kind != .read || !session.console.isQuiet { session.warnOnce(warnings(arguments)) }
    }
    if call.has("code") || call.has("dry-run"), operation.kind != .read { session.service.noteShown() }
    if let language = call.flag("code") {
      if operation.isPaginated, arguments["page"] == nil { session.service.sayPage() }
      return .value(try session.service.code(in: language, of: operation, operation.parts(of: arguments)))
    }
    if call.has("dry-run") {
      for part in operation.parts(of: arguments) { try session.service.showUnsent(operation, part) }
      return operation.isList ? try reply([], to: call) : .value(.null)
    }
    if session.console.mode.isDry, operation.kind != .read {
      for part in operation.parts(of: arguments) { try session.service.showUnsent(operation, part) }
      return .value(try call.unsent())
    }
    if session.account.isReadOnly, operation.kind != .read { throw .readOnly(operation.name) }
    if operation.confirms {
      let what = operation.pathParameters.compactMap { arguments[$0.name]?.json }.joined(separator: " ")
      let id = operation.pathParameters.first.flatMap { arguments[$0.name] }
      try await session.confirm("\(operation.name) \(what)", of: operation, id, call)
    }
    if call.has("follow") {
      guard case .items = call.demand else {
        throw Failure(
          .usage,
          "the rows of '\(operation.name) --follow' must be taken one by one, because they have no end, but here "
            + "all of them are wanted", hint: "\(operation.name) --follow | select id status")
      }
      let follow = try Follow(operation, arguments, call, in: session.service)
      session.display.isEndless = true
      session.tally.goesOn = true
      return .stream(follow)
    }
    if operation.isPaginated, arguments["page"] == nil, !call.has("raw") {
      return try await walk(call, arguments, in: session)
    }
    // A timeout with a fault must fail before anything is sent. A failure after that would look as if
    // nothing had been sent.
    let timeout = try call.duration("timeout") ?? session.service.waitTimeout
    session.ledger.many.announce(
      bulk: operation.batch.flatMap { arguments[$0.parameter]?.asArray?.count } ?? 0)
    let value = try await send(arguments, call, in: session)
    if operation.batch != nil { session.service.tellFailures(in: value) }
    if let wanted = call.flag("wait") {
      return .value(try await session.service.wait(afterSending: value, until: wanted, timeout: timeout))
    }
    try session.service.checkIsOnItsWay(value, of: operation)
    return try reply(value, to: call)
  }

  /// Carries out the call in a rehearsal, and notes its failure in the report.
  func rehearse(
    _ call: WorldCall, in session: Session, _ observer: any RunObserver
  ) async throws(Failure) -> Reply {
    if operation.kind == .read {
      observer.reads(operation)
      return try await perform(call, in: session)
    }
    do throws(Failure) { return try await perform(call, in: session) } catch {
      if error.kind != .interrupted { observer.refused(operation, arguments(of: call), error) }
      throw error
    }
  }

  /// Reads the whole collection, page by page as it is needed.
  private func walk(_ call: WorldCall, _ arguments: Object, in session: Session) async throws(Failure)
    -> Reply
  {
    let window = try Window(call, now: session.console.world.surroundings.date(), in: session.zone)
    if let lead = window.lead {
      session.console.say(
        "warning: --since begins \(Figures.duration(lead)) from now: only what is created after that is listed"
      )
    }
    let walk = Walk(operation, arguments, window, in: session.service)
    if window.local != nil {
      // Whether the rows belong to one person can only be known when the whole list was read.
      let rows = try window.ofOne(try await walk.rest())
      if case .count = call.demand { return .value(.int(Int64(rows.count))) }
      if case .items = call.demand { return .stream(ReadyStream(rows)) }
      return .value(.array(rows))
    }
    switch call.demand {
    case .items: return .stream(walk)
    case .value: return .value(.array(try await walk.rest()))
    case .count where window.isOpen: return .value(.int(try await walk.countAll()))
    case .count:
      var count: Int64 = 0
      while true {
        let rows = try await walk.next()
        if rows.isEmpty { return .value(.int(count)) }
        count += Int64(rows.count)
      }
    }
  }

  /// The value of a list is its rows, whether the answer is an array or a page.
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
    guard let first = violations.first else {
      if let zero = TrunkZero(in: arguments, of: operation) {
        throw Failure(.validation, zero.message, hint: zero.hint)
      }
      return
    }
    let others = violations.count - 1
    throw Failure(
      .validation, first.expectation(of: operation),
      hint: others > 0
        ? violations.dropFirst().map { $0.expectation }.joined(separator: "\n        ") : hint(after: first),
      errors: .object(Violation.errors(violations)))
  }

  /// Sends one call, or several calls where the batch is longer than one can take.
  private func send(
    _ arguments: Object, _ call: WorldCall, in session: Session
  ) async throws(Failure) -> Value {
    let raw = call.has("raw")
    if let batch = operation.batch, let name = call.flag("once")?.asString {
      guard !name.isEmpty else { throw .argument("--once", "a key: text that is not empty", .string("")) }
      return try await session.service.tellingDoubt { () async throws(Failure) in
        var once = BatchOnce(
          operation, batch, arguments, name: name, rule: session.ledger.rule(of: call), at: session.ledger)
        return try await once.send()
      }
    }
    let parts = operation.parts(of: arguments)
    guard let batch = operation.batch, parts.count > 1 else {
      return try await session.service.exchange(operation, arguments, raw: raw)
    }
    return try await session.service.exchange(operation, parts, batch)
  }
}

extension Session {
  /// Asks before a request that deletes something, as its command would.
  func confirm(_ outgoing: OutgoingCall, _ call: WorldCall) async throws(Failure) {
    let id = outgoing.record.map { Int64($0).map(Value.int) ?? Value($0) }
    try await confirm(
      "\(outgoing.method.rawValue) \(Escaping.line(outgoing.target))", of: outgoing.operation, id, call)
  }

  /// Asks before an action that cannot be undone.
  ///
  /// - Parameters:
  ///   - operation: is about the record with this id, which the question describes.
  /// - Throws: where there is no such record, the answer is no, or nobody can answer.
  fileprivate func confirm(
    _ what: String, of operation: Operation?, _ id: Value?, _ call: WorldCall
  ) async throws(Failure) {
    if call.has("yes") || console.answersYes { return }
    var record: String?
    if console.world.ask != nil, let operation, let id {
      record = try await service.described(operation, id).map { "this is \(Escaping.line($0))\n" }
    }
    guard let isWanted = try await console.askWhenQuiet("\(record ?? "")\(what) cannot be undone. Go on?")
    else {
      throw Failure(
        .usage, "\(what) cannot be undone and must be confirmed, but there is no terminal to ask at",
        hint: "--yes answers")
    }
    if !isWanted { throw Failure(.usage, "\(what) was not confirmed: nothing was sent") }
  }
}
