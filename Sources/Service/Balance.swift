import Catalog
import HTTP
import JSON
import Verbs

extension Service {
  /// The credits that are left, for the line after a call that was charged; nil where the account does not
  /// tell within half a second, or the key may not ask.
  ///
  /// Asked once, by the operation that tells of the account; what is charged later is taken off.
  package func creditsLeft() async -> Int64? {
    if let balance = known.balance { return balance }
    // A recording has no answer to this question, since nobody asked it then.
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
  /// As `send`; nil where no answer came in so many seconds. On a clock that moves only where somebody waits, nobody
  /// answers late.
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
