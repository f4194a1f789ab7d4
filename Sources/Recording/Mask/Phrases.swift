import Catalog

/// Texts that are searched for in others by their words. Signs between the words and capital letters do not count.
struct Phrases {
  private struct Phrase {
    var words: [String]
    var token: String
    var isPage: Bool
  }

  private var phrases: [Phrase] = []
  private var known: Set<[String]> = []
  /// Phrases of up to three words.
  private var short: [[String]: Int] = [:]
  /// Where three successive words stand in longer phrases.
  private var starts: [[String]: [(phrase: Int, place: Int)]] = [:]
  /// Words that identify a customer by themselves.
  private var telling: Set<String> = []
  /// Numbers of some digits that stand in the phrases, in ASCII digits.
  private(set) var codes: Set<String> = []

  private static let window = 3
  /// How many places are kept for the same three words. A text whose beginning many others share is still found.
  private static let mostStarts = 32
  /// How many words of a text are kept. Nobody sees a longer text as a whole again.
  private static let mostWords = 5000
  /// How many other characters may stand between two words.
  private static let widestGap = 8

  var isEmpty: Bool { phrases.isEmpty }

  /// - Parameters:
  ///   - own: words that tell nothing by themselves.
  ///   - isPage: whether it is a whole page, in which the service may also speak, and not the value of a member.
  ///   - isID: whether digits in it are an id, and no code.
  mutating func add(
    _ text: String, _ token: String, _ own: HarmlessWords, isPage: Bool = false,
    isID: (String) -> Bool = { _ in false }
  ) {
    let scalars = Atoms(text).scalars
    let found = Array(TextEdit.words(in: scalars).prefix(Self.mostWords))
    let words = found.map(\.text)
    guard !words.isEmpty, known.insert(words).inserted else { return }
    phrases.append(Phrase(words: words, token: token, isPage: isPage))
    let phrase = phrases.count - 1
    // A name has few words, and may be written in small letters.
    let isName = !isPage && 2...Self.window ~= words.count && words.allSatisfy { !own.contains($0) }
    let others = found.filter { !isID($0.text) }
    for word in others where 4...12 ~= word.range.count && scalars[word.range].allSatisfy({ $0.digit != nil })
    {
      codes.insert(scalars[word.range].map { "\($0.digit ?? 0)" }.joined())
    }
    for word in others
    where Self.isTelling(scalars[word.range], word.text, own)
      || isName && word.range.count > 2 && scalars[word.range].allSatisfy({ $0.digit == nil })
    { telling.insert(word.text) }
    if words.count <= Self.window {
      let isOwn = words.count == 1 && (own.contains(words[0]) || Self.isShortNumber(words[0]))
      if !isOwn { short[words] = phrase }
      return
    }
    for place in 0...words.count - Self.window {
      let three = Array(words[place..<place + Self.window])
      guard place == 0 || !three.allSatisfy(own.contains) else { continue }
      guard starts[three, default: []].count < Self.mostStarts else { continue }
      starts[three, default: []].append((phrase, place))
    }
  }

  /// Whether a word is a code or a name: names have capital letters, or are in a script without small letters.
  private static func isTelling(_ scalars: ArraySlice<Unicode.Scalar>, _ word: String, _ own: HarmlessWords)
    -> Bool
  {
    if own.contains(word) { return false }
    let digits = scalars.count { $0.digit != nil }
    if digits > 0 { return scalars.count >= 4 && !(digits == scalars.count && digits >= NumberMask.length) }
    return scalars.count > 1 && scalars.contains { !$0.properties.isLowercase }
  }

  private static func isShortNumber(_ word: String) -> Bool {
    word.utf8.count < 4 && word.unicodeScalars.allSatisfy { $0.digit != nil }
  }

  struct Found {
    /// How many words were found.
    var count: Int
    /// The phrase's token; nil where a single word was found that identifies a customer.
    var token: String?
    /// Whether the phrase begins there, and whether all of it stands there.
    var isStart = true
    var isWhole = true
    var isPage = false
  }

  /// The longest phrase that begins at that word; of two equally long ones the one that stands there as a whole.
  func match(_ words: [TextEdit.Word], at place: Int) -> Found? {
    for count in stride(from: Self.window, through: 1, by: -1) {
      guard let some = Self.run(words, from: place, count) else { continue }
      let whole = short[some].map { Found(count: count, token: phrases[$0].token) }
      let part = count == Self.window ? longest(starts[some] ?? [], words, place) : nil
      if let whole { return part.map { $0.count > count ? $0 : whole } ?? whole }
      if let part { return part }
    }
    return tellingWord(words[place])
  }

  /// The name or word that begins there. A part of a longer text does not count.
  func name(_ words: ArraySlice<TextEdit.Word>) -> Found? {
    let some = Array(words.prefix(Self.window))
    for count in stride(from: some.count, through: 1, by: -1) {
      if let run = Self.run(some, from: 0, count), let phrase = short[run], !phrases[phrase].isPage {
        return Found(count: count, token: phrases[phrase].token)
      }
    }
    return some.first.flatMap(tellingWord)
  }

  private func tellingWord(_ word: TextEdit.Word) -> Found? {
    if telling.contains(word.text) { return Found(count: 1, token: nil) }
    for rest in ArabicWords.withoutPrefix(word.text) {
      if let phrase = short[[rest]] { return Found(count: 1, token: phrases[phrase].token) }
      if telling.contains(rest) { return Found(count: 1, token: nil) }
    }
    return nil
  }

  private func longest(_ starts: [(phrase: Int, place: Int)], _ words: [TextEdit.Word], _ place: Int)
    -> Found?
  {
    var best: Found?
    var isWhole = false
    for (phrase, start) in starts {
      let wanted = phrases[phrase].words[start...]
      var count = Self.window
      while count < wanted.count, place + count < words.count, Self.isNext(words, place + count),
        wanted[start + count] == words[place + count].text
      {
        count += 1
      }
      let all = start == 0 && count == wanted.count
      if count > best?.count ?? 0 || (all && !isWhole && count == best?.count) {
        best = Found(
          count: count, token: phrases[phrase].token, isStart: start == 0, isWhole: all,
          isPage: phrases[phrase].isPage)
        isWhole = all
      }
    }
    return best
  }

  private static func run(_ words: [TextEdit.Word], from place: Int, _ count: Int) -> [String]? {
    guard place + count <= words.count, (1..<count).allSatisfy({ isNext(words, place + $0) }) else {
      return nil
    }
    return words[place..<place + count].map(\.text)
  }

  private static func isNext(_ words: [TextEdit.Word], _ place: Int) -> Bool {
    words[place].range.lowerBound - words[place - 1].range.upperBound <= widestGap
  }
}
