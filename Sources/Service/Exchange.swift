import Catalog
import Commands
import HTTP
import JSON
import Machine
import Stage
import SystemCalls
import Verbs

extension Service {
  /// Sends one call.
  ///
  /// - Parameter raw: whether to return the whole body of the answer, not only its data.
  /// - Throws: a failure of the kinds that Language.md lists.
  package func exchange(
    _ operation: Operation, _ arguments: Object, raw: Bool = false
  ) async throws(Failure) -> Value {
    let body = try await exchange(OutgoingCall(operation, arguments))
    if operation.isList, !operation.isPaginated, !raw, arguments["page"] == nil,
      let page = Answers.page(in: body, isFollowing: false)
    {
      let rows: Value = .array(try await rows(from: page, of: operation, arguments))
      known.learn(from: ["data": rows], to: arguments, of: operation)
      return rows
    }
    known.learn(from: body, to: arguments, of: operation)
    return raw ? body : body["data"] ?? body
  }

  /// All rows of a list that the service gives in pages, though the documentation does not say so. This is known only
  /// after the first answer. The walk then begins anew with pages of a hundred, which takes fewer calls than the
  /// service's own page size.
  private func rows(
    from page: Value, of operation: Operation, _ arguments: Object
  ) async throws(Failure) -> [Value] {
    let rows = page["data"]?.asArray ?? []
    let isWhole =
      page["total"]?.asInt.map { (0...Int64(rows.count)).contains($0) } ?? (page["next_page_url"] == .null)
    if isWhole { return rows }
    return try await Walk(operation, arguments, Window(), in: self).rest()
  }

  /// Sends a request to a path below the base URL.
  ///
  /// - Returns: the whole body of the answer.
  package func exchange(_ outgoing: OutgoingCall) async throws(Failure) -> Value {
    if outgoing.method == .get { return try await call(outgoing) }
    if isReadOnly { throw .readOnly(outgoing.operation?.name ?? "a \(outgoing.method.rawValue) request") }
    // However the call ended, the records may have changed.
    defer { forgetRecords(of: outgoing) }
    return try await write(outgoing) { (departure) async throws(Failure) in
      try await call(outgoing, departure)
    }
  }

  private func forgetRecords(of outgoing: OutgoingCall) {
    guard isAtPrompt, let noun = outgoing.operation?.noun else { return }
    known.lookups.forget(noun)
  }

  /// When a script is stopped, the program waits this many seconds for a write that is under way.
  private static let grace = 5.0

  /// The client, whose write is told of as in doubt where a second signal ends the process before the answer came.
  private func tellingAtSecondSignal(_ client: Client, _ outgoing: OutgoingCall) -> Client {
    let advice = Advice(for: outgoing.operation, at: console.world.surroundings.date())
    // The cursor stands in the line of the progress, or behind ^C.
    let words =
      (console.progress.isOn ? "\n" : "")
      + "error: a second signal ended the run while a write was under way; it is not known whether the server acted: "
      + (lane.guardian == nil ? advice.doubt : Advice.onceAgain) + "\n"
    var client = client
    let (mayLeave, onExchange) = (client.mayLeave, client.onExchange)
    client.mayLeave = {
      if let mayLeave, await !mayLeave() { return false }
      LastWords.begin(words)
      return true
    }
    client.onExchange = { exchange in
      LastWords.end()
      onExchange?(exchange)
    }
    return client
  }

  private func call(
    _ outgoing: OutgoingCall, _ departure: Departure? = nil
  ) async throws(Failure) -> Value {
    var client = watched(try client.get())
    if let departure {
      let bound = ThreadBound(departure)
      client.mayLeave = { await bound.value.isFree() }
      if !console.mode.isRehearsed { client = tellingAtSecondSignal(client, outgoing) }
    }
    // At the prompt, Ctrl-C stops a call at once. A script that is stopped waits, so that it can tell the outcome of
    // its last write.
    if !isAtPrompt { client.grace = Self.grace }
    try console.flush()
    let wait = console.progress.begin(waitingFor: outgoing.name)
    defer { console.progress.end(wait) }
    let request = client.request(
      outgoing.method, outgoing.target, body: outgoing.exactBody ?? outgoing.body?.jsonBytes())
    if console.requests.areHeld { await console.requests.waitForQuestions() }
    let start = console.world.surroundings.date()
    console.requests.begin()
    let outcome = await client.send(request)
    console.requests.end()
    if let refusal = departure?.refusal { throw refusal }
    var exchange = LastExchange(
      outcome, requestBody: outgoing.body, key: client.key, at: console.world.surroundings.date())
    defer { lane.lastExchange = exchange }
    if case .success(let response) = outcome.result { calls.add(response, isWrite: outgoing.method != .get) }
    let answer: Value
    do throws(Failure) {
      answer = try Answers.body(of: outcome, to: outgoing, at: start, console.interruption.notices)
    } catch {
      if error.kind == .inDoubt {
        calls.doubt()
        // The write may have cost credits, so the balance must be read again.
        known.forgetBalance()
        if lane.guardian != nil {
          var told = error
          told.hint = Advice.onceAgain
          throw told
        }
      }
      throw error
    }
    exchange.answer = answer
    // The record of a message says what sending it has cost. Reading the record costs nothing.
    let charged = outgoing.method == .get ? 0 : Answers.charge(answer)
    calls.charge(charged)
    if outgoing.method != .get { calls.send(answer) }
    known.charge(charged)
    return answer
  }
}
