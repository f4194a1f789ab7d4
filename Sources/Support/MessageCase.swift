import Catalog
import HTTP
import JSON
import Library
import Machine
import Rendering
import Service
import Stage

/// Why one message arrived or did not arrive.
struct MessageCase {
  private let service: Service
  private let account: AccountReader
  /// Where the search for other messages with the same failure begins, in seconds since 1970.
  private let since: Double

  init(_ service: Service, since: Double) {
    self.service = service
    self.since = since
    account = AccountReader(service)
  }

  func explanation(of id: Value) async throws(Failure) -> Explanation {
    let whole = try await account.read(.getMessage, id: id)
    let status = whole.value == nil ? try await account.read(.messageStatus, id: id) : whole
    guard let record = whole.value ?? status.value else {
      switch (whole, status) {
      case (.failed(let failure), _), (_, .failed(let failure)): throw failure
      case (.value, _), (.notAllowed, _):
        throw Failure(
          .permission, "a message is read with read_messages or send_message, but the key has neither")
      }
    }
    return try await explanation(of: record, id, whole)
  }

  /// - Parameter history: the messages that were read already; nil: they are read where they are
  ///   needed.
  func explanation(
    of record: Value, _ id: Value, _ whole: AccountReader.Reading, _ history: History? = nil
  ) async throws(Failure) -> Explanation {
    var rows = [("message", "\(id.json) · \(text(record["type"])) to \(text(record["recipient"]))")]
    if let content = record["content"]?.asString {
      rows.append(("content", Escaping.line(content).cut(to: 60)))
    }
    if let unfilled = record.unfilled { rows.append(("unfilled", unfilled)) }
    rows += timeline(of: record)
    let state = WordMeaning.messageStatuses.first { $0.word == record["status"]?.asString }
    rows.append(("status", text(record["status"]) + (state.map { ": \($0.meaning)" } ?? "")))
    if let reason = record["error_message"]?.asString { rows.append(("reason", Escaping.line(reason))) }
    if let reason = whole.reason { rows.append(("details", reason)) }
    let instance = try await instance(of: record)
    if let instance { rows.append(("instance", instance.words)) }
    let me = try await account.read(.me)
    let balance = me.value?["pockets"]?["whatsapp"]?["balance"]
    rows.append(
      ("credits", balance.map { "\($0.json) in the WhatsApp pocket" } ?? me.reason ?? "not told"))
    let age = MessageAge(record, now: service.console.world.surroundings.date())
    var others: (words: String, count: Int)?
    if case .failed = age.state {
      others = try await Others(service).words(record, id, since: since, history)
    }
    if let others { rows.append(("others", others.words)) }
    let advice = age.advice(
      id, connection: instance?.state, reason: record["error_message"]?.asString, isRead: whole.value != nil)
    rows.append(("do", advice))
    let notRead = AccountReader.notRead([
      ("message", whole), ("instance", instance?.reading), ("credits", me),
    ])
    return Explanation(
      [
        "message": record, "status": record["status"] ?? .null,
        "meaning": state.map { Value($0.meaning) } ?? .null,
        "reason": record["error_message"] ?? .null, "instance": instance?.value ?? .null,
        "balance": balance ?? .null, "others": others.map { .int(Int64($0.count)) } ?? .null,
        "advice": Value(advice), "not_read": notRead,
      ], heading: age.headline(id), rows)
  }

  private func text(_ value: Value?) -> String { value?.asString.map(Escaping.line) ?? value?.json ?? "?" }

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

  /// `2025-01-15 10:30:05 UTC, 3 min ago`, in the run's zone
  func moment(_ seconds: Double) -> String {
    let written = Library.written(seconds, in: service.zone)
    let ago = service.console.world.surroundings.date() - seconds
    return written + (ago >= 0 ? ", \(Figures.duration(ago)) ago" : "")
  }

  // MARK: The instance

  private struct Instance {
    var value: Value
    var state: String?
    var words: String
    var reading: AccountReader.Reading
  }

  private func instance(of record: Value) async throws(Failure) -> Instance? {
    guard let name = record["instance"]?["name"] ?? record["instance"]?["id"] else { return nil }
    let read = try await account.read(.instanceStatus, id: name)
    guard let live = read.value else {
      return Instance(
        value: record["instance"] ?? .null, state: nil, words: "\(text(name)) · \(read.reason ?? "")",
        reading: read)
    }
    let state = live["connection_status"]?.asString
    let meaning = WordMeaning.connectionStatuses.first { $0.word == state }?.meaning
    return Instance(
      value: live, state: state,
      words: "\(text(name)) is \((state ?? "?").asConnection) now"
        + (meaning.map { ": \($0)" } ?? ""), reading: read)
  }
}

extension Value {
  /// A warning where the text of the message still has placeholders, which means that it was sent
  /// with them; else nil.
  var unfilled: String? {
    let names = self["content"]?.asText.map { Library.placeholders(in: $0).map(\.string) } ?? []
    if names.isEmpty { return nil }
    let written = names.map { "{{\(Escaping.line($0))}}" }.joined(separator: " ")
    return "\(written) was sent as it stands: template_variables must give it a value"
  }
}
