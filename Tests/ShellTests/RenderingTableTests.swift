import JSON
import Shell
import Testing

@testable import Rendering

@Suite struct RenderingTableTests {
  private let messages: Value = [
    [
      "id": 12345, "type": "text", "recipient": "+966501234567",
      "content": "Hello, your order has shipped today", "status": "delivered",
      "created_at": "2025-01-15T10:30:00.000000Z",
    ],
    [
      "id": 7, "type": "image", "recipient": "+971501234567", "content": .null, "status": "failed",
      "created_at": "2025-01-15T10:31:00.000000Z", "error": ["code": 5],
    ],
  ]

  @Test(arguments: [
    (
      8,
      """
         id
      12345
          7
      not sho…

      """
    ),
    (
      40,
      """
         id  type   recipient      status
      12345  text   +966501234567  delivered
          7  image  +971501234567  failed
      not shown: content, created_at, error

      """
    ),
    (
      80,
      """
         id  type   recipient      content                       status     error
      12345  text   +966501234567  Hello, your order has shipp…  delivered
          7  image  +971501234567  null                          failed     {"code":5}
      not shown: created_at

      """
    ),
    (
      100,
      """
         id  type   recipient      content                        status     created_at         error
      12345  text   +966501234567  Hello, your order has shippe…  delivered  2025-01-15T10:30Z
          7  image  +971501234567  null                           failed     2025-01-15T10:31Z  {"code":5}

      """
    ),
  ])
  func columnsAreCutOrDroppedToTheScreen(columns: Int, expected: String) throws {
    #expect(try Renderer(.terminal(columns)).text(messages) == expected)
  }

