import Catalog
import HTTP
import JSON
import Library
import Machine

/// Looks among the account's messages for those that writes, whose answers are not known, may have sent.
final class Search {
  enum Result: Equatable {
    /// Its answer: it was sent.
    case found(Value)
    case nothing
    case several(Int)
    /// It cannot be looked for.
    case unknown

    /// Why it is in doubt.
    var words: String {
      switch self {
      case .found: "it was"
      case .nothing: "no message of the account fits it"
      case .several(let count): "\(count) messages of the account fit it"
      case .unknown: "it cannot be looked for among the account's messages"
      }
    }
  }

  private let session: Session
  /// What was read of the account to know what messages are like.
  private var templates: [Value]?
  private var phones: [Value: String?] = [:]

  init(in session: Session) { self.session = session }

  func result(of trace: Journal.Trace) async throws(Failure) -> Result {
    try await results(of: [trace])[0]
  }

  /// A result for each, by one walk through the list. Of traces that are alike each needs a message of its own:
  /// where there are as many, they are all settled, else none is.
  func results(of traces: [Journal.Trace]) async throws(Failure) -> [Result] {
    var results: [Result] = []
    var wanted: [Likeness: [Int]] = [:]
    for (index, trace) in traces.enumerated() {
      // What was done beside it is not known to be done.
      if trace.writes.count == 1, let answer = trace.writes[0].answer {
        results.append(.found(answer))
      } else if trace.writes.count == 1, let likeness = try await likeness(of: trace.writes[0].body) {
        wanted[likeness, default: []].append(index)
        results.append(.nothing)
      } else {
        results.append(.unknown)
      }
    }
    if wanted.isEmpty { return results }
    let start = wanted.values.joined().map { traces[$0].start }.min() ?? 0
    let fitting = try await rows(since: start, like: Set(wanted.keys))
    for (likeness, indices) in wanted {
      let rows = fitting[likeness] ?? []
      for (place, index) in indices.enumerated() where !rows.isEmpty {
        results[index] = rows.count == indices.count ? .found(Self.answer(rows[place])) : .several(rows.count)
      }
    }
    return results
  }

  /// The rows of the list that no key has claimed, by what they are like, oldest first.
  private func rows(
    since start: Double, like wanted: Set<Likeness>
  ) async throws(Failure) -> [Likeness: [Value]] {
    guard let list = session.commands.catalog.operations.first(where: \.isPaginated) else { return [:] }
    let claimed = try session.journal.claimed()
    let recipients = Set(wanted.map(\.recipient))
    let since = start + (try await clockDifference(list)) - Self.clockMargin
    let window = Window(since: since, recipient: recipients.count == 1 ? recipients.first : nil)
    let walk = Walk(list, Object(), window, in: session)
    var fitting: [Likeness: [Value]] = [:]
    while case let rows = try await walk.next(), !rows.isEmpty {
      for row in rows where !claimed.contains(row["id"] ?? .null) {
        guard let likeness = Likeness(row: row), let match = wanted.first(where: { $0.fits(likeness) }) else {
          continue
        }
        fitting[match, default: []].insert(row, at: 0)
      }
    }
    return fitting
  }

  /// How far the clock of the service is ahead of ours, in seconds, as its answers tell.
  private func clockDifference(_ list: Operation) async throws(Failure) -> Double {
    if session.lastExchange?.clockDifference == nil {
      _ = try await session.exchange(list, Object([("per_page", 1)]))
    }
    let difference = session.lastExchange?.clockDifference ?? 0
    // The header has whole seconds.
    return abs(difference) > 2 ? difference : 0
  }

  /// How far the two clocks may be apart beside that, in seconds.
  private static let clockMargin = 2.0

  /// A row of the list, with its id as a send's answer has it.
  private static func answer(_ row: Value) -> Value {
    guard case .object(let members) = row else { return row }
    return .object(
      Object(members.members.map { ($0.name == "id" ? "message_id" : $0.name, $0.value) }))
  }
}

/// What a message is known by in the list: to whom, what, and of which type.
private struct Likeness: Hashable {
  var recipient: String
  var content: String
  /// Nil where a template says it.
  var type: String?

  init(recipient: String, content: String, type: String?) {
    (self.recipient, self.content, self.type) = (recipient, content, type)
  }

  init?(row: Value) {
    guard let recipient = row["recipient"]?.asString, let content = row["content"]?.asString else {
      return nil
    }
    self.init(recipient: recipient, content: content, type: row["type"]?.asString)
  }

  func fits(_ row: Likeness) -> Bool {
    recipient == row.recipient && content == row.content && (type == nil || type == row.type)
  }
}

extension Search {
  /// What a write's message is like; nil where the list cannot tell.
  private func likeness(of body: Value) async throws(Failure) -> Likeness? {
    guard let recipient = try await recipient(of: body) else { return nil }
    if let content = body["content"]?.asString {
      return Likeness(recipient: recipient, content: content, type: body["message_type"]?.asString ?? "text")
    }
    guard let id = body["template_id"], let template = try await template(id) else { return nil }
    let variables = body["template_variables"]?.asObject ?? Object()
    guard let content = Library.filled(template, with: variables) else { return nil }
    return Likeness(recipient: recipient, content: content, type: nil)
  }

  private func recipient(of body: Value) async throws(Failure) -> String? {
    if let recipient = body["recipient"]?.asString { return recipient }
    guard let id = body["contact_id"] else { return nil }
    if let known = phones[id] { return known }
    let phone = try await Account(session: session).read("contacts", "get", id).value?["phone"]?.asString
    phones[id] = .some(phone)
    return phone
  }

  private func template(_ id: Value) async throws(Failure) -> String? {
    if templates == nil {
      templates = try await Account(session: session).read("templates", "list").value?.asArray ?? []
    }
    return templates?.first { $0["id"] == id }?["content"]?.asString
  }
}
