import Catalog
import Commands
import JSON
import Library
import Rendering

/// The hint that belongs to the failure of a call. It is more precise than the status alone.
package struct Advice {
  private let catalog = Catalog.standard
  /// The operation that failed; nil where the call is not one of the Catalog's.
  private let operation: Operation?
  /// When the call began, in seconds since 1970; nil where nobody asks for that.
  private let time: Double?
  /// The number to which a message was to go; nil where that is not one number.
  private let recipient: String?

  init(for operation: Operation? = nil, at time: Double? = nil, to recipient: String? = nil) {
    (self.operation, self.time, self.recipient) = (operation, time, recipient)
  }

  init(for call: OutgoingCall, at time: Double) {
    self.init(for: call.operation, at: time, to: call.body?["recipient"]?.asString)
  }

  /// The hint after a refusal.
  ///
  /// - Parameters:
  ///   - status: the HTTP status of the answer.
  ///   - errors: the names of the fields that the answer rejects.
  ///   - retryAfter: how many seconds the answer asks the client to wait.
  ///   - url: the URL of the request.
  func refusal(status: Int, errors: [String], retryAfter: Double? = nil, url: String = "") -> String? {
    let general = StatusMeaning.of(status)?.advice
    switch status {
    case 429: return Self.wait(retryAfter) + "; many messages go in one messages send-bulk"
    case 500... where retryAfter != nil: return Self.wait(retryAfter)
    default: break
    }
    guard let operation else {
      return status == 404 ? "the API has no such path: 'help' names its operations" : general
    }
    switch status {
    case 404 where isBeside(url):
      return
        "is the path of the base URL right? The documented one is \(Catalog.basePath): \(url) is not there"
    case 500 where operation.kind == .read:
      return "a read changes nothing and may be asked for again: --retry N does so N times by itself"
    case 404: return list(of: operation.noun).map { "'\($0)' shows those there are" } ?? general
    case 422:
      let named = operation.parameters.first { errors.contains($0.name) && $0.reference != nil }
      if let list = list(of: named?.reference?.noun) { return "'\(list)' shows those there are" }
      return "'help \(operation.name)' tells what each parameter takes"
    default: return general
    }
  }

  /// Whether a 404 can only mean that the API is at another address. That is so where the operation needs no record
  /// that could be missing, or where the path is not the documented one.
  private func isBeside(_ url: String) -> Bool {
    guard let operation, !url.isEmpty, operation.pathParameters.isEmpty else { return false }
    return operation.kind == .read || !url.contains(Catalog.basePath + "/")
  }

  /// Words such as `wait 1800 s (30 min), as Retry-After says`.
  private static func wait(_ seconds: Double?) -> String {
    guard let seconds else { return "wait a while: the answer has no Retry-After that says how long" }
    if seconds < 1 { return "wait a moment: Retry-After says 0 s" }
    let words = Figures.duration(seconds)
    let count = "\(Int(clamping: seconds)) s"
    return "wait \(count)\(words == count ? "" : " (\(words))"), as Retry-After says"
  }

  /// The hint after a write in doubt: how to find out whether it was done.
  var doubt: String {
    let other = operation?.noun == Operation.listMessages.noun ? nil : list(of: operation?.noun)
    let list = other ?? time.map { Self.messages(since: $0, to: recipient) } ?? Operation.listMessages.name
    return "find out whether it was done before you repeat it: '\(list)'"
  }

  /// The hint after a write in doubt that has a key of the ledger.
  static let onceAgain = "run it again: it looks by itself whether this was done, and sends nothing twice"

  /// The command that lists the messages since a write began. It names the time, because a number of messages, or a
  /// span before now, may leave the message out when the user reads the hint later.
  ///
  /// - Parameter time: in seconds since 1970 by this machine's clock, which may be ahead of the service's.
  package static func messages(since time: Double, to recipient: String? = nil) -> String {
    let minute = Library.timestamp(max(0, time - clockMargin)).prefix(16)
    let number = recipient.flatMap { Pattern.e164.matches($0) ? " --to \($0)" : nil } ?? ""
    return "\(Operation.listMessages.name) --since \(minute)Z\(number)"
  }

  /// How many seconds the two clocks may differ.
  private static let clockMargin = 300.0

  private func list(of noun: String?) -> String? { noun.flatMap { catalog.list(of: $0) }?.name }
}
