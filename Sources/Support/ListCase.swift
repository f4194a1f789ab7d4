import Catalog
import Commands
import JSON
import Library
import Machine
import Rendering
import Service
import Stage

/// What became of several messages.
struct ListCase {
  private let service: Service

  /// The most messages that are read, and the most that are listed.
  private static let most = 100
  private static let listed = 12

  init(_ service: Service) { self.service = service }

  /// - Parameter items: ids or messages.
  /// - Throws: `argument` for an item that is neither; a failure of a call.
  func explanation(of items: [Value]) async throws(Failure) -> Explanation {
    let rows = try items.map { item throws(Failure) -> Value in
      guard let id = item.messageID else {
        throw .argument("explain", "messages, or their ids", item)
      }
      return ["id": id]
    }
    let account = AccountReader(service)
    var told: [(id: Value, record: Value?, said: String)] = []
    var failure: Failure?
    for row in rows.prefix(Self.most) {
      let id = row["id"] ?? .null
      let reading = try await account.message(id)
      failure = failure ?? reading.failure
      told.append((id, reading.value, reading.value.map(said) ?? reading.reason ?? "?"))
      // Where the account cannot be read, the next message cannot be read either.
      if told.count == 1, let failure, failure.kind != .missing { break }
    }
    var counts: [String: Int] = [:]
    for one in told { counts[one.said, default: 0] += 1 }
    let sums = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let looked = rows.count > told.count ? ", \(told.count) of them looked at" : ""
    var lines = sums.prefix(5).map { ("\(Figures.grouped($0.value)) ×", $0.key) }
    lines += told.prefix(Self.listed).map { ($0.id.json, $0.said) }
    if told.count > Self.listed { lines.append(("…", "\(Figures.grouped(told.count - Self.listed)) more")) }
    lines += try await surroundings(of: told.compactMap(\.record), account)
    if let bad = told.first(where: { $0.record?.isFailed == true }) {
      lines.append(("do", "explain \(bad.id.json)"))
    }
    var explanation = Explanation(
      [
        "count": .int(Int64(rows.count)), "looked_at": .int(Int64(told.count)),
        "outcomes": .array(sums.map { ["outcome": Value($0.key), "count": .int(Int64($0.value))] }),
        "messages": .array(
          told.map {
            [
              "id": $0.id, "status": $0.record?["status"] ?? .null,
              "reason": $0.record?["error_message"] ?? .null,
            ]
          }),
      ], heading: "\(Figures.counted(rows.count, "message"))\(looked)", Array(lines))
    if !told.contains(where: { $0.record != nil }) { explanation.failure = failure }
    return explanation
  }

  /// The state of the messages' instances and the credits, now.
  private func surroundings(
    of records: [Value], _ account: AccountReader
  ) async throws(Failure) -> [(String, String)] {
    var lines: [(String, String)] = []
    let names = Set(records.compactMap { $0["instance"]?["name"]?.asString }).sorted()
    for name in names.prefix(3) {
      let live = try await account.read(.instanceStatus, id: Value(name))
      let state = live.value?["connection_status"]?.asString.map { "is \($0.asConnection) now" }
      lines.append(("instance", "\(Escaping.line(name)) \(state ?? live.reason ?? "?")"))
    }
    let me = try await account.read(.me)
    let balance = me.value?["pockets"]?["whatsapp"]?["balance"]
    lines.append(("credits", balance.map { "\($0.json) in the WhatsApp pocket" } ?? me.reason ?? "not told"))
    return lines
  }

  private func said(_ record: Value) -> String {
    let status = Escaping.line(record["status"]?.asString ?? "?")
    return record["error_message"]?.asString.map { "\(status): \(Escaping.line($0.hidingNumbers))" } ?? status
  }
}

extension Value {
  /// The id of a message, or the value itself where it is an id already; nil where it is neither.
  var messageID: Value? {
    if let record = asObject {
      guard case .message(let id)? = RecordAtHand(record) else { return nil }
      return id
    }
    return isMessageID ? self : nil
  }

  /// Whether it can be the id of a message.
  var isMessageID: Bool { asInt != nil || asString.map { Int64($0) != nil } == true }
}
