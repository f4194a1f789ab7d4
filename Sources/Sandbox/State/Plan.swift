/// What will happen to a message.
enum Outcome: String, Sendable {
  case delivered, notOnWhatsApp, instanceClosed, staysPending, staysProcessing, staysSent

  /// The statuses after `pending`, and how many seconds after its queuing the message comes to
  /// each.
  var steps: [(status: Status, seconds: Int64)] {
    switch self {
    case .delivered: [(.processing, 2), (.sent, 5), (.delivered, 7)]
    case .notOnWhatsApp, .instanceClosed: [(.processing, 2), (.failed, 5), (.refunded, 7)]
    case .staysPending: []
    case .staysProcessing: [(.processing, 2)]
    case .staysSent: [(.processing, 2), (.sent, 5)]
    }
  }
}

/// When the steps of a message happen.
struct Plan: Sendable {
  let outcome: Outcome
  /// The delay that the caller asked for, in microseconds.
  let delay: Int64
  /// How many microseconds one second of the steps takes.
  let pace: Int64

  /// The step after a status, in microseconds after the message was queued; nil at the end.
  func step(after status: Status) -> (status: Status, offset: Int64)? {
    let steps = outcome.steps
    let next = steps.firstIndex { $0.status == status }.map { $0 + 1 } ?? 0
    guard steps.indices.contains(next) else { return nil }
    return (steps[next].status, offset(steps[next].seconds))
  }

  /// When a message with the status `status` came to `goal`, in microseconds after it was queued;
  /// nil where it did not.
  func moment(of goal: Status, upTo status: Status) -> Int64? {
    let steps = outcome.steps
    guard let reached = steps.firstIndex(where: { $0.status == status }) else { return nil }
    return steps[...reached].first { $0.status == goal }.map { offset($0.seconds) }
  }

  private func offset(_ seconds: Int64) -> Int64 {
    let (sum, overflow) = delay.addingReportingOverflow(seconds * pace)
    return overflow ? .max : sum
  }
}