  /// Of two columns that tell the same, one goes, and how things stand goes after what is less telling.
  @Test(arguments: [
    (40, "n  outcome  input", "not shown: ok"), (60, "n  outcome  input", "not shown: ok"),
    (80, "n  outcome  input", ""),
  ]) func aColumnThatFollowsFromAnotherGoes(columns: Int, header: String, note: String) throws {
    func row(_ number: Int64, _ outcome: String) -> Value {
      [
        "n": .int(number), "outcome": Value(outcome),
        "input": Value("print \"text \(number) that is cut\" | ignore"),
        "credits": .int(number * 1000), "ok": .bool(outcome == "ok"),
      ]
    }
    let rows = Value.array([row(1, "ok"), row(2, "missing"), row(3, "ok")])
    let lines = try Renderer(.terminal(columns)).text(rows).split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix(header) && lines[0].hasSuffix("ok") == note.isEmpty, "\(lines)")
    #expect(note.isEmpty || lines.last == note, "\(lines)")
  }

  /// A time without its zone would be another time, and a part of an hour another hour.
  @Test(arguments: [
    (40, "2025-01-15 17:00      1  Recipient is n…"),
    (80, "2025-01-15 17:00      1  2025-01-15T17:37+03:00  Recipient is not on WhatsApp"),
    (82, "2025-01-15 17:00      1  2025-01-15T17:37:39.5+03:00  Recipient is not on WhatsApp"),
  ]) func aTimeThatIsCutKeepsItsZone(columns: Int, row: String) throws {
    let value: Value = [
      [
        "hour": "2025-01-15 17:00", "count": 1, "first": "2025-01-15T17:37:39.5+03:00",
        "reason": "Recipient is not on WhatsApp",
      ]
    ]
    let lines = try Renderer(.terminal(columns)).text(value).split(separator: "\n").map(String.init)
    #expect(lines[1] == row, "\(lines)")
  }

  @Test func whereThereIsNoRoomForTimesTheOthersStay() throws {
    let row: Value = [
      "hour": "2025-01-15 17:00", "count": 1, "first": "2025-01-15T17:37", "last": "2025-01-15T17:37",
      "example": 7,
    ]
    #expect(
      try Renderer(.terminal(40)).text([row]) == """
        hour              count  example
        2025-01-15 17:00      1        7
        not shown: first, last

        """)
  }

  /// The beginning of an object tells as much as a longer part: it leaves room for what the rows are about.
  @Test(arguments: [
    (
      80,
      """
      item                              ok     value  error
      {"id":11,"phone":"+966501234567…  false  null   {"kind":"missing","status":404,…
      {"id":12,"phone":"+966501234567…  false  null   {"kind":"missing","status":404,…

      """
    ),
    (
      40,
      """
      item          ok     value  error
      {"id":11,"p…  false  null   {"kind":"mi…
      {"id":12,"p…  false  null   {"kind":"mi…

      """
    ),
    (
      30,
      """
      item              ok     value
      {"id":11,"phone…  false  null
      {"id":12,"phone…  false  null
      not shown: error

      """
    ),
  ])
  func objectsAreCutBeforeOthersAreLeftOut(columns: Int, expected: String) throws {
    let rows: [Value] = [11, 12].map {
      [
        "item": ["id": .int($0), "phone": "+966501234567", "label": "Ahmed Al-Rashid"], "ok": false,
        "value": .null, "error": ["kind": "missing", "status": 404, "message": "Message not found"],
      ]
    }
    #expect(try Renderer(.terminal(columns)).text(.array(rows)) == expected)
  }

  @Test func aColumnThatWasChosenIsCutAndNotLeftOut() throws {
    let rows = Value.array(
      [1, 2].map { ["id": .int($0), "text": "the same long text in every row of this list"] })
    var renderer = Renderer(.terminal(30))
    #expect(try renderer.text(rows).hasPrefix("id\n"))
    renderer.isChosen = true
    #expect(try renderer.text(rows).hasPrefix("id  text\n 1  the same long text in eve…\n"))
  }

  @Test func theNamesOfWhatIsNotShownGoOnInTheNextLine() throws {
    let row: Value = [
      "id": 1, "phone": "+966501234567", "email": "ahmed@example.com", "first_name": "Ahmed Al-Rashid",
      "second_name": "Mohammed", "third_name": "Abdullah",
    ]
    let shown = try Renderer(.terminal(30)).text([row])
    #expect(shown.hasSuffix("\nnot shown: email, first_name,\n  second_name, third_name\n"), "\(shown)")
  }

  /// A time is cut to its minutes and its zone, and no column that distinguishes rows is cut. So the columns that all
  /// rows share stay.
  @Test func whatFitsWithoutSecondsStays() throws {
    let rows: [Value] = (0..<3).map {
      [
        "id": .int(12345 + $0), "status": "processing", "content": Value("Order no. \($0) is quite ready"),
        "created_at": Value("2026-11-30T01:08:2\($0).970100Z"),
      ]
    }
    let lines = try Renderer(.terminal(65)).text(.array(rows)).split(separator: "\n")
    try #require(lines.count == 4)
    #expect(lines[1] == "12345  processing  Order no. 0 is quite ready  2026-11-30T01:08Z")
  }

  @Test func atTwoHundredColumnsAllIsShown() throws {
    let lines = try Renderer(.terminal(200)).text(messages).split(separator: "\n")
    #expect(
      lines[1] == "12345  text   +966501234567  Hello, your order has shipped today  delivered  "
        + "2025-01-15T10:30:00.000000Z")
    #expect(lines[2].hasSuffix("  2025-01-15T10:31:00.000000Z  {\"code\":5}"))
    #expect(lines.count == 3)
  }

  @Test func columnsLineUpInEveryScript() throws {
    let names = ["مُحَمَّد", "日本語テスト", "👨‍👩‍👧 ok", "🇸🇦❤️", "e\u{301}té", "ascii"]
    let rows = names.enumerated().map { ["name": Value($1), "n": .int(Int64($0))] as Value }
    #expect(
      try Renderer(.terminal()).text(.array(rows)) == """
        name          n
        مُحَمَّد          0
        日本語テスト  1
        👨‍👩‍👧 ok         2
        🇸🇦❤️          3
        e\u{301}té           4
        ascii         5

        """)
  }

  @Test func aWideCharacterIsNotCutInTwo() throws {
    #expect(try Renderer(.terminal(10)).text([["t": "日本語日本語"]]) == "t\n日本語日…\n")
    #expect(try Renderer(.terminal(9)).text([["t": "日本語日本語"]]) == "t\n日本語日…\n")
    #expect(try Renderer(.terminal(8)).text([["t": "日本語日本語"]]) == "t\n日本語…\n")
  }

  @Test func numbersOfEveryFormStandToTheRight() throws {
    #expect(
      try Renderer(.terminal()).text([["n": 1.5, "s": "x"], ["n": .null], ["s": "y"], ["n": 200]])
        == "   n  s\n 1.5  x\nnull\n      y\n 200\n")
  }

  @Test func headersAreBoldAndNullsDim() throws {
    let screen = Screen(color: true, isTerminal: true)
    #expect(try Renderer(screen).text([["a": .null]]) == "\u{1B}[1ma\u{1B}[0m\n\u{1B}[2mnull\u{1B}[0m\n")
  }

  @Test func itemsWithNothingInThemAreBlankRows() throws {
    #expect(try Renderer(.terminal()).text([[:], [:]]) == "\n\n\n")
  }

  @Test func theTableCommandShowsAllRowsCutInWidthOnly() {
    let rows = Value.array((1...50).map { ["id": .int($0)] })
    let shown = rendered(Renderer(.terminal(rows: 7)).table(rows))
    #expect(shown.split(separator: "\n").count == 51)
  }
}
