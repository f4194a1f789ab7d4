extension String {
  /// The text with `…` in place of each number of seven digits or more. Reasons that differ only in such numbers become
  /// equal, and no customer's number is shown.
  package var hidingNumbers: String {
    var result = ""
    var run = ""
    for character in self {
      if character.isASCII, character.isNumber {
        run.append(character)
        continue
      }
      Self.end(&run, &result)
      result.append(character)
    }
    Self.end(&run, &result)
    return result
  }

  private static func end(_ run: inout String, _ result: inout String) {
    let isLong = run.count >= 7
    if isLong, result.hasSuffix("+") { result.removeLast() }
    result += isLong ? "…" : run
    run = ""
  }
}
