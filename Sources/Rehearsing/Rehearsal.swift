import Catalog
import JSON
import Machine
import Service
import Stage

/// Collects what a script does while it runs against a sandbox. The program makes a rehearsal, gives it to the session,
/// and in the end makes a `RehearsalReport` of it.
///
/// Only the thread of the session uses it.
public final class Rehearsal: WriteGuard, RunObserver {
  typealias Row = RowIndex.Row

  /// How the script goes on after a fault.
  enum Consequence: String {
    /// The script ends.
    case ends
    /// The loop ends.
    case stops
    /// The script goes on.
    case goesOn = "goes_on"
  }

  /// Something that the script wants to do and that would fail.
  struct Fault {
    var failure: Failure
    var row: Row?
    var operation: String?
    var recipient: String?
    var consequence = Consequence.goesOn
  }

  /// The messages that one call has queued.
  struct Sent {
    var operation: String
    /// The ids of the messages in the sandbox.
    var ids: [Int64]
    var row: Row?
  }

  var faults: [Fault] = []
  /// Failures that the script has caught, and may have expected. They are told, but do not count as faults.
  private(set) var caught: [Fault] = []
  private(set) var sent: [Sent] = []
  /// How often each other write was called, in the order of the first calls.
  private(set) var writes: [(operation: String, count: Int)] = []
  /// The credits that all calls have cost.
  private(set) var charged = 0
  /// The credits of calls that were refused because the balance was too low.
  private(set) var missing = 0
  /// The keys of `once` that were done before this run.
  private(set) var skipped: Set<String> = []
  private var begun: Set<String> = []
  private(set) var files: [NoSink] = []
  /// The operations that read records which the copy does not contain.
  private(set) var unknownReads: [String] = []
  private var rows = RowIndex()
  /// The rows that belong to a fault already. A further fault of an equal row takes another one.
  private var taken: Set<Row> = []
  private let mainLane = RehearsalLane()

  public init() {}

  // MARK: The position of the script

  /// Notes the items at which the loops of this fiber are.
  package func note(_ fiber: Fiber) { lane.inner = fiber.itemsUnderWay }

  /// The items of the loops around a fiber that is about to be started.
  package var items: [Value] { lane.outer + lane.inner }

  package func inLane<T>(within items: [Value], _ body: () async -> T) async -> T {
    await RehearsalLane(within: items).run(body)
  }

  private var lane: RehearsalLane { RehearsalLane.running ?? mainLane }

  /// The row of a file that the loops have reached; nil where no item of them is such a row.
  private var row: Row? {
    for item in items.reversed() { if let row = rows.row(of: item, except: taken) { return row } }
    return nil
  }

  /// Gives a function that hears of the items that are read from this file, from its beginning on.
  package func reader(of file: String) -> ([Value], [Int]) -> Void {
    var count = 0
    return { items, lines in
      self.rows.add(items, of: file, from: count, lines: lines)
      count += items.count
    }
  }

  // MARK: The calls of the script

