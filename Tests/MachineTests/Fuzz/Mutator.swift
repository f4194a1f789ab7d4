import TestSupport

/// Makes programs that are almost right, by a few changes to a program of a corpus.
struct Mutator {
  private let corpus: [[ArraySlice<UInt8>]]
  private var random: Seeded

  init(_ corpus: [[UInt8]], seed: UInt64) {
    self.corpus = corpus.map(Self.pieces)
    random = Seeded(seed)
  }

  mutating func next() -> [UInt8] {
    var pieces = one()
    for _ in 0..<Int.random(in: 1...5, using: &random) { change(&pieces) }
    var bytes = Array(pieces.joined())
    if Int.random(in: 0..<4, using: &random) == 0 { changeBytes(&bytes) }
    return bytes
  }

  private mutating func one() -> [ArraySlice<UInt8>] {
    corpus.randomElement(using: &random) ?? []
  }

  private mutating func change(_ pieces: inout [ArraySlice<UInt8>]) {
    let place = Int.random(in: 0...pieces.count, using: &random)
    let end = Swift.min(pieces.count, place + Int.random(in: 1...4, using: &random))
    switch Int.random(in: 0..<9, using: &random) {
    case 0: pieces.removeSubrange(place..<end)
    case 1: pieces.insert(contentsOf: pieces[place..<end], at: place)
    case 2: if end - place > 1 { pieces.swapAt(place, end - 1) }
    case 3:
      let other = one()
      pieces = Array(pieces[..<place] + other[Int.random(in: 0...other.count, using: &random)...])
    case 4:
      let other = one()
      let from = Int.random(in: 0...other.count, using: &random)
      let length = Int.random(in: 0...30, using: &random)
      pieces.insert(contentsOf: other[from...].prefix(length), at: place)
    case 5:
      if place < pieces.count, pieces[place].allSatisfy({ $0 == UInt8(ascii: " ") || $0 == 10 }) {
        pieces[place] = (Self.blanks.randomElement(using: &random) ?? [])[...]
      }
    default: pieces.insert((Self.nasty.randomElement(using: &random) ?? [])[...], at: place)
    }
  }

  private mutating func changeBytes(_ bytes: inout [UInt8]) {
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(bytes[place], at: place)
      default: bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
    }
  }

  /// Names and numbers, white space, and single characters.
  private static func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    for place in bytes.indices {
      let next = place + 1
      if next < bytes.count, kind(bytes[next]) == kind(bytes[place]), kind(bytes[place]) < 3 { continue }
      pieces.append(bytes[start..<next])
      start = next
    }
    return pieces
  }

  private static func kind(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      0
    case UInt8(ascii: " "), UInt8(ascii: "\t"): 1
    case 0x80...: 2
    default: 3
    }
  }

  private static let blanks = [
    "", " ", "  ", "\n", "\n\n", "\n\n\n", "\t", "\r\n", " \\\n", "\\\n  ", " # c\n", "\n# c\n",
    " #\n  # d\n\n",
  ].map { Array($0.utf8) }

  private static let nasty: [[UInt8]] =
    [
      "\"", "'", "\"\"\"", "\"\"\"\n", "\"\"\"\n  a\n  \"\"\"", "$(", "\"$(", "${", "\"${x", "$x[", "[?",
      "[?@.a == \"",
      "{", "}", "(", ")", "[", "]", "1e999", "99999999999999999999", "-9223372036854775808", "1e-400", "0x10",
      "007", "1.", ".5", "\\ud800", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\\", " \\\n", "# c\n", " # c\n",
      "\n# c\n",
      "\r\n", "\r", "\t", "\u{0}", "\u{FEFF}", "\u{2028}", "\u{A0}", "...", "..", "?", "??", "&&", "||", "|",
      " | where @.a", " | count", " --x ", " --x=", "@", "$", "+966501234567", "5ms", "é", "مرحبا", "👩‍👩‍👧",
      "{{name}}",
      ";", ",", "=", "+=", " if true { ", " else { ", " catch e { ", "try { ", "for x in ", "def f(",
      "let x = ",
      "test \"t\" { ", "param p: ", "assert(", "!", "-", "- -", " in ", " matches 'a+' ", "..[", "[1:2]",
      "[-1]", "[*]",
      "['a', 0]", "(1)", "{a: 1}", "[1, 2]", "each { @ }", "\n", "\n\n", "(\n", ",\n", "{\n", "f(",
      "f({ 1 })",
      "while false { ", "break", "return ", "use \"x\"", "keep k = ", "'raw'", "\"a $b c\"", "null", "true",
    ].map { Array($0.utf8) } + [
      [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      Array(repeating: UInt8(ascii: "("), count: 300),
      Array(repeating: UInt8(ascii: "["), count: 300), Array(repeating: UInt8(ascii: "{"), count: 300),
      Array(String(repeating: "\"$(", count: 250).utf8), Array(String(repeating: "1 + ", count: 1200).utf8),
      Array(String(repeating: "x", count: 200).utf8), Array(String(repeating: "long ", count: 30).utf8),
    ]
}
