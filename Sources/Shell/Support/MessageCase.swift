import Catalog
import HTTP
import JSON
import Library
import Machine
import Rendering
import Stage

/// Why one message did, or did not, arrive.
struct MessageCase {
  private let session: Session
  private let account: Account

  init(_ session: Session) {
    self.session = session
    account = Account(session: session)
  }

  func explanation(of id: Value) async throws(Failure) -> Explanation {
    let whole = try await account.read("messages", "get", id)
    let status = whole.value == nil ? try await account.read("messages", "status", id) : whole
    guard let record = whole.value ?? status.value else {
      switch (whole, status) {
      case (.failed(let failure), _), (_, .failed(let failure)): throw failure
      default:
        throw Failure(
          .permission, "a message is read with read_messages or send_message, but the key has neither")
      }
    }
    return try await explanation(of: record, id, whole)
  }

  func explanation(of record: Value, _ id: Value, _ whole: Account.Reading) async throws(Failure)
    -> Explanation
  {
    var rows = [("message", "\(id.json) · \(text(record["type"])) to \(text(record["recipient"]))")]
    if let content = record["content"]?.asString {
      rows.append(("content", Escaping.line(content).cut(to: 60)))
    }
    rows += timeline(of: record)
    let state = WordMeaning.messageStatuses.first { $0.word == record["status"]?.asString }
    rows.append(("status", text(record["status"]) + (state.map { ": \($0.meaning)" } ?? "")))
    if let reason = record["error_message"]?.asString { rows.append(("reason", Escaping.line(reason))) }
    if let reason = whole.reason { rows.append(("details", reason)) }
    let instance = try await instance(of: record)
    if let instance { rows.append(("instance", instance.words)) }
    let me = try await account.read(nil, "me")
    let balance = me.value?["pockets"]?["whatsapp"]?["balance"]
    rows.append(
      ("credits", balance.map { "\($0.json) in the WhatsApp pocket" } ?? me.reason ?? "not told"))
    let advice = advice(record, instance?.state, balance)
    rows.append(("do", advice))
    let notRead = Account.notRead([("message", whole), ("instance", instance?.reading), ("credits", me)])
    return Explanation(
      [
        "message": record, "status": record["status"] ?? .null,
        "meaning": state.map { Value($0.meaning) } ?? .null,
        "reason": record["error_message"] ?? .null, "instance": instance?.value ?? .null,
        "balance": balance ?? .null, "advice": Value(advice), "not_read": notRead,
      ], heading: headline(record, id), rows)
  }

  private func text(_ value: Value?) -> String { value?.asString.map(Escaping.line) ?? value?.json ?? "?" }

  private func headline(_ record: Value, _ id: Value) -> String {
    switch record["status"]?.asString {
    case "delivered": "Message \(id.json) arrived."
    case "failed", "refunded": "Message \(id.json) did not arrive: sending failed."
    case "sent": "Message \(id.json) was sent, and is not confirmed as delivered."
    default: "Message \(id.json) is still on its way."
    }
  }

  // MARK: When

  private func timeline(of record: Value) -> [(String, String)] {
    let steps = [
      ("queued", record["queued_at"] ?? record["created_at"]), ("sent", record["sent_at"]),
      ("delivered", record["delivered_at"]), ("failed", record["failed_at"]),
      ("refunded", record["refunded_at"]),
    ]
    return steps.compactMap { name, time in
      time?.asText.flatMap { ISOTime.seconds($0)?.asDouble }.map { (name, moment($0)) }
    }
  }

  /// `2025-01-15 10:30:05 UTC, 3 min ago`
  func moment(_ seconds: Double) -> String {
    let written = Library.written(seconds)
    let ago = session.world.surroundings.date() - seconds
    return written + (ago >= 0 ? ", \(Figures.duration(ago)) ago" : "")
  }

  // MARK: The instance

  private struct Instance {
    var value: Value
    var state: String?
    var words: String
    var reading: Account.Reading
  }

