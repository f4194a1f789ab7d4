import Catalog
import Commands
import JSON
import Ledger
import Library
import Machine
import Rendering
import Service
import Stage

/// Looks in the account's list of messages for those that writes with unknown outcome may have sent.
final class Search {
  enum Result: Equatable {
    /// It was sent. The value is its answer, or the row of its message.
    case found(Value)
    case nothing
    /// So many messages fit, and it is not clear which of them it is.
    case several(Int)
    /// No message certainly fits, but so many may.
    case unclear(Int)
    /// The list was not whole, or cannot be trusted.
    case unread
    /// A part of what the write was to do has been done.
    case partly
    /// The message cannot be looked for.
    case unknown
    /// According to this machine's clock, the write began in the future.
    case clock

    /// Why the key is in doubt, as a part of a message.
    var words: String {
      switch self {
      case .found: "it was"
      case .nothing: "no message of the account fits it"
      case .several(let count): "\(count) messages of the account fit it"
      case .unclear(1): "a message of the account may be it, but that is not certain"
      case .unclear(let count): "\(count) messages of the account may be it, but do not tell"
      case .unread: "the list of the account's messages is incomplete, or differs from the documentation"
      case .partly: "a part of it was"
      case .unknown: "it cannot be looked for among the account's messages"
      case .clock: "this machine's clock was set back since then, so the message cannot be looked for"
      }
    }
  }

  private let desk: LedgerDesk
  private var service: Service { desk.service }
  /// The templates and telephone numbers that were read, in order to know what the messages look like.
  private var templates: [Value]?
  private var phones: [Value: String?] = [:]

  /// Whether a lack of permission is a failure. Otherwise the result of what cannot be read is `unknown`.
  private let mustLook: Bool

  init(at desk: LedgerDesk, mustLook: Bool) {
    self.desk = desk
    self.mustLook = mustLook
  }

  /// Reads something; nil where the API key has no permission and `mustLook` is false.
  private func looking<T>(_ look: () async throws(Failure) -> T?) async throws(Failure) -> T? {
    do throws(Failure) { return try await look() } catch {
      if mustLook || error.kind != .permission { throw error }
      return nil
    }
  }

  /// Gives one result for each trace, with one walk through the list. Each of several writes that are alike needs a
  /// message of its own. Where the list has exactly as many messages, all these writes are settled, otherwise none of
  /// them is.
  func results(of traces: [KeyTrace]) async throws(Failure) -> [Result] {
    // The results by trace, by write, and by message: a bulk has several messages.
    var results: [[[Result]]] = []
    var wanted: [Likeness: [(trace: Int, write: Int, message: Int)]] = [:]
    for (index, trace) in traces.enumerated() {
      results.append([])
      for (number, write) in trace.writes.enumerated() {
        if let answer = write.answer {
          results[index].append([.found(answer)])
        } else if trace.start > desk.date + Self.clockMargin {
          results[index].append([.clock])
        } else {
          results[index].append([])
          for body in messages(of: write) {
            let likeness = try await likeness(of: body, in: write)
            if let likeness {
              wanted[likeness, default: []].append((index, number, results[index][number].count))
            }
            results[index][number].append(likeness == nil ? .unknown : .nothing)
          }
        }
      }
    }
    if !wanted.isEmpty {
      let start = wanted.values.joined().map { traces[$0.trace].start }.min() ?? 0
      let view = try await looking { () async throws(Failure) in
        try await self.view(since: start, of: Set(wanted.keys))
      }
      for (likeness, places) in wanted {
        for (number, place) in places.enumerated() {
          results[place.trace][place.write][place.message] =
            view?.result(number, of: places.count, like: likeness) ?? .unknown
        }
      }
    }
    return zip(traces, results).map { trace, writes in
      Self.result(of: trace, zip(trace.writes, writes).map { joined($1, of: $0) })
    }
  }

  /// Makes one result for a write of the results for its messages. A bulk's answer cannot be made up from its messages.
  private func joined(_ messages: [Result], of write: KeyTrace.Write) -> Result {
    if messages.count == 1, write.answer != nil || bulk(write) == nil { return messages[0] }
    if messages.contains(where: \.isDone) { return .partly }
    return messages.first { !$0.mayBeRepeated } ?? messages.first { $0 != .nothing } ?? messages.first
      ?? .unknown
  }

  /// Makes one result for a block of the results for its writes. Where a block may make several writes, no single one
  /// tells the outcome of all.
  private static func result(of trace: KeyTrace, _ writes: [Result]) -> Result {
    if trace.onlyWrite != nil { return writes[0] }
    if writes.contains(where: \.isDone) { return .partly }
    return writes.first { !$0.mayBeRepeated } ?? writes.first { $0 != .nothing }
      ?? (writes.isEmpty ? .unknown : .nothing)
  }

