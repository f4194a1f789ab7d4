import Catalog
import JSON
import Machine
import Service
import Stage

/// What a rehearsal finds out while its script runs against a sandbox: the program makes one, gives it to the session,
/// and makes a `RehearsalReport` of it in the end.
///
/// Used by one thread only, as the session.
public final class Rehearsal: WriteGuard, RunObserver {
  typealias Row = RowIndex.Row

  /// What happens to the script after a fault.
  enum Consequence: String {
    /// It ends there.
    case ends
    /// Its loop does.
    case stops
    case goesOn = "goes_on"
  }

  /// Something that would not be done.
  struct Fault {
    var failure: Failure
    var row: Row?
    var operation: String?
    var recipient: String?
    var consequence = Consequence.goesOn
  }

  /// What a call has sent: the ids of its messages.
  struct Sent {
    var operation: String
    var ids: [Int64]
    var row: Row?
  }

  var faults: [Fault] = []
  private(set) var sent: [Sent] = []
  /// Other writes, by operation, in the order of their first call.
  private(set) var writes: [(operation: String, count: Int)] = []
  private(set) var charged = 0
  /// What was refused since the balance did not suffice.
  private(set) var missing = 0
  /// The keys of `once` that an earlier run has done.
  private(set) var skipped: Set<String> = []
  private var begun: Set<String> = []
  private(set) var files: [NoSink] = []
  /// The reads that the copy knows nothing of.
  private(set) var unknownReads: [String] = []
  private var rows = RowIndex()
  private var taken: Set<Row> = []
  private let mainLane = RehearsalLane()

  public init() {}

  // MARK: Where it is

  /// Where the fiber of this lane is.
  package func note(_ fiber: Fiber) { lane.inner = fiber.itemsUnderWay }

  /// The items around a fiber that is about to be started.
  package var items: [Value] { lane.outer + lane.inner }

  package func inLane<T>(within items: [Value], _ body: () async -> T) async -> T {
    await RehearsalLane(within: items).run(body)
  }

  private var lane: RehearsalLane { RehearsalLane.running ?? mainLane }

  private var row: Row? {
    for item in items.reversed() { if let row = rows.row(of: item, except: taken) { return row } }
    return nil
  }

  /// Is told what is read of a file, from its beginning on.
  package func reader(of file: String) -> ([Value], [Int]) -> Void {
    var count = 0
    return { items, lines in
      self.rows.add(items, of: file, from: count, lines: lines)
      count += items.count
    }
  }

  // MARK: What it does

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

  /// One of a batch that was not queued.
  private func refuse(_ result: Value, of operation: String) {
    let isShort = result["error_code"] == "INSUFFICIENT_CREDITS"
    if isShort { missing += 1 }
    let failure = Failure(isShort ? .credits : .validation, result["error"]?.asString ?? "it was refused")
    add([Fault(failure: failure, operation: operation, recipient: result["recipient"]?.asString)])
  }

  /// A call of a write has failed; the script may catch that.
  package func refused(_ operation: Operation, _ arguments: Object, _ failure: Failure) {
    let start = faults.count
    defer { lane.raised = start..<faults.count }
    if let batch = operation.batch, let items = arguments[batch.parameter]?.asArray {
      return refused(operation, batch, items, arguments, failure)
    }
    let recipient = arguments["recipient"].flatMap { $0.isNull ? nil : $0.asString ?? $0.json }
    add([Fault(failure: failure, row: row, operation: operation.name, recipient: recipient)])
  }

  /// A fault for each item of a batch that has one, and one for all where none has.
  private func refused(
    _ operation: Operation, _ batch: Operation.Batch, _ items: [Value], _ arguments: Object,
    _ failure: Failure
  ) {
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

  /// What is wrong with each field: in our words where it was found before it was sent, else in the server's.
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

  /// A loop goes on after a failure, or the script catches it. A failure that is caught may be meant. So of those only
  /// faults of rows are told.
  package func passed(_ failure: Failure, _ reason: PassOver) {
    if reason == .caught, raised(as: failure) == nil, row == nil || ![.script, .usage].contains(failure.kind)
    {
      return
    }
    end(failure, reason == .rehearsed ? .stops : .goesOn, mayComeAgain: reason == .caught)
  }

  /// A failure has led out of a pass of a loop, or out of the script.
  ///
  /// - Parameter mayComeAgain: it was caught, and may be raised once more.
  func end(_ failure: Failure, _ consequence: Consequence, mayComeAgain: Bool = false) {
    let range = raised(as: failure)
    if !mayComeAgain { lane.raised = nil }
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

  /// The faults that this failure is, where it is noted already.
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

  // MARK: What it leaves

  package func skips(_ key: String) { if !begun.contains(key) { skipped.insert(key) } }
  package func begins(_ key: String) { begun.insert(key) }
  package func saves(_ sink: NoSink) { files.append(sink) }

  /// A read of records that the copy does not have.
  package func reads(_ operation: Operation) {
    guard let noun = operation.noun, !AccountCopy.parts.contains(where: { $0.noun == noun }),
      !unknownReads.contains(operation.name)
    else { return }
    unknownReads.append(operation.name)
  }
}
