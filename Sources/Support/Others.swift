import Commands
import JSON
import Library
import Machine
import Rendering
import Service
import Stage

/// Whom else the same befell as one message that failed.
struct Others {
  private let service: Service
  /// So many records are looked at: a row tells no reason.
  private static let mostRecords = 60
  /// So many rows are looked at for one message.
  private static let mostRows = 5000

  init(_ service: Service) { self.service = service }

  /// `480 others since 07:00`; nil where it cannot be told.
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
      return (looked ? "none of \(Self.looked(known.count, failed.count))" : "nobody in that time", 0)
    }
    let since = InstanceChanges(service).minute(first)
    let count = "\(Figures.counted(alike.count, "other")) since \(since)"
    return (count + (looked ? ", of \(Self.looked(known.count, failed.count))" : ""), alike.count)
  }

  private static func looked(_ known: Int, _ all: Int) -> String {
    "\(Figures.grouped(known)) looked at, where \(Figures.grouped(all)) failed"
  }
}
