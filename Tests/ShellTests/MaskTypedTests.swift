import Catalog
import Commands
import JSON
import Testing

@testable import Recording
@testable import Shell

/// What a mask makes of the lines that a person typed, where records of customers are known.
@Suite struct MaskTypedTests {
  private static let own = ShellCommands().ownWords

  private func mask() -> Mask {
    let mask = Mask(
      MaskMemory(own: Self.own, counting: ShellCommands().countingWords, naming: ShellCommands().namingWords),
      .all, .standard)
    let answer: Value = [
      "data": [
        ["id": 12645, "recipient": "+966501238887", "content": "secret 4711", "label": "Mohammed"],
        ["id": 12646, "recipient": "+966551230000", "content": "9932", "label": "reason"],
        ["id": 12647, "content": "Your code 9931", "error_message": "Recipient is not on WhatsApp"],
        ["id": 12648, "content": "secret", "notes": "invoice 77123", "error_message": "Zzyx limit exceeded"],
      ]
    ]
    // A mask learns all exchanges before it writes the first one.
    for _ in 0..<2 {
      _ = mask.answer(answer, of: nil)
      for id in ["9932", "9876", "12645", "99999"] { _ = mask.target("/messages/\(id)", method: "GET") }
    }
    return mask
  }

  @Test(arguments: [
    ("explain secret 4711", "secret 4711"), ("explain secret", "secret"), ("print code 9931", "9931"),
    ("explain invoice 77123", "77123"), ("explain 9932", "9932"),
    ("messages list | where @.content == 9932", "9932"),
    ("messages list | where @.content matches 77123", "77123"), ("messages list --to 238887", "238887"),
    ("messages list --to=238887", "238887"), ("messages list --to 8887", "8887"),
    ("explain 055123", "055123"), ("explain 6655", "6655"), ("record save a.txt --about 238887", "238887"),
    ("explain \"secret 4711\"", "secret"), ("let pin = 9931", "9931"), ("explain SECRET 4711", "SECRET"),
    ("explain reason", "reason"),
  ]) func whatIsAllOfARecordOrAPartOfANumberGoes(line: String, secret: String) {
    let mask = mask()
    let typed = MaskedInput.masked(line, mask)
    #expect(!typed.contains(secret), "\(typed)")
    // A false number may have any digits, so that only what stands in the line is looked for.
    for known in ["9932", "4711"] where line.contains(known) { #expect(!typed.contains(known), "\(typed)") }
    // What an error shows of the line again is the same, save where it is a word of the program.
    let (operand, token) = (line.dropFirst("explain ".count), typed.dropFirst("explain ".count))
    if line.hasPrefix("explain "), operand.contains(where: \.isNumber) {
      #expect(mask.text("it must be known, but has '\(operand)'") == "it must be known, but has '\(token)'")
    }
  }

  @Test(arguments: [
    "messages list | first 8887 | select id status label", "messages list --page 8887", "help secret",
    "contacts list | where @.label == failed", "explain 12645 12646", "print 12645", "let id = 12645",
    "explain reason --since 7d", "explain 99999", "instances list", "record save a.txt --about 12645",
    "failures --by reason,type", "explain #12645", "print \"12645\"",
    "explain \"Recipient is not on WhatsApp\"", "explain \"recipient is not on whatsapp\"",
    "explain \"not on WhatsApp\"", "explain \"limit exceeded\"",
  ]) func theLanguageAndIDsAndErrorTextsStay(line: String) {
    let mask = mask()
    if !line.contains("explain reason") { #expect(MaskedInput.masked(line, mask) == line) }
    for text in ["12645  refunded  2026-11-30 15:00:42 UTC", "Recipient is not on WhatsApp", "12646, 12647"] {
      #expect(mask.text(text) == text, "after \(line)")
    }
  }

  /// What a comment or a text says beside an id goes, and the id stays elsewhere.
  @Test func anIDBesideATextStaysInScreens() {
    let mask = mask()
    for line in ["explain 5 # ticket 12645 of Zaynab", "print \"see 12646, Zaynab\""] {
      #expect(!MaskedInput.masked(line, mask).contains("Zaynab"))
    }
    #expect(mask.text("12645  refunded\n12646  sent") == "12645  refunded\n12646  sent")
  }

  @Test func aValueHasOneTokenWhateverItsCapitals() {
    let mask = mask()
    let known = mask.text("Mohammed")
    for word in ["mohammed", "MOHAMMED", "Mohammed"] {
      #expect(MaskedInput.masked("explain \(word)", mask) == "explain \(known)")
      #expect(mask.text("but has '\(word)'") == "but has '\(known)'")
      #expect(mask.shown(["x": Value(word)]) == ["x": Value(known)])
    }
    let typed = MaskedInput.masked("explain zaynab", mask)
    #expect(typed.contains("masked-") && MaskedInput.masked("explain Zaynab", mask) == typed)
    #expect(mask.hidden("ZAYNAB") == Value(String(typed.dropFirst("explain ".count))))
  }

  /// So a replay of the masked line finds the same rows.
  @Test func theLastDigitsOfANumberAreThoseOfTheFalseOne() {
    let mask = mask()
    let number = mask.text("+966501238887")
    let typed = MaskedInput.masked("messages list --to 238887", mask)
    #expect(typed == "messages list --to \(number.suffix(6))", "\(number)")
  }
}
