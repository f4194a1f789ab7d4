import Catalog
import Commands
import HTTP
import JSON
import Machine
import Stage
import SystemCalls
import Verbs

extension Service {
  /// One call and its answer's data.
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

  /// All rows of a list that the service gives page by page, though the documentation does not say so. Nobody knows
  /// before the first answer, and pages of a hundred cost fewer calls than its own.
  private func rows(
    from page: Value, of operation: Operation, _ arguments: Object
  ) async throws(Failure) -> [Value] {
    let rows = page["data"]?.asArray ?? []
    let isWhole =
      page["total"]?.asInt.map { (0...Int64(rows.count)).contains($0) } ?? (page["next_page_url"] == .null)
    if isWhole { return rows }
    return try await Walk(operation, arguments, Window(), in: self).rest()
  }

  /// Sends a request below the base URL and gives the whole body of its answer.
  package func exchange(_ outgoing: OutgoingCall) async throws(Failure) -> Value {
    if outgoing.method == .get { return try await call(outgoing) }
    if isReadOnly { throw .readOnly(outgoing.operation?.name ?? "a \(outgoing.method.rawValue) request") }
    // The records may have changed, however the call ended.
    defer { forgetRecords(of: outgoing) }
    return try await write(outgoing) { (departure) async throws(Failure) in
      try await call(outgoing, departure)
    }
  }

  private func forgetRecords(of outgoing: OutgoingCall) {
    guard isAtPrompt, let noun = outgoing.operation?.noun else { return }
    known.lookups.forget(noun)
  }

  /// How long a write under way is waited for when a script is stopped, in seconds.
  private static let grace = 5.0

  private func call(
    _ outgoing: OutgoingCall, _ departure: Departure? = nil
  ) async throws(Failure) -> Value {
    var client = watched(try client.get())
    if let departure {
      let bound = ThreadBound(departure)
      client.mayLeave = { await bound.value.isFree() }
    }
    // At the prompt Ctrl-C works at once. A script that is stopped waits, so that it can tell the outcome of its last
    // write.
    if !isAtPrompt { client.grace = Self.grace }
    try console.flush()
    let wait = console.progress.begin(waitingFor: outgoing.name)
    defer { console.progress.end(wait) }
    let request = client.request(
      outgoing.method, outgoing.target, body: outgoing.exactBody ?? outgoing.body?.jsonBytes())
    let outcome = await console.requests.sending { await client.send(request) }
    if let refusal = departure?.refusal { throw refusal }
    var exchange = LastExchange(
      outcome, requestBody: outgoing.body, key: client.key, at: console.world.surroundings.date())
    defer { lane.lastExchange = exchange }
    if case .success(let response) = outcome.result { calls.add(response, isWrite: outgoing.method != .get) }
    let answer: Value
    do throws(Failure) {
      answer = try Answers.body(of: outcome, to: outgoing, console.interruption.notices)
    } catch {
      if error.kind == .inDoubt {
        calls.doubt()
        // The write may have been charged, so the balance is asked for again.
        known.forgetBalance()
      }
      throw error
    }
    exchange.answer = answer
    // A message's record tells what it cost when it was sent; to read it costs nothing.
    let charged = outgoing.method == .get ? 0 : Answers.charge(answer)
    calls.charge(charged)
    known.charge(charged)
    return answer
  }
}
