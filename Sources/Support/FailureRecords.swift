import Commands
import JSON
import Library
import Machine
import Rendering
import Service
import Stage
import SystemCalls

/// The records of messages. They must be read one by one, because a row of a list tells neither reason
/// nor instance.
struct FailureRecords {
  /// The records by the message's id.
  private(set) var records: [Value: Value] = [:]
  /// Why a record could not be read; nil where all could.
  private(set) var refused: AccountReader.Reading?

  /// How many records are read at the same time.
  private static let width = 4

  /// Reads at most `most` records. The messages are chosen evenly from the whole list, because the
  /// newest ones are often all of one kind.
  static func read(
    _ rows: [Value], most: Int, in service: Service
  ) async throws(Failure) -> FailureRecords {
    var result = FailureRecords()
    let ids = spread(rows, most).compactMap { $0["id"] }
    var start = 0
    // The first record is read alone: its answer tells whether the key may read records at all.
    var count = 1
    while start < ids.count {
      service.console.progress.show(Progress("messages get", done: start, total: ids.count))
      let chunk = Array(ids[start..<min(start + count, ids.count)])
      let readings: [AccountReader.Reading?] = await service.aboutNobody {
        await Self.readings(chunk, in: service)
      }
      if service.console.interruption.isSet { throw .interrupted }
      for (id, reading) in zip(chunk, readings) {
        if let record = reading?.value { result.records[id] = record } else { result.refused = reading }
      }
      if result.records.isEmpty { return result }
      start += count
      count = width
    }
    return result
  }

  static func spread(_ rows: [Value], _ most: Int) -> [Value] {
    rows.count <= most ? rows : (0..<most).map { rows[$0 * rows.count / most] }
  }

  private static func readings(_ ids: [Value], in service: Service) async -> [AccountReader.Reading?] {
    let bound = ThreadBound(service)
    typealias Found = (place: Int, reading: AccountReader.Reading?)
    let found = await withTaskGroup(of: Found.self) { tasks in
      for (place, id) in ids.enumerated() {
        tasks.addTask {
          let service = bound.value
          return await service.inNewLane {
            (place, try? await AccountReader(service).message(id))
          }
        }
      }
      return await tasks.reduce(into: [Found]()) { $0.append($1) }
    }
    return found.sorted { $0.place < $1.place }.map(\.reading)
  }

  subscript(row: Value) -> Value? { row["id"].flatMap { records[$0] } }

  /// The rows whose records were read.
  func known(_ rows: [Value]) -> [Value] { rows.filter { self[$0] != nil } }

  /// How many of the failed messages were looked at, such as `100 looked at, where 530 failed`.
  func extent(_ failed: [Value]) -> String {
    "\(Figures.grouped(known(failed).count)) looked at, where \(Figures.grouped(failed.count)) failed"
  }

  /// How many of the failed messages these are, and of how many that is known where not all were looked at.
  func count(_ some: [Value], of failed: [Value]) -> String {
    Figures.grouped(some.count) + (known(failed).count < failed.count ? " of \(extent(failed))" : "")
  }

  /// Why a message failed, with the numbers hidden: with them, nearly every reason would differ from
  /// all others.
  func reason(of row: Value) -> String? { self[row].map(\.failureReason) }

  func instance(of row: Value) -> String? {
    let instance = self[row]?["instance"]
    return instance?["name"]?.asString ?? instance?["id"]?.json
  }
}

extension Value {
  /// The reason of a message's record, with its numbers hidden.
  var failureReason: String { self["error_message"]?.asString?.hidingNumbers ?? "no reason given" }
}
