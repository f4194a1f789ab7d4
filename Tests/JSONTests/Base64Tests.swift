import JSON
import Testing

@Suite struct Base64Tests {
  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func bytesComeBackAsTheyWere(text: String, encoded: String) {
    #expect(Base64.text(Array(text.utf8)) == encoded)
    #expect(Base64.bytes(encoded) == Array(text.utf8))
    #expect(Base64.bytes(String(encoded.prefix { $0 != "=" })) == Array(text.utf8))
  }

  @Test func aTextIsWrittenInTheAlphabetOfAnother() {
    #expect(Base64.text([0xFB, 0xFF], like: "a-b") == "-_8")
    #expect(Base64.text([0xFB, 0xFF], like: "ab") == "+/8")
    #expect(Base64.bytes("-_8") == [0xFB, 0xFF] && Base64.bytes("+/8=") == [0xFB, 0xFF])
  }

  @Test(arguments: ["Z", "Zm9vY", "Zm 9v", "Zm9v\n", "é"]) func whatIsNotBase64IsRefused(text: String) {
    #expect(Base64.bytes(text) == nil)
  }
}
