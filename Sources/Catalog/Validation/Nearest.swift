/// The name that was probably meant: at most a third of its letters away, at least one.
func nearest(to word: String, among names: [String]) -> String? {
  let letters = Array(word.lowercased())
  guard letters.count <= 64 else { return nil }
  let scored = names.map { (name: $0, distance: distance(letters, Array($0.lowercased()))) }
  guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= max(1, best.name.count / 3) ? best.name : nil
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other
/// (optimal string alignment). O(product of the lengths).
private func distance(_ left: [Character], _ right: [Character]) -> Int {
  var before = [Int]()
  var last = Array(0...right.count)
  for row in left.indices {
    var next = [row + 1]
    for column in right.indices {
      let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
      var best = min(replaced, last[column + 1] + 1, next[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        best = min(best, before[column - 1] + 1)
      }
      next.append(best)
    }
    (before, last) = (last, next)
  }
  return last[right.count]
}
