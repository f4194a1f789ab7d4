import Commands
import HTTP
import JSON
import Library
import Machine
import Service
import Stage

/// Since when the messages of an instance fail: `backup: 0 until 07:00, then 100 %`.
struct InstanceChanges {
  private let service: Service
  /// How many of the messages that arrived are read, because a row does not tell the instance.
  private static let most = 60

  init(_ service: Service) { self.service = service }

  /// One line for each instance whose messages began to fail within the span; others have none.
  func words(_ history: History, _ records: FailureRecords) async throws(Failure) -> [String] {
    let failed = records.known(history.failed)
    let names = Set(failed.compactMap(records.instance)).sorted()
    if names.isEmpty { return [] }
    let arrived = history.rows.filter { ["sent", "delivered"].contains($0["status"]?.asString) }
    let others = try await FailureRecords.read(arrived, most: Self.most, in: service)
    let known = others.known(arrived)
    // Each record that was read stands for this many rows.
    let weight = (
      failed: Self.weight(history.failed.count, failed.count),
      arrived: Self.weight(arrived.count, known.count)
    )
    return names.compactMap { name in
      let times = failed.filter { records.instance(of: $0) == name }.compactMap(\.created)
      guard times.count > 2, let start = times.min() else { return nil }
      let well = known.filter { others.instance(of: $0) == name }.compactMap(\.created)
      let before = well.count { $0 < start }
      guard before > 0 else { return nil }
      let (bad, good) = (Double(times.count) * weight.failed, Double(well.count - before) * weight.arrived)
      let share = Int((bad / (bad + good) * 100).rounded())
      return share < 50 ? nil : "\(name): 0 until \(minute(start)), then \(share) %"
    }
  }

  private static func weight(_ all: Int, _ known: Int) -> Double {
    known == 0 ? 1 : Double(all) / Double(known)
  }

  /// `07:03`; on a day other than today, the date stands before it.
  func minute(_ seconds: Double) -> String {
    let zone = service.zone
    let text = Library.minute(seconds, in: zone)
    let today = Library.minute(service.console.world.surroundings.date(), in: zone)
    return text.prefix(10) == today.prefix(10) ? String(text.suffix(5)) : text
  }
}

extension Service {
  /// The zone in which days begin and hours are shown.
  var zone: Zone { (try? Zone(named: console.interruption.zone)) ?? .utc }
}