  /// Reads the list from `start` on, in seconds since 1970, without the messages that a key has claimed.
  private func view(since start: Double, of wanted: Set<Likeness>) async throws(Failure) -> MessageView {
    guard let list = service.catalog.operations.first(where: \.isPaginated) else {
      return MessageView()
    }
    let difference = try await clockDifference(list)
    let since = start + difference - Self.clockMargin
    var view = MessageView(since: since, wanted: wanted, types: types)
    // The walk has no window of time: such a window leaves out rows without a time, and one of these may be the
    // message.
    let walk = Walk(list, Object(), Window(), in: service, readsAhead: false)
    do throws(Failure) {
      while !view.isPast, case let rows = try await walk.next(), !rows.isEmpty {
        let ids = rows.compactMap { $0["id"] }.filter(\.isRecordID)
        let claimed = try await desk.ledger.claimed(among: ids)
        view.forgotten = desk.ledger.forgotten + difference + Self.clockMargin
        for row in rows { view.note(row, claimed: claimed) }
      }
    } catch {
      // A refused request has a status. A list that turned out too short has none, and is only reported.
      guard !mustLook, error.kind == .server, error.status == nil else { throw error }
      desk.console.say(Escaping.line(error.message))
      return view
    }
    view.isWhole = walk.isAsDocumented && (view.isPast || walk.isWithinTotal)
    return view
  }

  /// All types that a message can have.
  private var types: Set<String> {
    let sends = service.catalog.operations.filter { $0.kind == .send }
    var types = Set(sends.compactMap { $0.verb.hasPrefix("send-") ? String($0.verb.dropFirst(5)) : nil })
    for case .enumeration(let words)? in sends.map({ $0.parameter("message_type")?.type }) {
      types.formUnion(words)
    }
    return types
  }

  /// By how many seconds the clock of the service is ahead of ours, according to the answers; negative where it is
  /// behind.
  private func clockDifference(_ list: Operation) async throws(Failure) -> Double {
    if service.lane.lastExchange?.clockDifference == nil {
      _ = try await service.exchange(list, Object([("per_page", 1)]))
    }
    let difference = service.lane.lastExchange?.clockDifference ?? 0
    // The header has whole seconds only. A small lead may come from that, so it is not counted; a lag is.
    return difference > 2 ? difference : min(difference, 0)
  }

  /// By how many more seconds the clocks may differ. The times of messages may be in whole seconds, and the request
  /// that asks for the difference takes time as well.
  private static let clockMargin = 4.0
}

extension Search {
  /// The bodies of the messages of a write, each as if it were sent alone.
  private func messages(of write: KeyTrace.Write) -> [Value] {
    guard let batch = bulk(write), let list = write.body[batch.parameter]?.asArray,
      var shared = write.body.asObject
    else { return [write.body] }
    shared[batch.parameter] = nil
    return list.map { .object(BatchOnce.body(of: $0, shared: shared)) }
  }

  /// The bulk that a write is; nil for other writes. It is nil also where the key belongs to one message of a bulk,
  /// since its body is that of the one message.
  private func bulk(_ write: KeyTrace.Write) -> Operation.Batch? {
    operation(of: write)?.batch.flatMap { write.body[$0.parameter] == nil ? nil : $0 }
  }

  private func operation(of write: KeyTrace.Write) -> Operation? {
    service.catalog.operations.first { $0.name == write.operation }
  }

  /// What identifies the message with this body; nil where it has no recipient, so that it cannot be found in the list.
  private func likeness(of body: Value, in write: KeyTrace.Write) async throws(Failure) -> Likeness? {
    guard let given = body.asObject, given.given("recipient") != nil || given.given("contact_id") != nil
    else {
      return nil
    }
    let operation = operation(of: write)
    let isText = operation?.parameter("message_type") != nil || operation?.batch != nil
    var contents = given.given("content")?.scalarText.map { [$0] }
    var type = given.given("message_type")?.asString ?? (isText ? "text" : nil)
    // Where both are given, the template takes precedence over the content (documentation, "Send Message").
    if let id = given.given("template_id") {
      let variables = given["template_variables"]?.asObject ?? Object()
      let filled = try await template(id).flatMap { Library.filled($0, with: variables) }
      contents = filled.map { (contents ?? []) + [$0] }
      type = nil
    }
    return Likeness(recipient: try await recipient(of: given), contents: contents, type: type)
  }

  /// The telephone number of the recipient. Nil where a number and a contact are given: the documentation does not say
  /// which of them counts, so no message of the account is certainly another one.
  private func recipient(of body: Object) async throws(Failure) -> String? {
    if body.given("contact_id") != nil, body.given("recipient") != nil { return nil }
    guard let id = body.given("contact_id") else { return body.given("recipient")?.scalarText }
    if let known = phones[id] { return known }
    let phone = try await AccountReader(service).read(.getContact, id: id).value?["phone"]?.asString
    phones[id] = .some(phone)
    return phone
  }

  private func template(_ id: Value) async throws(Failure) -> String? {
    if templates == nil {
      templates = try await AccountReader(service).read(.listTemplates).value?.asArray ?? []
    }
    return templates?.first { $0["id"] == id }?["content"]?.asString
  }
}

extension Value {
  /// The text that a parameter stands for. A request that was written by hand may hold a number instead.
  fileprivate var scalarText: String? { asString ?? asInt.map { String($0) } }
}
