import Commands
import JSON
import Library
import Machine
import Service
import Stage
import SystemCalls

/// The records of messages: a row of a list tells neither reason nor instance.
struct FailureRecords {
  /// By the message's id.
  private(set) var records: [Value: Value] = [:]
  /// Why none could be read.
  private(set) var refused: AccountReader.Reading?

  /// So many are read side by side.
  private static let width = 4

  /// Reads as many as `most`, spread over all of them: those that came last are often all of one kind.
  static func read(
    _ rows: [Value], most: Int, in service: Service
  ) async throws(Failure) -> FailureRecords {
    var result = FailureRecords()
    let ids = spread(rows, most).compactMap { $0["id"] }
    var start = 0
    // The first one tells whether the key may read any.
    var count = 1
    while start < ids.count {
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

  /// Those of the rows whose records were read.
  func known(_ rows: [Value]) -> [Value] { rows.filter { self[$0] != nil } }

  /// Why a message failed, without numbers, which would make each reason one of its own.
  func reason(of row: Value) -> String? { self[row].map(\.failureReason) }

  func instance(of row: Value) -> String? {
    let instance = self[row]?["instance"]
    return instance?["name"]?.asString ?? instance?["id"]?.json
  }
}

extension Value {
  /// Of a message's record.
  var failureReason: String { self["error_message"]?.asString?.hidingNumbers ?? "no reason given" }
}
