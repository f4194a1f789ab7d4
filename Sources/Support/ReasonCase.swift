import Commands
import HTTP
import JSON
import Library
import Machine
import Rendering
import Service
import Stage

/// What a reason that a customer quotes means, and how many messages of the account have it.
struct ReasonCase {
  private let service: Service
  private let since: Double

  private static let most = 100

  init(_ service: Service, since: Double) {
    self.service = service
    self.since = since
  }

  /// Nil where the reason is not known and no message of the account has it.
  func explanation(of text: String) async throws(Failure) -> Explanation? {
    let meaning = ReasonMeaning(text)
    let history = try await HistoryReader(service: service).read(since: since) { _ in false }
    let failed = history.failed
    let records = try await FailureRecords.read(failed, most: Self.most, in: service)
    let known = records.known(failed)
    let wanted = text.hidingNumbers.lowercased()
    // A quotation may be shorter or longer than the reason itself.
    let theirs = known.filter { row in
      guard let reason = records.reason(of: row)?.lowercased() else { return false }
      return reason == wanted || reason.contains(wanted) || reason.contains(" ") && wanted.contains(reason)
    }
    if theirs.isEmpty, !ReasonMeaning.isSure(text) { return nil }
    let now = service.console.world.surroundings.date()
    let seen =
      history.refused?.reason ?? "\(records.count(theirs, of: failed)); \(history.words(now: now))"
    var rows = [("means", meaning.meaning), ("seen", seen)]
    let instances = Set(theirs.compactMap(records.instance)).sorted()
    if !instances.isEmpty { rows.append(("instance", instances.map(Escaping.line).joined(separator: ", "))) }
    if let last = theirs.first { rows.append(("newest", "explain \(last["id"]?.json ?? "")")) }
    let advice = meaning.advice(nil)
    rows.append(("do", advice))
    return Explanation(
      [
        "reason": Value(text), "meaning": Value(meaning.meaning), "count": .int(Int64(theirs.count)),
        "looked_at": .int(Int64(known.count)), "example": theirs.first?["id"] ?? .null,
        "advice": Value(advice),
      ], heading: Escaping.line(text).cut(to: 200), rows)
  }
}
