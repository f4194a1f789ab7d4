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
    func theirs(_ isMeant: (String) -> Bool) -> [Value] {
      known.filter { records.reason(of: $0).map { isMeant($0.lowercased()) } ?? false }
    }
    // A quotation may be shorter or longer than the reason itself.
    var found = theirs { $0 == wanted || $0.contains(wanted) || $0.contains(" ") && wanted.contains($0) }
    // It may leave out words; and the same may be said in others.
    let words = Set(wanted.split { !$0.isLetter })
    if found.isEmpty, words.count > 1 {
      found = theirs { words.isSubset(of: $0.split { !$0.isLetter }) }
    }
    let isSure = ReasonMeaning.isSure(text)
    if found.isEmpty, isSure { found = theirs { ReasonMeaning($0) == meaning } }
    if found.isEmpty, !isSure { return nil }
    let others = Set(found.compactMap(records.reason)).sorted().filter { !$0.lowercased().contains(wanted) }
    let now = service.console.world.surroundings.date()
    let seen =
      history.refused?.reason ?? "\(records.count(found, of: failed)); \(history.words(now: now))"
    var rows = [("means", meaning.meaning), ("seen", seen)]
    if !others.isEmpty { rows.append(("as", others.prefix(3).map(Escaping.line).joined(separator: "\n"))) }
    let instances = Set(found.compactMap(records.instance)).sorted()
    if !instances.isEmpty { rows.append(("instance", instances.map(Escaping.line).joined(separator: ", "))) }
    if let last = found.first { rows.append(("newest", "explain \(last["id"]?.json ?? "")")) }
    let advice = meaning.advice(nil)
    rows.append(("do", advice))
    return Explanation(
      [
        "reason": Value(text), "meaning": Value(meaning.meaning),
        "count": history.refused == nil ? .int(Int64(found.count)) : .null,
        "looked_at": .int(Int64(known.count)), "example": found.first?["id"] ?? .null,
        "advice": Value(advice),
      ], heading: Escaping.line(text).cut(to: 200), rows)
  }
}