  package func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure) {
    switch result {
    case .failure(let failure): if failure.kind == .credits { missing += write.credits }
    case .success(let answer): done(write, answer["data"] ?? answer)
    }
  }

  private func done(_ write: Write, _ data: Value) {
    let name = write.operation?.name ?? "request"
    guard write.operation?.kind == .send else {
      if let place = writes.firstIndex(where: { $0.operation == name }) {
        writes[place].count += 1
      } else {
        writes.append((name, 1))
      }
      return
    }
    let results = data["results"]?.asArray
    let queued = (results ?? [data]).compactMap { $0["message_id"]?.asInt }
    charged = charged.adding(data["credits_charged"]?.asCount.map { Int($0) } ?? queued.count)
    sent.append(Sent(operation: name, ids: queued, row: results == nil ? row : nil))
    for result in results ?? [] where result["success"] == false { refuse(result, of: name) }
  }

  /// Notes one message of a bulk that was not queued.
  private func refuse(_ result: Value, of operation: String) {
    let isShort = result["error_code"] == "INSUFFICIENT_CREDITS"
    if isShort { missing += 1 }
    let failure = Failure(isShort ? .credits : .validation, result["error"]?.asString ?? "it was refused")
    add([Fault(failure: failure, operation: operation, recipient: result["recipient"]?.asString)])
  }

  /// Notes that a write has failed. The script may still catch the failure.
  package func refused(_ operation: Operation, _ arguments: Object, _ failure: Failure) {
    let start = faults.count
    defer { lane.raised = start..<faults.count }
    if let batch = operation.batch, let items = arguments[batch.parameter]?.asArray {
      return refused(operation, batch, items, arguments, failure)
    }
    let recipient = arguments["recipient"].flatMap { $0.isNull ? nil : $0.asString ?? $0.json }
    add([Fault(failure: failure, row: row, operation: operation.name, recipient: recipient)])
  }

  /// Notes one fault for each message of a bulk that has one; or one fault for the whole bulk, where the failure names
  /// no message.
  private func refused(
    _ operation: Operation, _ batch: Operation.Batch, _ items: [Value], _ arguments: Object,
    _ failure: Failure
  ) {
    if failure.kind == .credits {
      // One call was refused. The calls that would have followed it in a real run would cost as well.
      let before = failure.results.asArray?.count ?? 0
      missing = missing.adding(max(0, items.count - before - batch.most))
    }
    var found: [Int: [String]] = [:]
    for (field, text) in Self.errors(of: operation, arguments, failure) {
      let parts = field.split(separator: ".")
      guard parts.count > 1, parts[0] == batch.parameter, let place = Int(parts[1]) else { continue }
      found[place, default: []].append(text)
    }
    if found.isEmpty { return add([Fault(failure: failure, operation: operation.name)]) }
    for (place, texts) in found.sorted(by: { $0.key < $1.key }) where items.indices.contains(place) {
      var fault = Fault(failure: failure, operation: operation.name)
      fault.failure.message = texts.joined(separator: " ")
      fault.failure.hint = nil
      fault.recipient = items[place]["recipient"].map { $0.asString ?? $0.json }
      fault.row = rows.row(of: items[place], except: taken)
      add([fault])
    }
  }

  /// The faults of the fields. Where this program has found them before the call, they are worded as this program words
  /// them; otherwise as the server does.
  private static func errors(
    of operation: Operation, _ arguments: Object, _ failure: Failure
  ) -> [(field: String, text: String)] {
    if failure.kind == .validation, failure.status == nil {
      return operation.validate(arguments, checks: Checks(batchSize: false)).map {
        ($0.field, $0.expectation)
      }
    }
    return (failure.errors.asObject?.members ?? []).flatMap { member in
      (member.value.asArray ?? [member.value]).map { (member.name.string, $0.asString ?? $0.json) }
    }
  }

  /// A loop has gone on after a failure, or the script has caught it. A script may expect a failure that it catches. So
  /// a caught failure is noted only where it is the failure of a call, or where its kind is `script` or `usage` and it
  /// belongs to a row.
  package func passed(_ failure: Failure, _ reason: PassOver) {
    if reason == .caught, raised(as: failure) == nil, row == nil || ![.script, .usage].contains(failure.kind)
    {
      if failure.kind != .interrupted { caught.append(Fault(failure: failure, row: row)) }
      return
    }
    end(failure, reason == .rehearsed ? .stops : .goesOn, mayComeAgain: reason == .caught)
  }

  /// A failure that the script has caught, and raised once more, is no longer one that it caught.
  private func forget(_ failure: Failure) {
    guard let last = caught.last?.failure, last.kind == failure.kind, last.message == failure.message else {
      return
    }
    caught.removeLast()
  }

  /// A failure has ended a turn of a loop, or the script.
  ///
  /// - Parameter mayComeAgain: whether the script has caught the failure, and may raise it once more.
  func end(_ failure: Failure, _ consequence: Consequence, mayComeAgain: Bool = false) {
    let range = raised(as: failure)
    if !mayComeAgain {
      lane.raised = nil
      forget(failure)
    }
    guard let range else {
      add([Fault(failure: failure, row: row, consequence: consequence)])
      if mayComeAgain { lane.raised = (faults.count - 1)..<faults.count }
      return
    }
    for place in range {
      faults[place].consequence = consequence
      faults[place].failure.span = failure.span
    }
  }

  /// The faults that were noted for this failure already; nil where there are none.
  private func raised(as failure: Failure) -> Range<Int>? {
    guard let range = lane.raised, let last = range.last else { return nil }
    let noted = faults[last].failure
    return noted.kind == failure.kind && (range.count > 1 || noted.message == failure.message) ? range : nil
  }

  private func add(_ faults: [Fault]) {
    for var fault in faults {
      if fault.row == nil, fault.operation != nil, let number = fault.recipient {
        fault.row = rows.row(withNumber: number, except: taken)
      }
      if let row = fault.row { taken.insert(row) }
      self.faults.append(fault)
    }
  }

  // MARK: The effects of the script

  package func skips(_ key: String) { if !begun.contains(key) { skipped.insert(key) } }
  package func begins(_ key: String) { begun.insert(key) }
  package func saves(_ sink: NoSink) { files.append(sink) }

  /// Notes an operation that reads records which the copy does not contain.
  package func reads(_ operation: Operation) {
    guard let noun = operation.noun, !AccountCopy.parts.contains(where: { $0.noun == noun }),
      !unknownReads.contains(operation.name)
    else { return }
    unknownReads.append(operation.name)
  }
}
