import JSON
import Machine

extension Session {
  /// Drives a fiber to its end, carrying its effects out.
  func drive(_ fiber: Fiber) async -> Result<Value, Failure> {
    while true {
      switch fiber.resume() {
      case .finished(let value): return .success(value)
      case .failed(let failure): return .failure(failure)
      case .effect(let effect):
        do throws(Failure) {
          guard let reply = try await carryOut(effect) else {
            parked = fiber
            return .success(.null)
          }
          fiber.deliver(reply)
        } catch {
          fiber.deliver(.failure(error))
        }
      }
    }
  }

  /// What the world answers; nil where the fiber is to be left until somebody asks for the rest.
  private func carryOut(_ effect: Effect) async throws(Failure) -> Reply? {
    switch effect {
    case .call(let call): return try await commands.perform(call, in: self)
    case .pull(let stream): return .items(try await (stream as? WorldStream)?.next() ?? [])
    case .close: return .value(.null)
    case .show(let value, let asText):
      if asText, case .string(let text) = value {
        try display.verbatim(text)
      } else {
        try display.show(value)
      }
      return .value(.null)
    case .showItem(let value, let rule):
      let wantsMore = try display.item(value)
      if wantsMore { return .value(false) }
      if rule.contains(.kept) {
        return rule.contains(.mayStop) ? nil : .value(false)
      }
      return .value(.bool(rule.contains(.mayStop)))
    case .showEnd:
      try display.end()
      return .value(.null)
    }
  }

  /// Runs the rest of a list that was cut to the screen, so that `$` is all of it.
  func unpark() async -> Failure? {
    guard let fiber = parked else { return nil }
    parked = nil
    display.mute()
    fiber.deliver(.value(false))
    defer { display.unmute() }
    if case .failure(let failure) = await drive(fiber) { return failure }
    return nil
  }
}
