import Catalog
import JSON
import Machine
import Rendering
import Source
import Stage

/// The results of a rehearsal, made after the script has ended.
public struct RehearsalReport {
  /// How many messages of one type would be sent with one operation.
  struct Line {
    var operation: String
    var type: String
    var count = 0
  }

  /// What all writes of one file would put into it.
  struct File {
    var path: String
    var items = 0
    var times = 0
  }

  /// Failures that the script has caught at one place in it.
  struct Caught {
    var failure: Failure
    /// The place in the script, as `file:line`.
    var place: String?
    var count = 0
  }

  let script: String
  let copy: AccountCopy
  private(set) var lines: [Line] = []
  private(set) var recipients: Set<String> = []
  let writes: [(operation: String, count: Int)]
  let files: [File]
  /// How many keys of `once` were done before.
  let skipped: Int
  /// How many credits the whole run would cost, including those that the account does not have.
  let cost: Int
  private(set) var faults: [Rehearsal.Fault]
  private(set) var caught: [Caught] = []
  private(set) var notes: [String] = []
  /// The place in the script where each fault has come up, as `file:line`.
  private(set) var places: [String?] = []
  /// How long the script would wait in all, in seconds.
  let wait: Double
  /// The exit status with which the script ended.
  let ending: Int32

  /// - Parameters:
  ///   - sources: the texts to which the spans of the faults refer.
  ///   - messages: all messages that were queued, in their last state.
  ///   - ending: how the script ended, and with which exit status.
  public init(
    _ rehearsal: Rehearsal, of script: String, _ sources: SourceMap, copy: AccountCopy, messages: [Value],
    wait: Double, ending: (Ending, Int32)
  ) {
    self.script = script
    self.copy = copy
    self.wait = wait
    self.ending = ending.1
    if case .failed(let failure) = ending.0, failure.kind != .interrupted { rehearsal.end(failure, .ends) }
    (writes, skipped) = (rehearsal.writes, rehearsal.skipped.count)
    files = Self.files(rehearsal.files)
    (cost, faults) = (rehearsal.charged.adding(rehearsal.missing), rehearsal.faults)
    count(rehearsal.sent, messages)
    notes = Self.notes(ending.0, rehearsal.unknownReads, copy) + singles
    places = faults.map { $0.failure.span.flatMap(sources.line) }
    for fault in rehearsal.caught {
      note(caught: fault.failure, at: fault.failure.span.flatMap(sources.line))
    }
  }

  private mutating func note(caught failure: Failure, at place: String?) {
    let known = caught.firstIndex { $0.place == place && $0.failure.kind == failure.kind }
    if known == nil { caught.append(Caught(failure: failure, place: place)) }
    caught[known ?? caught.count - 1].count += 1
  }

  private mutating func count(_ sent: [Rehearsal.Sent], _ messages: [Value]) {
    var byID: [Int64: Value] = [:]
    for message in messages { if let id = message["id"]?.asInt { byID[id] = message } }
    let told = Set(
      faults.flatMap { $0.failure.results.asArray ?? [] }.compactMap { $0["message_id"] ?? $0["id"] })
    for call in sent {
      for id in call.ids {
        guard let message = byID[id] else { continue }
        recipients.insert(message["recipient"]?.asString ?? "")
        add(call.operation, message["type"]?.asString ?? "")
        if !told.contains(.int(id)), let reason = message["error_message"]?.asString {
          fail(message, reason, call)
        }
      }
    }
  }

  /// The files in the order in which they are first written.
  private static func files(_ sinks: [NoSink]) -> [File] {
    var files: [File] = []
    var places: [String: Int] = [:]
    for sink in sinks {
      let place = places[sink.path] ?? files.count
      if place == files.count { files.append(File(path: sink.path)) }
      places[sink.path] = place
      files[place].items = files[place].items.adding(sink.count)
      files[place].times += 1
    }
    return files
  }

  private mutating func add(_ operation: String, _ type: String) {
    if let place = lines.firstIndex(where: { $0.operation == operation && $0.type == type }) {
      lines[place].count += 1
    } else {
      lines.append(Line(operation: operation, type: type, count: 1))
    }
  }

  /// Notes a message that would be queued and would then fail.
  private mutating func fail(_ message: Value, _ reason: String, _ call: Rehearsal.Sent) {
    faults.append(
      Rehearsal.Fault(
        failure: Failure(.undelivered, "it would be queued, and then fail: \(reason)"), row: call.row,
        operation: call.operation, recipient: message["recipient"]?.asString))
  }

