import Catalog
import Commands
import JSON
import TestSupport
import Testing

@testable import Recording
@testable import Rendering
@testable import Shell

/// Numbers, codes and names of customers in generated spellings, in what was typed and in what was shown.
@Suite struct MaskSpellingTests {
  private static let own = ShellCommands().ownWords

  private func mask(_ answer: Value? = nil) -> Mask {
    let mask = Mask(MaskMemory(own: Self.own), .all, .standard)
    if let answer { _ = mask.answer(answer, of: nil) }
    return mask
  }

  /// The text with a 0 for each digit.
  private func form(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.digit == nil ? $0 : "0" }))
  }

  private func digits(_ text: String) -> String {
    text.unicodeScalars.compactMap(\.digit).map { "\($0)" }.joined()
  }

  private static let lines = [
    "explain NUMBER", "messages send instance=my-instance recipient=NUMBER --no-check", "let n = NUMBER",
    "print NUMBER | ignore", "explain NUMBER --since 30d", "explain tel:NUMBER", "messages list --to NUMBER",
    "explain   NUMBER", "explain (NUMBER)", "explain \\\n  NUMBER",
  ]

  private static let signs = [" ", "-", ".", "_", "/", "\u{A0}", "\u{2011}", "\u{202F}", " - ", "·"]

  /// The spellings of a number in Saudi Arabia with these last seven digits.
  private func spellings(_ end: String, _ sign: String) -> [String] {
    let (three, four) = (end.prefix(3), end.suffix(4))
    let pairs = "\(four.prefix(2))\(sign)\(four.suffix(2))"
    let ends = [
      "\(three)\(sign)\(four)", "\(three)\(sign)\(pairs)", "\(end.prefix(5))\(sign)\(end.suffix(2))",
    ]
    return ends.flatMap { end in
      [
        "050\(sign)\(end)", "+966\(sign)50\(sign)\(end)", "00966\(sign)50\(sign)\(end)",
        "966\(sign)50\(sign)\(end)",
      ]
    }
  }

  private func arabic(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.isASCII ? scalar.digit.flatMap { Unicode.Scalar(0x660 + UInt32($0)) } ?? scalar : scalar
        }))
  }

  /// What is typed with signs between its digits keeps its form, and is the same false number as anywhere else.
  @Test(arguments: signs, [true, false]) func aNumberThatIsTypedInPartsGoes(sign: String, isKnown: Bool) {
    var chance = Seeded(UInt64(sign.unicodeScalars.reduce(7) { $0 + $1.value }))
    for line in Self.lines {
      let end = (0..<7).map { _ in "\(Int.random(in: 2...9, using: &chance))" }.joined()
      let known: Value = [
        "data": ["id": 5, "phone": Value("+96650\(end)"), "content": Value("code \(end.suffix(4))")]
      ]
      let mask = mask(isKnown ? known : nil)
      let token = digits(mask.text("+96650\(end)")).suffix(7)
      for spelled in spellings(end, sign) {
        for spelled in [spelled, arabic(spelled)] {
          // These are terms of a sum unless the number is known or certain.
          if !isKnown, " - " == sign || "/" == sign && line.contains(" = ") { continue }
          let typed = line.replacing("NUMBER", with: spelled)
          let masked = MaskedInput.masked(typed, mask)
          let shown = mask.text(spelled)
          #expect(form(masked) == form(typed) && digits(masked).contains(token), "\(typed): \(masked)")
          #expect(form(shown) == form(spelled) && digits(shown).hasSuffix(token), "\(spelled): \(shown)")
        }
      }
    }
  }

  /// Ids, counts, times and lists are no numbers, even where their digits together have the length of one.
  @Test(arguments: [
    "explain 12405 12406", "messages get 12405 --about 12405 12406", "messages get 12405",
    "print [100, 200, 300, 400]",
    "let x = 100 * 100 * 100 * 100", "messages list --since 2026-11-28 --until 2026-11-30",
    "messages list --page 2 --per-page 100", "sleep 1.5", "print 2026-11-28T10:30:00Z 12405 12406",
    "messages list | where @.id > 12405", "print 12406 12405",
  ]) func whatIsTypedAndNoNumberStays(line: String) {
    let mask = mask(["data": [["id": 12405], ["id": 12406]]])
    #expect(MaskedInput.masked(line, mask) == line)
    #expect(mask.text("12405 12406, 12406 12405") == "12405 12406, 12406 12405")
  }

  /// A code or a text that is a part of a number does not take it apart.
  @Test(arguments: [
    "Your card ending 0001 was charged", "0001", "code 0501", "0501", "code 0612", "50 111", "card 1110",
    "Ali 0001",
    "0612 and 0001",
  ]) func aCodeWithinANumberLeavesItWhole(content: String) {
    let mask = mask(["data": ["id": 5, "recipient": "+966501110001", "content": Value(content)]])
    for text in [
      "+966 50 111 0001", "050 111 0001", "050-111-0001", "0501110001", "050.111.0001", "(050)111-0001",
      "0501 11 00 01", "0612 34 56 78", "code 0501 11 00 01", "+932 56 157 0001", "00966 50 111 0001",
    ] {
      let masked = mask.text("called \(text) today")
      #expect(form(masked) == form("called \(text) today") && masked != "called \(text) today", "\(masked)")
    }
  }

  /// Half of a word would tell the rest of it.
  @Test(arguments: [
    "khalid0501110001", "0501110001khalid", "خالد٠٥٠١١١٠٠٠١", "abcdef0123456789", "khalid99887766",
    "KHALID20260001234", "zainab12345678abc", "khalid966501110001x", "G482913555",
    "9b7c2d10e4f85a6633aa04819c1d2e3f9b7c2d10e4f85a6633aa04819c1d2e3f",
  ]) func aNameAndANumberInOneWordAreOneToken(word: String) throws {
    for answer: Value? in [nil, ["data": ["phone": "+966501110001", "label": "Khalid", "notes": "خالد"]]] {
      let mask = mask(answer)
      let token = MaskedInput.masked(word, mask)
      #expect(token.wholeMatch(of: /masked-\d+/) != nil, "\(token)")
      for frame in ["user WORD is known", "session=WORD", "id: WORD.", "\"WORD\"", "key=WORD;"] {
        #expect(mask.text(frame.replacing("WORD", with: word)) == frame.replacing("WORD", with: token))
      }
      #expect(mask.shown(["x": Value(word)]) == ["x": Value(token)])
    }
  }

  @Test(arguments: [
    "482-913", "48 29 13", "482 913", "4829.13", "48-29-13", "482_913", "٤٨٢-٩١٣", "4 8 2 9 1 3",
  ])
  func aCodeInPartsIsTheSameToken(spelled: String) {
    for content: Value in ["Your code is 482913", "482913", 482913] {
      let mask = mask(["data": ["id": 12, "content": content]])
      let token = mask.text("482913")
      #expect(token != "482913")
      #expect(mask.text("code is \(spelled) now") == "code is \(token) now")
      #expect(MaskedInput.masked("print \(spelled)", mask) == "print \(token)")
      #expect(mask.text("48 29 14, then 12 and 482.5") == "48 29 14, then 12 and 482.5")
    }
  }

  @Test func aVariableWithTheNameOfACustomerIsATokenEverywhere() {
    let mask = mask(["data": [["label": "Tariq Aziz"], ["label": "Max Müller"], ["label": "سارة الحربي"]]])
    for name in [
      "tariq_aziz", "tariqAziz", "TariqAziz", "max_mueller", "tariq", "for_tariq", "سارة", "tariq_azi",
    ] {
      let typed = MaskedInput.masked("let \(name) = 5; print $\(name).x $\(name)", mask)
      let parts = typed.split { " ;$.".contains($0) }
      #expect(parts[1].hasPrefix("masked-") && parts[1] == parts[5] && parts[1] == parts[7], "\(typed)")
      #expect(mask.text("unknown variable $\(name)") == "unknown variable $\(parts[1])", "\(name)")
    }
    for kept in [
      "let total = 5; print $total $r.label @.phone", "def greet(name) { print $name }", "$ | map @.id",
    ] {
      #expect(MaskedInput.masked(kept, mask) == kept)
    }
  }

  /// A name that is also a word of the program does not take its advice apart.
  @Test func adviceStaysWhateverTheCustomersAreCalled() {
    let mask = mask(["data": [["id": 12346, "label": "Will May"], ["content": "12346 is your code"]]])
    for text in [
      "else it may come twice", "this one will fail too", "the phone may be off", "Message 12346 failed",
      "messages wait 12346", "explain 12346",
    ] { #expect(mask.text(text) == text) }
    for text in ["will may called", "Will is blocked", "code 12346 was wrong"] {
      #expect(mask.text(text) != text)
    }
    #expect(mask.text("for Will May 🌸, soon") == "for \(mask.text("Will May")), soon")
    let status: Value = ["data": ["connection_status": "open", "battery": 85, "plugged": true]]
    #expect(mask.answer(status, of: nil) == status)
  }

  /// A hint shows the beginning of a number.
  @Test(arguments: ["050 777 …", "050 777 00…", "05 07 77 00 …"]) func aNumberThatWasCutGoes(text: String) {
    let masked = mask().text("hint: recipient=\"\(text)\"")
    // A false number may have any few of these digits.
    #expect(!masked.filter(\.isNumber).contains(text.filter(\.isNumber)), "\(masked)")
    #expect(masked.hasPrefix("hint: recipient="), "\(masked)")
    #expect(mask().text("12 …, 3 messages …") == "12 …, 3 messages …")
  }
}

