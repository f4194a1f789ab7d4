import Catalog
import HTTP
import JSON
import Journal
import Library
import Machine
import Rendering
import Stage

/// Looks among the account's messages for those that writes, whose answers are not known, may have sent.
final class Search {
  enum Result: Equatable {
    /// Its answer: it was sent.
    case found(Value)
    case nothing
    case several(Int)
    /// Some of what it was to do is done.
    case partly
    /// It cannot be looked for.
    case unknown
    /// By this machine's clock it was begun later than now.
    case clock

    /// Why it is in doubt.
    var words: String {
      switch self {
      case .found: "it was"
      case .nothing: "no message of the account fits it"
      case .several(let count): "\(count) messages of the account fit it"
      case .partly: "a part of it was"
      case .unknown: "it cannot be looked for among the account's messages"
      case .clock: "this machine's clock has been set back since, so that it cannot be looked for"
      }
    }
  }

  private let session: Session
  /// What was read of the account to know what messages are like.
  private var templates: [Value]?
  private var phones: [Value: String?] = [:]

  /// Whether it fails where the key may not read; else what cannot be looked for is unknown.
  private let mustLook: Bool

  init(in session: Session, mustLook: Bool) {
    self.session = session
    self.mustLook = mustLook
  }

  /// Nil where the key may not read what it takes, or where the list that was answered is not whole.
  private func looking<T>(_ look: () async throws(Failure) -> T?) async throws(Failure) -> T? {
    do throws(Failure) { return try await look() } catch {
      if mustLook { throw error }
      if error.kind == .permission { return nil }
      // The status of an answer that refuses; a list that is short has none.
      guard error.kind == .server, error.status == nil else { throw error }
      session.say(Escaping.line(error.message))
      return nil
    }
  }

  /// A result for each, by one walk through the list. Of writes that are alike each needs a message of its own:
  /// where there are as many, they are all settled, else none is.
  func results(of traces: [Journal.Trace]) async throws(Failure) -> [Result] {
    var results: [[Result]] = []
    var wanted: [Likeness: [(trace: Int, write: Int)]] = [:]
    for (index, trace) in traces.enumerated() {
      results.append([])
      for write in trace.writes {
        if let answer = write.answer {
          results[index].append(.found(answer))
        } else if trace.start > session.world.surroundings.date() + Self.clockMargin {
          results[index].append(.clock)
        } else if let likeness = try await looking({ () async throws(Failure) in
          try await likeness(of: write.body)
        }) {
          wanted[likeness, default: []].append((index, results[index].count))
          results[index].append(.nothing)
        } else {
          results[index].append(.unknown)
        }
      }
    }
    if !wanted.isEmpty {
      let start = wanted.values.joined().map { traces[$0.trace].start }.min() ?? 0
      let fitting = try await looking { () async throws(Failure) in
        try await rows(since: start, like: Set(wanted.keys))
      }
      for (likeness, places) in wanted {
        guard let fitting else {
          for place in places { results[place.trace][place.write] = .unknown }
          continue
        }
        let rows = fitting[likeness] ?? []
        for (row, place) in places.enumerated() where !rows.isEmpty {
          results[place.trace][place.write] =
            rows.count == places.count ? .found(Self.answer(rows[row])) : .several(rows.count)
        }
      }
    }
    return zip(traces, results).map(Self.result)
  }

  /// What its writes tell of a block: of one that may make several, no one write tells what came of all.
  private static func result(of trace: Journal.Trace, _ writes: [Result]) -> Result {
    if trace.onlyWrite != nil { return writes[0] }
    if writes.contains(where: { !$0.mayBeRepeated && $0 != .clock }) { return .partly }
    return writes.first { $0 != .nothing } ?? (writes.isEmpty ? .unknown : .nothing)
  }

  /// The rows of the list that no key has claimed, by what they are like, oldest first.
  private func rows(
    since start: Double, like wanted: Set<Likeness>
  ) async throws(Failure) -> [Likeness: [Value]] {
    guard let list = session.commands.catalog.operations.first(where: \.isPaginated) else { return [:] }
    let claimed = Set(try session.journal.claimed().map(\.recordKey))
    let recipients = Set(wanted.map(\.recipient))
    let since = start + (try await clockDifference(list)) - Self.clockMargin
    let window = Window(since: since, recipient: recipients.count == 1 ? recipients.first : nil)
    let walk = Walk(list, Object(), window, in: session)
    var fitting: [Likeness: [Value]] = [:]
    while case let rows = try await walk.next(), !rows.isEmpty {
      for row in rows where !claimed.contains((row["id"] ?? .null).recordKey) {
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
    // The header has whole seconds: what is a little ahead by it may not be. What is behind is.
    return difference > 2 ? difference : min(difference, 0)
  }

  /// How far the two clocks may be apart beside that, in seconds. The times of messages may have whole seconds, and
  /// the request for the difference takes its time too.
  private static let clockMargin = 4.0

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
  /// One of these.
  var contents: Set<String>
  /// Nil where a template says it.
  var type: String?

  init(recipient: String, contents: [String], type: String?) {
    self.recipient = recipient
    self.contents = Set(contents.map(Self.plain))
    self.type = type
  }

  init?(row: Value) {
    guard let recipient = row["recipient"]?.asString, let content = row["content"]?.asString else {
      return nil
    }
    self.init(recipient: recipient, contents: [content], type: row["type"]?.asString)
  }

  func fits(_ row: Likeness) -> Bool {
    recipient == row.recipient && !contents.isDisjoint(with: row.contents)
      && (type == nil || type == row.type)
  }

  /// As any service may store it: many trim what they are given, and have one form of line ends.
  private static func plain(_ text: String) -> String {
    let lines = text.replacing("\r\n", with: "\n")
    let isEnd = { (character: Character) in
      character.isWhitespace || character == "\u{200B}" || character == "\u{FEFF}"
    }
    guard let first = lines.firstIndex(where: { !isEnd($0) }),
      let last = lines.lastIndex(where: { !isEnd($0) })
    else { return "" }
    return String(lines[first...last])
  }
}

extension Search {
  /// What a write's message is like; nil where the list cannot tell.
  private func likeness(of body: Value) async throws(Failure) -> Likeness? {
    guard let recipient = try await recipient(of: body) else { return nil }
    var contents = [body["content"]?.asString].compactMap(\.self)
    var type = body["message_type"]?.asString ?? "text" as String?
    // The template goes before a content that is given beside it (documentation, "Send Message").
    if let id = body["template_id"] {
      let variables = body["template_variables"]?.asObject ?? Object()
      guard let template = try await template(id), let content = Library.filled(template, with: variables)
      else {
        return nil
      }
      contents.append(content)
      type = nil
    }
    return contents.isEmpty ? nil : Likeness(recipient: recipient, contents: contents, type: type)
  }

  private func recipient(of body: Value) async throws(Failure) -> String? {
    if let recipient = body.asObject?.given("recipient")?.asString { return recipient }
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
