/// One thing that could stand at the cursor.
public struct Candidate: Hashable, Sendable {
  /// What is put into the line.
  public var text: String
  /// What is shown instead of the text: a file's name without its folder.
  public var shown: String
  /// A few words on what it is; may be empty.
  public var meaning: String
  /// Whether a blank is put after it. None is put after `name=` and after a folder.
  public var isWhole: Bool
  /// Whether it reaches a person. Tab alone never inserts it: one chooses it where one sees whom it means.
  public var isPerson: Bool

  public init(
    _ text: String, shown: String? = nil, meaning: String = "", isWhole: Bool = true, isPerson: Bool = false
  ) {
    self.text = text
    self.shown = shown ?? text
    self.meaning = meaning
    self.isWhole = isWhole
    self.isPerson = isPerson
  }
}

/// The candidates at a cursor, and the part of the text that they replace.
public struct Completions: Hashable, Sendable {
  /// The part of the text up to the cursor that is replaced, in Unicode scalars.
  public var range: Range<Int>
  public var candidates: [Candidate]

  public init(range: Range<Int>, candidates: [Candidate]) {
    self.range = range
    self.candidates = candidates
  }

  /// What all candidates begin with.
  public var commonPrefix: String {
    guard var prefix = candidates.first.map({ Array($0.text.unicodeScalars)[...] }) else { return "" }
    for candidate in candidates.dropFirst() {
      let same = zip(prefix, candidate.text.unicodeScalars).prefix { $0 == $1 }.count
      prefix = prefix.prefix(same)
    }
    let common = String(scalars: prefix)
    return candidates.contains { $0.isPerson && $0.text == common } ? "" : common
  }
}
