import JSON

/// The outcome that the last four digits of a recipient ask for, so that a script can try every
/// outcome.
enum TestNumber: String {
  case fails = "0000"
  case staysPending = "0001"
  case staysProcessing = "0002"
  case staysSent = "0003"
  case refused = "0004"
  case failsOnce = "0005"
  case limitedOnce = "0006"
  case losesAnswer = "0007"

  init?(_ recipient: Text) { self.init(rawValue: String(recipient.string.suffix(4))) }

  var outcome: Outcome {
    switch self {
    case .fails: .notOnWhatsApp
    case .staysPending: .staysPending
    case .staysProcessing: .staysProcessing
    case .staysSent: .staysSent
    case .refused, .failsOnce, .limitedOnce, .losesAnswer: .delivered
    }
  }
}

extension State {
  /// The outcome that a recipient asks for; nil where it asks for none.
  func testNumber(_ recipient: Text) -> TestNumber? { hasTestNumbers ? TestNumber(recipient) : nil }
}

extension TestNumber {
  /// The refusal that it gets once; nil where it gets none.
  var refusalOnce: Refusal? {
    switch self {
    case .failsOnce: .failure
    case .limitedOnce: .rateLimited(retryAfter: 1)
    case .fails, .staysPending, .staysProcessing, .staysSent, .refused, .losesAnswer: nil
    }
  }
}
