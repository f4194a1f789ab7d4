/// The part of a completed word that stands after the cursor.
package struct WordTail {
  private let scalars: [Unicode.Scalar]

  package init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  /// How many of its scalars are removed when a candidate takes the place of the text before the cursor.
  /// O(n²) in the candidate's length.
  ///
  /// - Parameters:
  ///   - typed: the text before the cursor that the candidate replaces.
  ///   - endsWord: whether the cursor is inside the word, and the candidate is the whole of it.
  package func replaced(by candidate: String, for typed: [Unicode.Scalar], endsWord: Bool) -> Int {
    let new = Array(candidate.unicodeScalars)
    let added = new.starts(with: typed) ? new.dropFirst(typed.count) : new[...]
    let most = Swift.min(added.count, scalars.count)
    // The candidate ends with characters that are there already.
    let overlap = (0...most).last { added.suffix($0).elementsEqual(scalars.prefix($0)) } ?? 0
    if overlap > 0 || !endsWord { return overlap }
    // For `na|me` in `$r.na|me.first` only that name is removed; for `my|xx.csv`, the name of a file, all of
    // it.
    let marks =
      new.first == "[" ? [] : Array("+/.:@~%".unicodeScalars).filter { new.dropFirst().contains($0) }
    let rest = scalars.prefix { $0.isNamePart || $0 == "-" || marks.contains($0) }.count
    // `st|xx=sent` becomes `status=sent`; and a quote is not doubled.
    return rest < scalars.count && new.last == scalars[rest] ? rest + 1 : rest
  }
}
