/// Where the lines of each key stand that count: of a key that is done the last one, since a campaign has 100,000, of one
/// that is not all since it was claimed. 16 bytes a key that is done.
struct LedgerIndex {
  private(set) var done: [UInt64: Int] = [:]
  private(set) var open: [UInt64: [Int]] = [:]

  mutating func note(_ head: LineHead, at offset: Int) {
    switch head.state {
    case .sent, .takenOver: break
    case .done, .failed: (done[head.number], open[head.number]) = (offset, nil)
    case .free: (done[head.number], open[head.number]) = (nil, nil)
    case .claimed: (done[head.number], open[head.number]) = (nil, [offset])
    case .writing, .accepted, .refused, .unknown, .inDoubt:
      // Without its claim, which somebody took out, the key is open all the same.
      if done[head.number] == nil { open[head.number, default: []].append(offset) }
    }
  }

  /// The lines of a key that count, oldest first.
  func offsets(of number: UInt64) -> [Int] { done[number].map { [$0] } ?? open[number] ?? [] }

  /// The first line of each key that counts.
  var begins: [Int] { (done.values + open.values.compactMap(\.first)).sorted() }

  /// All lines that count.
  var kept: Set<Int> { Set(done.values).union(open.values.joined()) }
}
