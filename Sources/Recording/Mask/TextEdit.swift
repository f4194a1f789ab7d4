import Catalog

/// A text in which ranges are replaced or kept. The first decision about a place stands.
struct TextEdit {
  let atoms: Atoms
  /// The places that are decided.
  private var settled: [Bool]
  /// Those of them that hold something else now.
  private var replaced: Set<Int> = []
  private var edits: [(range: Range<Int>, text: String)] = []
  /// Where numbers stood, with all between their digits.
  private(set) var numbers: [Range<Int>] = []
  /// The same with what was replaced by tokens, in order.
  var spaced: [Range<Int>] {
    (numbers + edits.map(\.range).filter(isReplaced)).sorted { $0.lowerBound < $1.lowerBound }
  }

  init(_ text: String) {
    atoms = Atoms(text)
    settled = Array(repeating: false, count: atoms.scalars.count)
  }

  func isReplaced(_ range: Range<Int>) -> Bool { !replaced.isDisjoint(with: range) }

  func isFree(_ range: Range<Int>) -> Bool { !settled[range].contains(true) }

  mutating func keep(_ range: Range<Int>) { for place in range { settled[place] = true } }

  /// Replaces each part of a range that is not decided yet.
  mutating func replace(_ range: Range<Int>, by text: String) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = settled[start..<range.upperBound].firstIndex(of: true) ?? range.upperBound
      if start < end {
        edits.append((start..<end, text))
        replaced.formUnion(start..<end)
      }
      start = max(end, start) + 1
    }
    keep(range)
  }

  /// Replaces each run of words that are not decided yet. What stands beside them stays.
  mutating func replace(words: ArraySlice<Word>, by text: String) {
    var run: Range<Int>?
    for word in words {
      if isFree(word.range) {
        run = (run?.lowerBound ?? word.range.lowerBound)..<word.range.upperBound
        if word != words.last { continue }
      }
      if let run { replace(withEmoji(run), by: text) }
      run = nil
    }
  }

  /// A name with the emoji beside it, which belong to it.
  private func withEmoji(_ range: Range<Int>) -> Range<Int> {
    func end(from start: Int, by step: Int) -> Int {
      var (place, end) = (start, start)
      while atoms.scalars.indices.contains(place), isFree(place..<place + 1) {
        if atoms.scalars[place].properties.isEmojiPresentation {
          end = place + step
        } else if atoms.scalars[place] != " " || place != end {
          break
        }
        place += step
      }
      return end
    }
    return end(from: range.lowerBound - 1, by: -1) + 1..<end(from: range.upperBound, by: 1)
  }

  /// The digits of each group in a range, in ASCII.
  func groups(_ range: Range<Int>) -> [String] {
    atoms.scalars[range].split { $0.digit == nil }.map { $0.map { "\($0.digit ?? 0)" }.joined() }
  }

  /// What replaces a range, of whose edits none reaches beyond it.
  func result(in range: Range<Int>) -> (source: Range<Int>, text: String) {
    atoms.text(
      of: range,
      with: edits.filter { range.contains($0.range.lowerBound) }.sorted {
        $0.range.lowerBound < $1.range.lowerBound
      })
  }

  /// Replaces single digits in a range. After that, the whole range is decided.
  mutating func replace(_ digits: [(place: Int, digit: UInt8)], within range: Range<Int>) {
    for (place, digit) in digits where !settled[place] && atoms.scalars[place].digit != digit {
      edits.append((place..<place + 1, atoms.digit(digit, at: place)))
    }
    numbers.append(range)
    keep(range)
  }

  /// The characters that are not decided yet, and U+0000 for the others.
  var free: [Unicode.Scalar] { zip(atoms.scalars, settled).map { $1 ? "\0" : $0 } }

  var result: String {
    atoms.text(with: edits.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }

  /// The words of the text, in small letters.
  var words: [Word] { Self.words(in: atoms.scalars) }

  struct Word: Equatable {
    var range: Range<Int>
    var text: String
  }

  /// Whether a word is in a script without small letters, such as Arabic and Chinese.
  func isCaseless(_ word: Word) -> Bool {
    word.range.contains { place in
      !atoms.scalars[place].isASCII && atoms.scalars[place].properties.generalCategory == .otherLetter
    }
  }

  static func words(in scalars: [Unicode.Scalar]) -> [Word] {
    var words: [Word] = []
    var index = 0
    while index < scalars.count {
      let start = index
      while index < scalars.count, scalars[index].isOfWord {
        index += 1
        if scalars[index - 1].isWordByItself || (index < scalars.count && scalars[index].isWordByItself) {
          break
        }
      }
      if index == start {
        index += 1
        continue
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[start..<index])
      words.append(Word(range: start..<index, text: ArabicWords.plain(String(view).lowercased())))
    }
    return words
  }
}

extension Unicode.Scalar {
  /// Characters of scripts that put no spaces between words: Thai and its neighbours, kana, Han.
  fileprivate var isWordByItself: Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
