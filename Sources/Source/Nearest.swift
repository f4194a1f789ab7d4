/// The name that was probably meant: the one with the fewest changes, where these are few for its length. Nil
/// where no name is that near. A change adds, drops or replaces a character, or swaps it with its neighbour
/// (Damerau–Levenshtein). Where none is near, it is the only name with this word in it, as `send-bulk` for `bulk`.
/// Capital and small letters are equal. O(names × length²).
///
/// - Parameter least: this number of changes counts as few for every name. It helps where the names are few
///   and very different.
public func nearest(_ name: String, among names: some Sequence<String>, least: Int = 0) -> String? {
  let wanted = Array(name.lowercased())
  guard !wanted.isEmpty, wanted.count <= longestName else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in names where candidate != name {
    let letters = Array(candidate.lowercased())
    let limit = Swift.min(
      Swift.max(changesAllowed(Swift.max(wanted.count, letters.count)), least), (best?.distance ?? .max) - 1)
    guard abs(letters.count - wanted.count) <= limit, letters.count <= longestName else { continue }
    let distance = distance(wanted, letters)
    if distance <= limit { best = (candidate, distance) }
  }
  return best?.name ?? onlyName(with: name, among: names)
}

/// The only one of the names that consists of this word and others.
private func onlyName(with word: String, among names: some Sequence<String>) -> String? {
  let word = word.lowercased()
  let found = names.filter { name in
    name.hasSuffix("-\(word)") || name.hasSuffix(" \(word)") || name.hasPrefix("\(word)-")
  }
  return found.count == 1 ? found[0] : nil
}

private let longestName = 64

/// How many changes are few: a third of the letters. In a name of one or two letters, only the case may
/// differ.
private func changesAllowed(_ length: Int) -> Int { length <= 2 ? 0 : Swift.max(1, length / 3) }

/// The number of changes, from a table of which a swap needs the last two rows.
private func distance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = Swift.min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = Swift.min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