  private static func notes(_ ending: Ending, _ reads: [String], _ copy: AccountCopy) -> [String] {
    var notes: [String] = []
    if !reads.isEmpty {
      notes.append(
        "\(reads.joined(separator: ", ")) saw only the messages of this run: the account's messages are not copied"
      )
    }
    if case .failed(let failure) = ending, failure.ending == .rehearsal { notes.append(failure.message) }
    if copy.lacks("instances") || copy.lacks("contacts") || copy.lacks("templates") {
      notes.append("sends that name records which were not copied were taken as good")
    }
    return notes
  }

  /// From so many messages on that are sent in calls of their own, the report recommends bulks.
  private static let manySingles = 20

  private var singles: [String] {
    let batches = Operation.sendMessage.name
    let count = lines.filter { $0.operation == batches }.reduce(0) { $0 + $1.count }
    guard count >= Self.manySingles else { return [] }
    return ["\(Figures.grouped(count)) messages take a call each; messages send-bulk takes 100 a call"]
  }

  var count: Int { lines.reduce(0) { $0 + $1.count } }

  /// How many credits the account lacks.
  var short: Int { copy.credits.map { max(0, cost.subtracting(Int($0))) } ?? 0 }

  /// The exit status of the rehearsal: 5 where credits or a budget are too low; 10 where a part of the run would fail;
  /// otherwise the status of the script.
  public var exitStatus: Int32 {
    if ending == ExitStatus.interrupted { return ending }
    if short > 0 || faults.contains(where: { [.credits, .budget].contains($0.failure.kind) }) { return 5 }
    let some = faults.contains { $0.row != nil || $0.consequence != .ends }
    return some ? ExitStatus.partly : ending
  }
}

extension SourceMap {
  /// The place as `campaign.wsl:3`.
  fileprivate func line(_ span: Span) -> String? {
    self[span].map { "\($0.name):\($0.position(of: Int(span.start)).line)" }
  }
}

// MARK: - JSON

extension RehearsalReport {
  /// The report as JSON text. Characters that a terminal must not receive are escaped in it, which keeps the same JSON
  /// value.
  public func jsonText(indent: Int) -> String { Escaping.json(json.json(indent: indent)) + "\n" }

  public var json: Value {
    [
      "script": Value(script), "messages": number(count), "recipients": number(recipients.count),
      "sends": .array(
        lines.map {
          ["operation": Value($0.operation), "type": Value($0.type), "messages": number($0.count)]
        }),
      "calls": .array(writes.map { ["operation": Value($0.operation), "calls": number($0.count)] }),
      "writes": .array(files.map { ["file": Value($0.path), "items": number($0.items)] }),
      "skipped_keys": number(skipped), "cost": number(cost), "balance": copy.credits.map(Value.int) ?? .null,
      "short": number(short), "wait_s": .double(wait),
      "caught": .array(
        caught.map {
          [
            "kind": Value($0.failure.kind.rawValue), "message": Value($0.failure.message),
            "at": $0.place.map { Value($0) } ?? .null, "count": number($0.count),
          ]
        }),
      "faults": .array(zip(faults, places).map { Self.json($0, $1) }),
      "not_copied": .array(copy.gaps.map { ["what": Value($0.what), "reason": Value($0.reason)] }),
      "notes": .array(notes.map { Value($0) }), "status": .int(Int64(exitStatus)),
    ]
  }

  private func number(_ count: Int) -> Value { .int(Int64(count)) }

  private static func json(_ fault: Rehearsal.Fault, _ place: String?) -> Value {
    [
      "file": fault.row.map { Value($0.file) } ?? .null,
      "line": fault.row?.line.map { .int(Int64($0)) } ?? .null,
      "index": fault.row.map { .int(Int64($0.index)) } ?? .null,
      "operation": fault.operation.map { Value($0) } ?? .null,
      "recipient": fault.recipient.map { Value($0) } ?? .null,
      "kind": Value(fault.failure.kind.rawValue), "message": Value(fault.failure.message),
      "hint": fault.failure.hint.map { Value($0) } ?? .null, "at": place.map { Value($0) } ?? .null,
      "script": Value(fault.consequence.rawValue),
    ]
  }
}
