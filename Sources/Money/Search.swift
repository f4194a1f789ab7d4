import Catalog
import Commands
import JSON
import Ledger
import Library
import Machine
import Rendering
import Service
import Stage

/// Looks among the account's messages for those that writes, whose answers are not known, may have sent.
final class Search {
  enum Result: Equatable {
    /// Its answer: it was sent.
    case found(Value)
    case nothing
    case several(Int)
    /// No message is known to be it, but so many may be.
    case unclear(Int)
    /// The list that was answered is not whole, or cannot be believed.
    case unread
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
      case .unclear(1): "a message of the account may be it, but does not tell"
      case .unclear(let count): "\(count) messages of the account may be it, but do not tell"
      case .unread: "the list of the account's messages is not whole, or not what the documentation shows"
      case .partly: "a part of it was"
      case .unknown: "it cannot be looked for among the account's messages"
      case .clock: "this machine's clock has been set back since, so that it cannot be looked for"
      }
    }
  }

  private let desk: LedgerDesk
  private var service: Service { desk.service }
  /// What was read of the account to know what messages are like.
  private var templates: [Value]?
  private var phones: [Value: String?] = [:]

  /// Whether it fails where the key may not read; else what cannot be looked for is unknown.
  private let mustLook: Bool

  init(at desk: LedgerDesk, mustLook: Bool) {
    self.desk = desk
    self.mustLook = mustLook
  }

  /// Nil where the key may not read what it takes.
  private func looking<T>(_ look: () async throws(Failure) -> T?) async throws(Failure) -> T? {
    do throws(Failure) { return try await look() } catch {
      if mustLook || error.kind != .permission { throw error }
      return nil
    }
  }

  /// A result for each, by one walk through the list. Of writes that are alike each needs a message of its own:
  /// where there are as many, they are all settled, else none is.
  func results(of traces: [KeyTrace]) async throws(Failure) -> [Result] {
    // Of each write of each trace its messages: a bulk has several.
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

  /// What its messages tell of a write: a bulk's answer cannot be made of them.
  private func joined(_ messages: [Result], of write: KeyTrace.Write) -> Result {
    if messages.count == 1, write.answer != nil || bulk(write) == nil { return messages[0] }
    if messages.contains(where: \.isDone) { return .partly }
    return messages.first { !$0.mayBeRepeated } ?? messages.first { $0 != .nothing } ?? messages.first
      ?? .unknown
  }

  /// What its writes tell of a block: of one that may make several, no one write tells what came of all.
  private static func result(of trace: KeyTrace, _ writes: [Result]) -> Result {
    if trace.onlyWrite != nil { return writes[0] }
    if writes.contains(where: \.isDone) { return .partly }
    return writes.first { !$0.mayBeRepeated } ?? writes.first { $0 != .nothing }
      ?? (writes.isEmpty ? .unknown : .nothing)
  }

  /// What the list shows, from that time on, of messages that no key has claimed.
  private func view(since start: Double, of wanted: Set<Likeness>) async throws(Failure) -> MessageView {
    guard let list = service.catalog.operations.first(where: \.isPaginated) else {
      return MessageView()
    }
    let difference = try await clockDifference(list)
    let since = start + difference - Self.clockMargin
    var view = MessageView(since: since, wanted: wanted, types: types)
    // All of it, and not what a window leaves: a row that does not tell may be the one.
    let walk = Walk(list, Object(), Window(), in: service, readsAhead: false)
    do throws(Failure) {
      while !view.isPast, case let rows = try await walk.next(), !rows.isEmpty {
        let ids = rows.compactMap { $0["id"] }.filter(\.isRecordID)
        let claimed = try await desk.ledger.claimed(among: ids)
        view.forgotten = desk.ledger.forgotten + difference + Self.clockMargin
        for row in rows { view.note(row, claimed: claimed) }
      }
    } catch {
      // The status of an answer that refuses; a list that is short has none.
      guard !mustLook, error.kind == .server, error.status == nil else { throw error }
      desk.console.say(Escaping.line(error.message))
      return view
    }
    view.isWhole = walk.isAsDocumented && (view.isPast || walk.isWithinTotal)
    return view
  }

  /// The types that a message can have.
  private var types: Set<String> {
    let sends = service.catalog.operations.filter { $0.kind == .send }
    var types = Set(sends.compactMap { $0.verb.hasPrefix("send-") ? String($0.verb.dropFirst(5)) : nil })
    for case .enumeration(let words)? in sends.map({ $0.parameter("message_type")?.type }) {
      types.formUnion(words)
    }
    return types
  }

  /// How far the clock of the service is ahead of ours, in seconds, as its answers tell.
  private func clockDifference(_ list: Operation) async throws(Failure) -> Double {
    if service.lane.lastExchange?.clockDifference == nil {
      _ = try await service.exchange(list, Object([("per_page", 1)]))
    }
    let difference = service.lane.lastExchange?.clockDifference ?? 0
    // The header has whole seconds: what is a little ahead by it may not be. What is behind is.
    return difference > 2 ? difference : min(difference, 0)
  }

  /// How far the two clocks may be apart beside that, in seconds. The times of messages may have whole seconds, and
  /// the request for the difference takes its time too.
  private static let clockMargin = 4.0
}

extension Search {
  /// The bodies of its messages, each as if it were sent alone.
  private func messages(of write: KeyTrace.Write) -> [Value] {
    guard let batch = bulk(write), let list = write.body[batch.parameter]?.asArray,
      var shared = write.body.asObject
    else { return [write.body] }
    shared[batch.parameter] = nil
    return list.map { .object(BatchOnce.body(of: $0, shared: shared)) }
  }

  /// Nil also where the key is that of one message of a bulk, whose body it has.
  private func bulk(_ write: KeyTrace.Write) -> Operation.Batch? {
    operation(of: write)?.batch.flatMap { write.body[$0.parameter] == nil ? nil : $0 }
  }

  private func operation(of write: KeyTrace.Write) -> Operation? {
    service.catalog.operations.first { $0.name == write.operation }
  }

  /// What a message is like; nil where it goes to nobody, so that the list cannot tell.
  private func likeness(of body: Value, in write: KeyTrace.Write) async throws(Failure) -> Likeness? {
    guard let given = body.asObject, given.given("recipient") != nil || given.given("contact_id") != nil
    else {
      return nil
    }
    let operation = operation(of: write)
    let isText = operation?.parameter("message_type") != nil || operation?.batch != nil
    var contents = given.given("content")?.scalarText.map { [$0] }
    var type = given.given("message_type")?.asString ?? (isText ? "text" : nil)
    // The template goes before a content that is given beside it (documentation, "Send Message").
    if let id = given.given("template_id") {
      let variables = given["template_variables"]?.asObject ?? Object()
      let filled = try await template(id).flatMap { Library.filled($0, with: variables) }
      contents = filled.map { (contents ?? []) + [$0] }
      type = nil
    }
    return Likeness(recipient: try await recipient(of: given), contents: contents, type: type)
  }

  /// A contact goes before a number that is given beside it.
  private func recipient(of body: Object) async throws(Failure) -> String? {
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
  /// What a request that is written by hand may hold for a text.
  fileprivate var scalarText: String? { asString ?? asInt.map { String($0) } }
}
