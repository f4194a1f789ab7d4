import Completion

/// What stands behind the cursor of the word that is completed.
struct WordTail {
  private let scalars: [Unicode.Scalar]

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  /// How much of it goes where a candidate takes the place of what stands before the cursor.
  ///
  /// - Parameters:
  ///   - typed: what the candidate takes the place of.
  ///   - endsWord: whether the cursor is within the word and the candidate is all of it. O(n²) of the candidate's length.
  func replaced(by candidate: String, for typed: [Unicode.Scalar], endsWord: Bool) -> Int {
    let new = Array(candidate.unicodeScalars)
    let added = new.starts(with: typed) ? new.dropFirst(typed.count) : new[...]
    let most = Swift.min(added.count, scalars.count)
    // What it ends with and stands there already.
    let overlap = (0...most).last { added.suffix($0).elementsEqual(scalars.prefix($0)) } ?? 0
    if overlap > 0 || !endsWord { return overlap }
    // `na|me` of `$r.na|me.first`, but `my|xx.csv` whole where a file is named.
    let marks =
      new.first == "[" ? [] : Array("+/.:@~%".unicodeScalars).filter { new.dropFirst().contains($0) }
    let rest = scalars.prefix { $0.isNamePart || $0 == "-" || marks.contains($0) }.count
    // `st|xx=sent` becomes `status=sent`, and no quote stands twice.
    return rest < scalars.count && new.last == scalars[rest] ? rest + 1 : rest
  }
}
