import Commands
import JSON
import Library
import Machine
import Rendering
import Service
import Stage

/// The other messages that failed for the same reason as a given one.
struct Others {
  private let service: Service
  /// How many records are read, because a row does not tell the reason.
  private static let mostRecords = 60
  /// How many rows are read for one message.
  private static let mostRows = 5000

  init(_ service: Service) { self.service = service }

  /// `480 others since 07:00`, and how many there are; nil where it cannot be told.
  func words(
    _ record: Value, _ id: Value, since: Double, _ history: History?
  ) async throws(Failure) -> (words: String, count: Int)? {
    let history =
      if let history { history } else {
        try await HistoryReader(service: service).read(since: since, most: Self.mostRows) {
          $0["id"] == id || $0["message_id"] == id
        }
      }
    if let reason = history.refused?.reason { return (reason, 0) }
    let failed = history.failed.filter { $0["id"] != id }
    let records = try await FailureRecords.read(failed, most: Self.mostRecords, in: service)
    let known = records.known(failed)
    if !failed.isEmpty, known.isEmpty { return nil }
    let reason = record.failureReason
    let instance = record["instance"]?["name"]?.asString
    let alike = known.filter {
      records.reason(of: $0) == reason && (instance == nil || records.instance(of: $0) == instance)
    }
    let looked = known.count < failed.count || !history.isWhole
    guard let first = alike.compactMap(\.created).min() else {
      return (
        looked ? "none of \(records.extent(failed))" : "no other message in that time", 0
      )
    }
    let since = InstanceChanges(service).minute(first)
    let count = "\(Figures.counted(alike.count, "other")) since \(since)"
    return (count + (looked ? ", of \(records.extent(failed))" : ""), alike.count)
  }
}
