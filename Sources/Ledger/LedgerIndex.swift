/// The offsets of the lines that count, by the number of the key. Of a key that is done, only the last line counts,
/// since a campaign has 100,000 keys; that takes 16 bytes a key. Of any other key, all lines since its claim count.
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
      // The line of the claim may have been removed by hand. The key is open all the same.
      if done[head.number] == nil { open[head.number, default: []].append(offset) }
    }
  }

  /// The offsets of the lines of a key that count, oldest first.
  func offsets(of number: UInt64) -> [Int] { done[number].map { [$0] } ?? open[number] ?? [] }

  /// The offset of the first line that counts, for each key.
  var begins: [Int] { (done.values + open.values.compactMap(\.first)).sorted() }

  /// The offsets of all lines that count.
  var kept: Set<Int> { Set(done.values).union(open.values.joined()) }
}
