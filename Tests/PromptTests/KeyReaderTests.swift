import Glibc
import SystemCalls
import Testing

@testable import Prompt

/// The keys in bytes from a pipe, up to its end.
private func keys(_ bytes: [UInt8], escapeIsKey: Bool = true) -> [KeyReader.Key] {
  let ends = PTY.pipe()
  defer { close(ends[0]) }
  try? Descriptor(ends[1]).writeAll(bytes)
  close(ends[1])
  var reader = KeyReader(terminal: Descriptor(ends[0]), signals: Descriptor(-1))
  var keys: [KeyReader.Key] = []
  while let key = try? reader.next(escapeIsKey: escapeIsKey) { keys.append(key) }
  return keys
}

private func characters(_ text: String) -> [KeyReader.Key] { text.unicodeScalars.map { .character($0) } }

@Suite struct KeyReaderTests {
  @Test func charactersAreReadWhole() {
    #expect(keys(Array("aب👍🏽\u{0}\r".utf8)) == characters("aب👍🏽\u{0}\r"))
  }

  @Test(arguments: [
    [0xFF], [0xC0, 0x80], [0xD8], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
  ])
  func whatIsNoUTF8IsDropped(bytes: [Int]) {
    #expect(keys([97] + bytes.map { UInt8($0) } + [98]) == characters("ab"))
  }

  @Test func typedCharactersNeverLookLikeVirtualKeys() {
    #expect(keys(Array("a\u{90}\u{9B}b".utf8)) == characters("ab"))
  }

