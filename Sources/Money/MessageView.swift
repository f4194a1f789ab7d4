import Catalog
import JSON
import Library

/// Collects the rows of the message list that may be messages of the given writes.
///
/// The absence of a message proves that it was not sent only where the list can be trusted. That means: the newest rows
/// come first, and the list is read either down to rows that are certainly older, or to its end with a total. A row
/// that may be one of the messages leaves the question open.
struct MessageView {
  /// The time of the oldest row that matters, in seconds since 1970 by the clock of the service.
  private let since: Double
  private let wanted: Set<Likeness>
  private let types: Set<String>
  /// The rows that certainly fit, oldest first.
  private var fitting: [Likeness: [Value]] = [:]
  private var unclear: [Likeness: Int] = [:]
  /// Whether a message that the list does not show was certainly not sent.
  var isWhole = false
  /// A message from before this time, in seconds since 1970, may have been sent under no key, and the note about it is
  /// gone.
  var forgotten = -Double.infinity

  private var oldest = Double.infinity
  private var isNewestFirst = true
  private var pastRows = 0

  /// After so many older rows in sequence the look ends. A few older rows may stand before newer ones.
  private static let mostPast = 100
  /// Rows that were made within so many seconds may stand in any order.
  private static let disorder = 4.0
  /// How far a time without a zone may be off, in seconds: it may be meant in any zone, and a date without a time means
  /// a whole day.
  private static let zones = 2 * 86400.0

  init(since: Double = 0, wanted: Set<Likeness> = [], types: Set<String> = []) {
    (self.since, self.wanted, self.types) = (since, wanted, types)
  }

  /// Whether all rows that follow are certainly too old.
  var isPast: Bool { isNewestFirst && pastRows >= Self.mostPast }

  /// Takes the next row of the list.
  ///
  /// - Parameter claimed: the messages that belong to a key, and those that were sent under no key.
  mutating func note(_ row: Value, claimed: Set<Value>) {
    let isOld = isOld(row)
    if isOld == true {
      pastRows += 1
      return
    }
    pastRows = 0
    if let id = row["id"], id.isRecordID, claimed.contains(id) { return }
    let isCertain = isOld != nil && !mayBeForgotten(row)
    let judged = wanted.map { likeness in
      let judgement = likeness.judge(row, types: types)
      // A row without a time may be an older message with the same words.
      return (likeness: likeness, judgement: !isCertain && judgement == .same ? .unclear : judgement)
    }
    let same = judged.filter { $0.judgement == .same }
    // A row that fits two different messages does not tell which of them it is.
    if same.count == 1 { fitting[same[0].likeness, default: []].insert(row, at: 0) }
    for (likeness, judgement) in judged where judgement == .unclear || judgement == .same && same.count > 1 {
      unclear[likeness, default: 0] += 1
    }
  }

  /// Whether the row is certainly older than `since`; nil where it has no time. This also notices where the newest rows
  /// do not come first.
  private mutating func isOld(_ row: Value) -> Bool? {
    guard let (time, error) = time(of: row) else { return nil }
    if time > oldest + Self.disorder { isNewestFirst = false }
    oldest = min(oldest, time)
    return time + error < since
  }

  private func mayBeForgotten(_ row: Value) -> Bool {
    time(of: row).map { $0.seconds - $0.error <= forgotten } ?? false
  }

  /// When the message was made, in seconds since 1970, and by how many seconds that may be wrong.
  private func time(of row: Value) -> (seconds: Double, error: Double)? {
    guard let text = row["created_at"]?.asText, let time = ISOTime.seconds(text)?.asDouble else { return nil }
    return (time, Self.hasZone(text.string) ? 0 : Self.zones)
  }

  private static func hasZone(_ text: String) -> Bool {
    guard let time = text.firstIndex(where: { "Tt ".contains($0) }) else { return false }
    return text[time...].contains { "Zz+-".contains($0) }
  }

  /// What the rows tell about one of several writes that are alike. Each of these writes needs a row of its own.
  ///
  /// - Parameters:
  ///   - number: which of the writes this is, from 0.
  ///   - count: how many writes are alike.
  func result(_ number: Int, of count: Int, like likeness: Likeness) -> Search.Result {
    let rows = fitting[likeness] ?? []
    if rows.count == count { return .found(Self.answer(rows[number])) }
    if !rows.isEmpty { return .several(rows.count) }
    if let count = unclear[likeness] { return .unclear(count) }
    return isWhole ? .nothing : .unread
  }

  /// The row with its id under the name that the answer to a send has.
  private static func answer(_ row: Value) -> Value {
    guard case .object(let members) = row else { return row }
    return .object(
      Object(members.members.map { ($0.name == "id" ? "message_id" : $0.name, $0.value) }))
  }
}
