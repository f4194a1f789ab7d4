import JSON
import Rendering

/// What a message's status means at its age: after days a message is no longer "on its way".
struct MessageAge {
  enum State {
    case arrived, failed
    /// On its way to WhatsApp for a short time; or for so long that it will not get there.
    case underway, stuck
    /// Handed to WhatsApp a short time ago; or long ago, and still not confirmed.
    case sent, unconfirmed
  }

  let state: State
  let status: String
  /// In seconds; nil where no time is known.
  let age: Double?

  /// A message that is handed over at all is handed over within this time, in seconds.
  private static let longestWay = 900.0
  /// After this time, in seconds, more must be wrong than a phone that is switched off.
  private static let longestSilence = 86400.0

  init(_ record: Value, now: Double) {
    status = record["status"]?.asString ?? "?"
    age = record.created.map { now - $0 }
    let age = age ?? 0
    switch status {
    case "delivered": state = .arrived
    case "failed", "refunded": state = .failed
    case "sent": state = age < Self.longestSilence ? .sent : .unconfirmed
    default: state = age < Self.longestWay ? .underway : .stuck
    }
  }

  private var since: String { age.map { Figures.duration($0) } ?? "some time" }

  func headline(_ id: Value) -> String {
    let name = "Message \(id.json)"
    return switch state {
    case .arrived: "\(name) arrived."
    case .failed: "\(name) did not arrive: sending failed."
    case .sent: "\(name) was sent, and is not confirmed as delivered."
    case .unconfirmed: "\(name) was sent \(since) ago, and was never confirmed as delivered."
    case .underway: "\(name) is still on its way."
    case .stuck: "\(name) has been \(Escaping.line(status)) for \(since): it is no longer on its way."
    }
  }

  /// - Parameters:
  ///   - connection: the state of the instance's connection now, where it is known.
  ///   - reason: why the message failed, where the service says it.
  ///   - isRead: whether the record was read, which contains the reason. A row of a list does not contain it.
  func advice(_ id: Value, connection: String?, reason: String?, isRead: Bool) -> String {
    switch state {
    case .arrived: "nothing: it is on the recipient's device"
    case .failed where reason == nil && !isRead:
      "do not send it again before the reason was read: explain \(id.json) reads it once more"
    case .failed where reason == nil:
      "the service gives no reason: ask the recipient whether the number is on WhatsApp, and send it again"
    case .failed: ReasonMeaning(reason ?? "").advice(connection)
    case .sent:
      "the phone may be off or without a network: WhatsApp delivers it when it is back; do not send it again"
    case .unconfirmed:
      "no phone is just off so long: the number may be given up, or have blocked the sender. Reach the recipient "
        + "another way; sent again it costs again, and both may come"
    case .underway, .stuck: Self.handedOver(state, id, connection)
    }
  }

  private static func handedOver(_ state: State, _ id: Value, _ connection: String?) -> String {
    switch connection {
    case "close":
      return "connect the instance again: scan its QR code in the dashboard; "
        + "'messages status \(id.json)' then tells whether it went"
    case "connecting": return "the instance is connecting: look again in a moment"
    default: break
    }
    if case .underway = state { return "wait: messages wait \(id.json)" }
    let give = connection == nil ? "See whether its instance is connected, and give" : "Give"
    return
      "do not wait longer: the service has not handed it over. \(give) its id to the service's support before you "
      + "send it again, else it may come twice"
  }
}
