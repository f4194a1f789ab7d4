import Catalog
import HTTP
import JSON
import Machine
import Stage

extension Session {
  /// The credits that are left, for the line after a call that was charged; nil where the account does not
  /// tell within half a second, or the key may not ask.
  ///
  /// Asked once, by the operation that tells of the account; what is charged later is taken off.
  public func creditsLeft() async -> Int64? {
    if let balance = known.balance { return balance }
    // It would be asked for though nobody has when it was recorded.
    if outside != nil { return nil }
    guard let operation = commands.catalog.operations.first(where: { $0.teaches == .permissions }),
      known.lacking(for: operation) == nil, let client = try? client.get(),
      let call = try? operation.request(for: Object())
    else { return nil }
    let request = client.request(.get, call.target)
    let surroundings = world.surroundings
    let outcome = await withTaskGroup(of: Outcome?.self) { tasks in
      tasks.addTask { await client.send(request) }
      tasks.addTask {
        try? await surroundings.sleep(0.5)
        return nil
      }
      defer { tasks.cancelAll() }
      return await tasks.next() ?? nil
    }
    guard let outcome, let answer = try? Answers.body(of: outcome) else { return nil }
    known.learn(from: answer, to: Object(), of: operation)
    return known.balance
  }
}
