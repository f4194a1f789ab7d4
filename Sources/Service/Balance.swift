import Catalog
import HTTP
import JSON
import Verbs

extension Service {
  /// The credits that are left, for the line after a call that has cost something. This is nil where the account does
  /// not answer within half a second, or where the API key may not ask.
  ///
  /// Once the account has answered, later charges are subtracted from its answer, until a write is in doubt.
  package func creditsLeft() async -> Int64? {
    if let balance = known.balance { return balance }
    // Nobody asked this question when the recording was made, so it has no answer to it.
    if isReplayed { return nil }
    guard let operation = catalog.operations.first(where: { $0.teaches == .permissions }),
      known.lacking(for: operation) == nil, let client = try? client.get(),
      let call = try? operation.request(for: Object())
    else { return nil }
    let request = client.request(.get, call.target)
    guard let outcome = await client.send(request, within: 0.5), let answer = try? Answers.body(of: outcome)
    else { return nil }
    known.learn(from: answer, to: Object(), of: operation)
    return known.balance
  }
}

extension Client {
  /// Sends a request like `send`, but returns nil where no answer came within this many seconds. In a test whose clock
  /// moves only while somebody waits, no answer is late.
  package func send(_ request: Request, within seconds: Double) async -> Outcome? {
    if !surroundings.isReal { return await send(request) }
    return await answer(to: request, within: seconds)
  }

  private func answer(to request: Request, within seconds: Double) async -> Outcome? {
    await withTaskGroup(of: Outcome?.self) { tasks in
      tasks.addTask { await send(request) }
      tasks.addTask {
        try? await surroundings.sleep(seconds)
        return nil
      }
      defer { tasks.cancelAll() }
      return await tasks.next() ?? nil
    }
  }
}
