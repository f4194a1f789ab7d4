import Commands
import HTTP
import JSON
import Library
import Machine
import Service
import Stage

/// Since when an instance's messages fail: `backup: 0 until 07:00, then 100 %`.
struct InstanceChanges {
  private let service: Service
  /// So many of the messages that arrived are looked at: rows do not tell their instance.
  private static let most = 60

  init(_ service: Service) { self.service = service }

  /// A line for each instance of which it can be told.
  func words(_ history: History, _ records: FailureRecords) async throws(Failure) -> [String] {
    let failed = records.known(history.failed)
    let names = Set(failed.compactMap(records.instance)).sorted()
    if names.isEmpty { return [] }
    let arrived = history.rows.filter { ["sent", "delivered"].contains($0["status"]?.asString) }
    let others = try await FailureRecords.read(arrived, most: Self.most, in: service)
    let known = others.known(arrived)
    // A record stands for so many rows.
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

  /// `07:03`, with the day where it is another one than today.
  func minute(_ seconds: Double) -> String {
    let zone = service.zone
    let text = Library.minute(seconds, in: zone)
    let today = Library.minute(service.console.world.surroundings.date(), in: zone)
    return text.prefix(10) == today.prefix(10) ? String(text.suffix(5)) : text
  }
}

extension Service {
  /// In which days begin and hours are told.
  var zone: Zone { (try? Zone(named: console.interruption.zone)) ?? .utc }
}
