import Commands
import HTTP
import JSON
import Library
import Machine
import Rendering
import Service
import Stage

/// The part of `doctor` that counts the messages that failed since yesterday, and says why they
/// failed.
struct FailuresCheck {
  private let service: Service

  /// The limits of rows and of records that are read. Where one is reached, the check says how many
  /// it looked at.
  private static let mostRows = 10_000
  private static let mostRecords = 200
  private static let shown = 5

  init(_ service: Service) { self.service = service }

  func checks() async throws(Failure) -> [Doctor.Check] {
    let now = service.console.world.surroundings.date()
    let history = try await HistoryReader(service: service).read(since: now - 86400, most: Self.mostRows) {
      _ in false
    }
    if let refused = history.refused { return [Doctor.Check(name: "failures", unread: refused)] }
    let failed = history.failed
    let records = try await FailureRecords.read(failed, most: Self.mostRecords, in: service)
    let known = records.known(failed)
    var lines = [
      "\(Figures.counted(failed.count, "message")) failed since yesterday at this time; \(history.words(now: now))"
    ]
    if known.count < failed.count {
      lines.append(
        known.isEmpty
          ? "their reasons: \(records.refused?.reason ?? "not told")"
          : "their reasons: \(Figures.grouped(known.count)) of \(Figures.grouped(failed.count)) looked at")
    }
    lines += reasons(known, records)
    for line in try await InstanceChanges(service).words(history, records) {
      lines.append(Escaping.line(line))
    }
    return [
      Doctor.Check(
        name: "failures", verdict: failed.isEmpty ? .ok : .warn, said: lines.joined(separator: "\n"),
        hint: failed.isEmpty
          ? nil
          : "failures --by instance,hour,reason counts them; explain \(failed.first?["id"]?.json ?? "ID") tells of one"
      )
    ]
  }

  /// The reasons, the most frequent first: `500 × Instance backup is not connected (backup)`.
  private func reasons(_ known: [Value], _ records: FailureRecords) -> [String] {
    var counts: [[String]: Int] = [:]
    for row in known {
      counts[[records.reason(of: row) ?? "", records.instance(of: row) ?? ""], default: 0] += 1
    }
    let sorted = counts.sorted { ($1.value, $0.key.joined()) < ($0.value, $1.key.joined()) }
    let lines = sorted.prefix(Self.shown).map { key, count in
      "\(Figures.grouped(count)) × \(Escaping.line(key[0]))"
        + (key[1].isEmpty ? "" : " (\(Escaping.line(key[1])))")
    }
    return lines + (sorted.count > Self.shown ? ["\(sorted.count - Self.shown) other reasons"] : [])
  }
}