  private func instance(of record: Value) async throws(Failure) -> Instance? {
    guard let name = record["instance"]?["name"] ?? record["instance"]?["id"] else { return nil }
    let read = try await account.read("instances", "status", name)
    guard let live = read.value else {
      return Instance(
        value: record["instance"] ?? .null, state: nil, words: "\(text(name)) · \(read.reason ?? "")",
        reading: read)
    }
    let state = live["connection_status"]?.asString
    let meaning = WordMeaning.connectionStatuses.first { $0.word == state }?.meaning
    return Instance(
      value: live, state: state,
      words: "\(text(name)) is \(text(live["connection_status"])) now"
        + (meaning.map { ": \($0)" } ?? ""), reading: read)
  }

  // MARK: What to do

  private func advice(_ record: Value, _ state: String?, _ balance: Value?) -> String {
    if state == "close" { return "connect the instance again: scan its QR code in the dashboard" }
    if state == "connecting" { return "the instance is connecting: look again in a moment" }
    switch record["status"]?.asString {
    case "delivered": return "nothing: it is on the recipient's device"
    case "failed", "refunded":
      return record["error_message"]?.asString == nil
        ? "ask the recipient whether the number is on WhatsApp, and send it again"
        : "mend what the reason names, then send it again; nothing was charged in the end"
    case "sent":
      return
        "the phone may be off or without a network: WhatsApp delivers it when it is back; do not send it again"
    default:
      if balance == 0 { return "top up the WhatsApp pocket" }
      return "wait: messages wait \(record["id"]?.json ?? record["message_id"]?.json ?? "ID")"
    }
  }
}

/// What became of the messages to a number.
struct NumberCase {
  private let session: Session
  private let account: Account

  init(_ session: Session) {
    self.session = session
    account = Account(session: session)
  }

  func explanation(of number: String) async throws(Failure) -> Explanation {
    let (messages, looked) = try await account.messages(to: number)
    let contacts = try await account.read("contacts", "list")
    let contact = contacts.value?.asArray?.first { $0["phone"]?.asString == number }
    let rows = messages.value?.asArray ?? []
    var lines: [(String, String)] = [
      ("contact", contactWords(contact, contacts)),
      ("messages", messages.reason ?? (rows.isEmpty ? "none \(looked)" : "the newest \(looked):")),
    ]
    for row in rows { lines.append(("", words(for: row))) }
    // The newest that did not arrive is the one that somebody calls about.
    let bad = rows.first { row in row["status"]?.asString != "delivered" }
    var value: Value = [
      "number": Value(number), "contact": contact ?? .null, "messages": messages.value ?? .null,
      "about": bad?["id"] ?? .null,
      "not_read": Account.notRead([("contact", contacts), ("messages", messages)]),
    ]
    if messages.reason != nil {
      lines.append(("do", "find the message's id: 'explain ID' reads one message with send_message alone"))
      return Explanation(value, heading: "The messages to \(number) could not be read.", lines)
    }
    guard let bad, let id = bad["id"] else {
      let last = rows.first.map { "The last message to \(number) arrived: \($0["id"]?.json ?? "")." }
      return Explanation(value, heading: last ?? "No message to \(number) was found.", lines)
    }
    let whole = try await account.read("messages", "get", id)
    let one = try await MessageCase(session).explanation(of: whole.value ?? bad, id, whole)
    if case .object(var members) = value {
      members["explanation"] = one.value
      value = .object(members)
    }
    var joined = Explanation(value, heading: "Messages to \(number)", lines)
    joined.parts += one.parts
    return joined
  }

  private func contactWords(_ contact: Value?, _ reading: Account.Reading) -> String {
    if let reason = reading.reason { return reason }
    guard let contact else { return "not among the contacts" }
    let label = contact["label"]?.asString.map { ": \(Escaping.line($0))" } ?? ""
    return "\(contact["id"]?.json ?? "?")\(label)"
  }

  private func words(for row: Value) -> String {
    let time = row["created_at"]?.asText.flatMap { ISOTime.seconds($0)?.asDouble }
    let when = time.map { MessageCase(session).moment($0) } ?? ""
    return "\(row["id"]?.json ?? "?")  \(Escaping.line(row["status"]?.asString ?? "?"))  \(when)"
  }
}