  @Test(arguments: [true, false]) func aSequenceIsOneKeyWhetherItIsKnownOrNot(escapeIsKey: Bool) {
    let bytes = Array("\u{1B}[A\u{1B}OB\u{1B}[3~\u{1B}[1;2D\u{1B}[97;5u\u{1B}[[A\u{1B}O5P\u{1B}[3$x".utf8)
    let sequences = ["[A", "OB", "[3~", "[1;2D", "[97;5u", "[[A", "O5P", "[3$"]
    #expect(
      keys(bytes, escapeIsKey: escapeIsKey) == sequences.map { .sequence($0) } + [.character("x")])
  }

  @Test(arguments: [true, false]) func whatBreaksASequenceOffIsAKeyOfItsOwn(escapeIsKey: Bool) {
    #expect(keys(Array("\u{1B}[1;\ra".utf8), escapeIsKey: escapeIsKey) == characters("\ra"))
    #expect(
      keys(Array("\u{1B}[1\u{1B}[Ba".utf8), escapeIsKey: escapeIsKey) == [.sequence("[B"), .character("a")])
    #expect(keys(Array("\u{1B}[ب\u{1B}O\u{7F}".utf8), escapeIsKey: escapeIsKey) == characters("ب\u{7F}"))
    #expect(keys(Array("\u{1B}]11;rgb\r\u{1B}[1".utf8), escapeIsKey: escapeIsKey) == characters("\r"))
  }

  @Test(arguments: [true, false]) func whatATerminalAnswersIsNoKey(escapeIsKey: Bool) {
    let bytes = Array("a\u{1B}]10;rgb:0/0/0\u{1B}\\b\u{1B}]11;x\u{7}c\u{1B}P1$r0m\u{1B}\\d\u{1B}[M !ée".utf8)
    #expect(keys(bytes, escapeIsKey: escapeIsKey) == characters("abcd") + [.character("e")])
  }

  @Test func keysThatComeBeforeTheTerminalsAnswerStay() {
    let ends = PTY.pipe()
    defer { close(ends[0]) }
    var reader = KeyReader(terminal: Descriptor(ends[0]), signals: Descriptor(-1))
    let window = reader.window {
      try? Descriptor(ends[1]).writeAll(Array("a\u{1B}[A\u{1B}[8;24;80t\u{1B}[1;2Db\u{1B}[12;40Rc".utf8))
      close(ends[1])
    }
    #expect(window?.cursor == LineFrame.Place(row: 11, column: 39))
    #expect(window?.size?.rows == 24 && window?.size?.columns == 80)
    var keys: [KeyReader.Key] = []
    while let key = try? reader.next(escapeIsKey: true) { keys.append(key) }
    #expect(keys == characters("a") + [.sequence("[A"), .sequence("[1;2D")] + characters("bc"))
  }

  @Test func escapeByItselfIsAKeyWhereItIsWanted() {
    let ends = PTY.pipe()
    defer { for end in ends { close(end) } }
    var reader = KeyReader(terminal: Descriptor(ends[0]), signals: Descriptor(-1))
    func next(_ text: String, escapeIsKey: Bool = true) -> KeyReader.Key? {
      try? Descriptor(ends[1]).writeAll(Array(text.utf8))
      return try? reader.next(escapeIsKey: escapeIsKey)
    }
    #expect(next("\u{1B}") == .escape)
    // The rest still belongs to the key.
    #expect(next("[D") == .sequence("[D"))
    #expect(next("\u{1B}") == .escape)
    #expect(next("[1]") == .character("["))
    #expect(next("") == .character("1"))
    #expect(next("") == .character("]"))
    #expect(next("\u{1B}\u{1B}") == .escape)
    #expect(next("") == .escape)
    #expect(next("\u{1B}f") == .alt("f"))
    #expect(next("\u{1B}é") == .alt("é"))
    #expect(next("\u{1B}\u{1B}x", escapeIsKey: false) == .alt("\u{1B}"))
    #expect(next("", escapeIsKey: false) == .character("x"))
    #expect(next("\u{1B}\u{1B}[D", escapeIsKey: false) == .sequence("[D"))
  }

  /// The signal is noticed at once, and the key continues after it.
  @Test func aSignalInTheMiddleOfAKeyTakesNothingFromIt() throws {
    for (start, rest, key) in [
      ([0x1B], "[1;2D", .sequence("[1;2D")), (Array("\u{1B}[1;".utf8), "2D", .sequence("[1;2D")),
      ([0xF0, 0x9F], "", .character("👍")),
    ] as [([UInt8], String, KeyReader.Key)] {
      let (typed, signals) = (PTY.pipe(), PTY.pipe())
      defer { for end in typed + signals { close(end) } }
      var reader = KeyReader(terminal: Descriptor(typed[0]), signals: Descriptor(signals[0]))
      try? Descriptor(typed[1]).writeAll(start)
      try? Descriptor(signals[1]).writeAll([1])
      #expect(throws: KeyReader.Stop.signal) { try reader.next(escapeIsKey: false) }
      var byte: UInt8 = 0
      #expect(read(signals[0], &byte, 1) == 1)
      try? Descriptor(typed[1]).writeAll(rest.isEmpty ? [0x91, 0x8D] : Array(rest.utf8))
      #expect(try reader.next(escapeIsKey: false) == key)
    }
  }

  @Test func aPastedBlockIsOneKey() {
    let block = "one\r\ntwo\rthree\n\u{7}\tب\n\n"
    #expect(
      keys(Array("a\u{1B}[200~\(block)\u{1B}[201~b".utf8), escapeIsKey: false)
        == [.character("a"), .pasted("one\ntwo\nthree\n\tب"), .character("b")])
  }

  /// What was copied may contain a Ctrl-C. Nothing of the block may then be taken for keys.
  @Test func aControlCGivesUpTheWholeBlock() {
    let block = "\u{1B}[200~one\u{3}two\rthree\u{1B}[201~"
    #expect(keys(Array((block + "b").utf8)) == [.character("\u{3}"), .character("b")])
    #expect(keys(Array("\u{1B}[200~one\u{3}two\r".utf8)) == [.character("\u{3}")])
  }

  @Test func aBlockWithoutAnEndEndsWithTheInput() {
    #expect(keys(Array("\u{1B}[200~one\u{1B}[201".utf8)) == [.pasted("one[201")])
  }

  @Test func aBlockThatIsTooLongIsRefusedWhole() {
    let ends = PTY.pipe()
    let (input, output) = (ends[0], ends[1])
    let block =
      Array("\u{1B}[200~".utf8) + Array(repeating: UInt8(ascii: "x"), count: KeyReader.pasteLimit + 9)
    var thread: pthread_t = 0
    let writer = Writer(bytes: block + Array("\u{1B}[201~a".utf8), descriptor: output)
    pthread_create(
      &thread, nil,
      {
        if let argument = $0 { Unmanaged<Writer>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, Unmanaged.passRetained(writer).toOpaque())
    var reader = KeyReader(terminal: Descriptor(input), signals: Descriptor(-1))
    #expect((try? reader.next(escapeIsKey: false)) == .pastedTooMuch)
    #expect((try? reader.next(escapeIsKey: false)) == .character("a"))
    pthread_join(thread, nil)
    close(input)
  }
}

private final class Writer: Sendable {
  let bytes: [UInt8]
  let descriptor: Int32

  init(bytes: [UInt8], descriptor: Int32) { (self.bytes, self.descriptor) = (bytes, descriptor) }

  func run() {
    try? Descriptor(descriptor).writeAll(bytes)
    close(descriptor)
  }
}

@Suite struct PromptTextTests {
  @Test(arguments: [
    ("w> ", "w> ", "w> "),
    ("\u{1B}[1mw> ", "\u{1}\u{1B}[1m\u{1}w> ", "w> "),
    ("\u{1B}[1m\u{1B}[32mw\u{1B}[0m> ", "\u{1}\u{1B}[1m\u{1B}[32m\u{1}w\u{1}\u{1B}[0m\u{1}> ", "w> "),
    ("w> \u{1B}[0m", "w>\u{1}\u{1B}[0m\u{1} ", "w> "),
    ("a\u{1}\u{7}\nb", "ab", "ab"),
    ("\u{1B}[0m", "", ""),
    ("a\u{1B}", "\u{1}\u{1B}\u{1}a", "a"),
  ]) func sequencesStandBetweenMarks(text: String, marked: String, visible: String) {
    #expect(PromptText(text).marked == marked)
    #expect(PromptText(text).visible == visible)
  }

  @Test func theContinuationIsAsWideAsThePrompt() {
    useUTF8()
    #expect(PromptText("\u{1B}[1mwessaal> ").continuation.visible == "·······> ")
    #expect(PromptText("👍> ").continuation.visible == "··> ")
    #expect(PromptText(">").continuation.visible == "> ")
  }
}
