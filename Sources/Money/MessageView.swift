import Catalog
import JSON
import Library

/// What the list of messages shows of those that writes may have sent.
///
/// Only a list that can be believed tells that nothing was sent: newest first, from the newest row to those that are
/// certainly older, or whole, with a total. A row that may be one of the messages leaves that open.
struct MessageView {
  /// In seconds since 1970, by the clock of the service.
  private let since: Double
  private let wanted: Set<Likeness>
  private let types: Set<String>
  /// Oldest first.
  private var fitting: [Likeness: [Value]] = [:]
  private var unclear: [Likeness: Int] = [:]
  /// Whether what is not in it was not sent.
  var isWhole = false
  /// A message that was made by then may have been sent under no key: nobody has noted it any more.
  var forgotten = -Double.infinity

  private var oldest = Double.infinity
  private var isNewestFirst = true
  private var pastRows = 0

  /// So many rows that are older end the look: one or a few may stand before newer ones.
  private static let mostPast = 100
  /// Rows that were made at once may stand in any order. In seconds.
  private static let disorder = 4.0
  /// A time without a zone may be of any, and a date without a time of the whole day.
  private static let zones = 2 * 86400.0

  init(since: Double = 0, wanted: Set<Likeness> = [], types: Set<String> = []) {
    (self.since, self.wanted, self.types) = (since, wanted, types)
  }

  /// Whether no row that follows can be new enough.
  var isPast: Bool { isNewestFirst && pastRows >= Self.mostPast }

  /// Takes the next row.
  ///
  /// - Parameter claimed: messages of keys, and those that were sent under none.
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
      // A row that does not tell when it was made may be an older message with the same words.
      return (likeness: likeness, judgement: !isCertain && judgement == .same ? .unclear : judgement)
    }
    let same = judged.filter { $0.judgement == .same }
    // What fits two that are not alike does not tell which of them it is.
    if same.count == 1 { fitting[same[0].likeness, default: []].insert(row, at: 0) }
    for (likeness, judgement) in judged where judgement == .unclear || judgement == .same && same.count > 1 {
      unclear[likeness, default: 0] += 1
    }
  }

  /// Whether it is certainly older, or nil where it does not tell when it was made; also sees whether the newest come
  /// first.
  private mutating func isOld(_ row: Value) -> Bool? {
    guard let (time, error) = time(of: row) else { return nil }
    if time > oldest + Self.disorder { isNewestFirst = false }
    oldest = min(oldest, time)
    return time + error < since
  }

  private func mayBeForgotten(_ row: Value) -> Bool {
    time(of: row).map { $0.seconds - $0.error <= forgotten } ?? false
  }

  /// When it was made, and by how much that may be wrong.
  private func time(of row: Value) -> (seconds: Double, error: Double)? {
    guard let text = row["created_at"]?.asText, let time = ISOTime.seconds(text)?.asDouble else { return nil }
    return (time, Self.hasZone(text.string) ? 0 : Self.zones)
  }

  private static func hasZone(_ text: String) -> Bool {
    guard let time = text.firstIndex(where: { "Tt ".contains($0) }) else { return false }
    return text[time...].contains { "Zz+-".contains($0) }
  }

  /// What it tells of one of several writes that are alike: each needs a message of its own.
  func result(_ number: Int, of count: Int, like likeness: Likeness) -> Search.Result {
    let rows = fitting[likeness] ?? []
    if rows.count == count { return .found(Self.answer(rows[number])) }
    if !rows.isEmpty { return .several(rows.count) }
    if let count = unclear[likeness] { return .unclear(count) }
    return isWhole ? .nothing : .unread
  }

  /// A row of the list, with its id as a send's answer has it.
  private static func answer(_ row: Value) -> Value {
    guard case .object(let members) = row else { return row }
    return .object(
      Object(members.members.map { ($0.name == "id" ? "message_id" : $0.name, $0.value) }))
  }
}