extension TranscriptTests {
  /// What a narrow terminal breaks at the end of a row.
  @Suite struct BrokenRowTests {
    @Test(arguments: [30, 40, 80]) func nothingTrueIsLeftWhereARowEnds(columns: Int) throws {
      try Folder.temporary {
        let practice = try Practice(Screen(columns: columns, rows: 24, isTerminal: true))
        // What is not typed is not known.
        _ = practice.typeAtPrompt("ping | ignore")
        for start in 0..<30 {
          let fill = String(repeating: "is not ", count: start / 7) + String(repeating: "x", count: start % 7)
          _ = practice.type(
            "fail \"The number \(fill) 06 12 34 56 78 or +966 50 111 00 01 of Maxine Qüller is missing\"")
        }
        _ = practice.typeAtPrompt("record save w.txt --mask")
        let text = try Folder.read("w.txt")
        let digits = text.filter(\.isNumber)
        #expect(text.contains("is missing") && !text.contains("Maxine") && !text.contains("üller"))
        #expect(!digits.contains("12345678") && !digits.contains("501110001"), "\(text)")
        #expect(text.split(separator: "\n").count { $0.hasPrefix("error: ") } == 30, "\(text)")
      }
    }

    /// The recipient of a message is nobody else.
    @Test func theCaseOfAnIDKeepsItsOwnLines() throws {
      try Folder.temporary {
        let practice = try Practice()
        _ = practice.typeAtPrompt(
          "messages send instance=my-instance recipient=+966501230000 content=Hi | ignore")
        _ = practice.typeAtPrompt(
          "messages send instance=my-instance recipient=+966507654321 content=Ho | ignore")
        _ = practice.typeAtPrompt("sleep 1h")
        let shown =
          practice.typeAtPrompt("explain message 12345") + practice.typeAtPrompt("messages get 12345")
        let other = practice.typeAtPrompt("messages list | select id recipient")
        #expect(other.contains("7654321"))
        for line in ["record save c.txt --about 12345", "record save n.har --about 99999"] {
          _ = practice.typeAtPrompt(line)
        }
        let text = try Folder.read("c.txt")
        for line in shown.split(separator: "\n") where line.count > 12 {
          #expect(text.contains(line), "\(line)")
        }
        #expect(!text.contains("7654321"))
        #expect(try Folder.read("n.har").contains("what speaks of 99999, but nothing does"))
        #expect(!text.contains("nothing does"))
        _ = practice.typeAtPrompt("record save m.txt --mask --about +966501230000")
        let masked = try Folder.read("m.txt")
        #expect(masked.contains("what speaks of +9665") && !masked.contains("501230000"), "\(masked)")
      }
    }
  }
}
