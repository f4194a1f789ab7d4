import Glibc
import Testing

@testable import Prompt

/// What is read of bytes that come through a pipe, up to its end.
private func keys(_ bytes: [UInt8], arrows: Bool = true) -> [KeyReader.Key] {
  let ends = PTY.pipe()
  defer { close(ends[0]) }
  _ = writeAll(bytes, to: ends[1])
  close(ends[1])
  var reader = KeyReader(terminal: ends[0], signals: -1)
  var keys: [KeyReader.Key] = []
  while let key = try? reader.next(arrows: arrows) { keys.append(key) }
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

  @Test func sequencesOfArrowsAreKeysWhereTheyAreWanted() {
    let bytes = Array("\u{1B}[A\u{1B}OB\u{1B}[3~".utf8)
    #expect(keys(bytes) == [.virtual(.up), .virtual(.down), .virtual(.delete)])
    #expect(keys(bytes, arrows: false) == characters("\u{1B}[A\u{1B}OB\u{1B}[3~"))
  }

  @Test func otherSequencesStayAsTheyAre() {
    #expect(
      keys(Array("\u{1B}\u{1B}[Z\u{1B}[20x\u{1B}".utf8)) == characters("\u{1B}\u{1B}[Z\u{1B}[20x\u{1B}"))
  }

  @Test func aPastedBlockIsOneKey() {
    let block = "one\r\ntwo\rthree\n\u{7}\tب\n\n"
    #expect(
      keys(Array("a\u{1B}[200~\(block)\u{1B}[201~b".utf8), arrows: false)
        == [.character("a"), .pasted("one\ntwo\nthree\n\tب"), .character("b")])
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
    var reader = KeyReader(terminal: input, signals: -1)
    #expect((try? reader.next(arrows: false)) == .pastedTooMuch)
    #expect((try? reader.next(arrows: false)) == .character("a"))
    pthread_join(thread, nil)
    close(input)
  }
}

private final class Writer: Sendable {
  let bytes: [UInt8]
  let descriptor: Int32

  init(bytes: [UInt8], descriptor: Int32) { (self.bytes, self.descriptor) = (bytes, descriptor) }

  func run() {
    _ = writeAll(bytes, to: descriptor)
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
