import Completion
import Rendering
import TestSupport
import Testing

@testable import Prompt

@Suite struct LineFrameTests {
  init() { useUTF8() }

  private func frame(_ text: String, cursor: Int? = nil, columns: Int = 10) -> LineFrame {
    let scalars = Array(text.unicodeScalars)
    return LineFrame(
      prompt: ("\u{1B}[1m> \u{1B}[0m", 2), text: scalars, cursor: cursor ?? scalars.count, columns: columns)
  }

  private func rows(_ frame: LineFrame) -> [String] { frame.rows.map { String(scalars: $0.scalars) } }

  @Test(arguments: [
    ("", [""], 0, 2), ("abc", ["abc"], 0, 5), ("12345678", ["12345678", ""], 1, 0),
    ("123456789", ["12345678", "9"], 1, 1), ("ab\ncd", ["ab", "cd"], 1, 2), ("\n\n", ["", "", ""], 2, 0),
    ("1234567日x", ["1234567", "日x"], 1, 3), ("مُحمَّد", ["مُحمَّد"], 0, 6), ("e\u{301}", ["e\u{301}"], 0, 3),
    ("12345678\u{301}", ["12345678\u{301}", ""], 1, 0), ("\tx", ["      x"], 0, 9), ("\u{3}", ["^C"], 0, 4),
    // Characters that would change the order of the line are shown by name.
    ("a\u{202E}b", ["a\\u{202e", "}b"], 1, 2),
  ]) func textLiesOnRows(text: String, expected: [String], row: Int, column: Int) {
    let frame = frame(text)
    #expect(rows(frame) == expected)
    #expect(frame.cursor == .init(row: row, column: column))
  }

  @Test(arguments: [(0, 0, 2), (7, 0, 9), (8, 1, 0), (9, 1, 0), (10, 1, 1)])
  func aCursorBehindAFullRowHasACellOfItsOwn(cursor: Int, row: Int, column: Int) {
    #expect(frame("12345678\nab", cursor: cursor).cursor == .init(row: row, column: column))
  }

  @Test func aWindowShowsTheRowsAroundTheCursor() {
    let text = (0..<20).map { "\($0)" }.joined(separator: "\n")
    var (shown, start) = frame(text).window(from: 0, height: 5)
    #expect(start == 15 && rows(shown) == ["15", "16", "17", "18", "19"] && shown.cursor.row == 4)
    (shown, start) = frame(text, cursor: 0).window(from: start, height: 5)
    #expect(start == 0 && rows(shown) == ["0", "1", "2", "3", "4"] && shown.cursor.row == 0)
    (shown, start) = frame("a\nb").window(from: start, height: 5)
    #expect(start == 0 && rows(shown) == ["a", "b"])
  }
}

@Suite struct LinePainterTests {
  init() { useUTF8() }

  private let pieces = ["a", "b ", "م", "ُ", "日", "👍🏽", "e\u{301}", "\n", "\t", "0123456789"]

  /// After any changes, the line looks as if it had been drawn at once.
  @Test(arguments: [(10, 5, 0), (7, 4, 3), (21, 8, 6), (80, 24, 23)])
  func aLineThatIsChangedLooksAsOneThatIsNew(columns: Int, rows: Int, above: Int) {
    let size = Terminal.Size(columns: columns, rows: rows)
    var chance = Seeded(UInt64(columns))
    var painter = LinePainter()
    var screen = Screen(columns: columns, rows: rows)
    screen.show(String(repeating: "\r\n", count: above).utf8)
    var text: [Unicode.Scalar] = []
    for step in 0..<400 {
      let place = Int.random(in: 0...text.count, using: &chance)
      if Int.random(in: 0..<3, using: &chance) == 0 {
        text.removeSubrange(place..<min(place + 4, text.count))
      } else {
        text.insert(
          contentsOf: pieces.randomElement(using: &chance)?.unicodeScalars.map { $0 } ?? [], at: place)
      }
      // The cursor never stands between a character and its mark.
      let ends = String(scalars: text).indices.map { $0 } + [String(scalars: text).endIndex]
      let end = ends.randomElement(using: &chance) ?? ends[0]
      let cursor = String(scalars: text)[..<end].unicodeScalars.count
      let frame = LineFrame(
        prompt: ("\u{1B}[32m>\u{1B}[0m ", 2), text: text, cursor: cursor, columns: columns)
      screen.show(painter.draw(frame, size: size).utf8)
      if frame.rows.count > rows { continue }
      var fresh = Screen(columns: columns, rows: rows)
      var other = LinePainter()
      fresh.show(other.draw(frame, size: size).utf8)
      let top = screen.cursor.row - frame.cursor.row
      #expect(Array(screen.lines.dropFirst(top)) == fresh.lines, "step \(step): \(String(scalars: text))")
      #expect(screen.cursor.column == fresh.cursor.column && fresh.cursor.column == frame.cursor.column)
    }
  }

  @Test func aCharacterAtTheEndIsAllThatIsSent() {
    let size = Terminal.Size(columns: 20, rows: 5)
    var painter = LinePainter()
    var sent = ""
    for count in 0...3 {
      let text = Array("abc".unicodeScalars.prefix(count))
      sent = painter.draw(LineFrame(prompt: ("> ", 2), text: text, cursor: count, columns: 20), size: size)
    }
    #expect(sent == "c")
  }

  private func resize(_ screen: inout Screen, _ painter: inout LinePainter, columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    let place = LineFrame.Place(row: screen.cursor.row, column: screen.cursor.column)
    painter.locate(place, in: .init(columns: columns, rows: rows))
  }

  /// The line is typed key by key, and a menu opens and closes. Several sizes may come before it is drawn again.
  @Test(arguments: [(Screen.Resizing.tmux, 60), (.tmux, 20), (.wraps, 60)])
  func whatIsTypedInAWindowThatIsResizedIsThereOnce(kind: Screen.Resizing, above: Int) {
    var chance = Seeded(UInt64(above))
    for round in 0..<8 {
      var size = Terminal.Size(columns: 80, rows: 40)
      var (painter, screen) = (LinePainter(), Screen(columns: 80, rows: 40, kind))
      let history = (0..<above).map { "above \($0)" }
      screen.show(history.map { $0 + "\r\n" }.joined().utf8)
      var (text, below): ([Unicode.Scalar], [LineFrame.Row]) = ([], [])
      for step in 0..<60 {
        let place = Bool.random(using: &chance) ? text.count : Int.random(in: 0...text.count, using: &chance)
        switch Int.random(in: 0..<12, using: &chance) {
        case 0: text.insert("\n", at: place)
        case 1...2: if place > 0 { text.remove(at: place - 1) }
        case 3:
          below = (0..<Int.random(in: 0...5, using: &chance)).map {
            .init(
              "\($0)" + String(repeating: "m", count: .random(in: 0...(size.columns - 2), using: &chance)),
              .plain)
          }
        case 4:
          for _ in 0...Int.random(in: 0...(kind == .tmux ? 2 : 0), using: &chance) {
            size.columns = .random(in: 25...90, using: &chance)
            resize(&screen, &painter, columns: size.columns, rows: size.rows)
          }
          below = below.map { LineFrame.Row(String(scalars: $0.scalars.prefix(size.columns - 1)), .plain) }
          screen.show(painter.erase(columns: size.columns).utf8)
        default:
          if text.count < 180 {
            text.insert(contentsOf: "abcdefgh".unicodeScalars.prefix(place % 9), at: place)
          }
        }
        let cursor = Bool.random(using: &chance) ? text.count : place
        let frame = LineFrame(
          prompt: ("> ", 2), further: ("· ", 2), text: text, cursor: min(cursor, text.count),
          columns: size.columns)
        screen.show(painter.draw(frame, below: below, size: size).utf8)
        var rows = (frame.rows + below).map { ($0.prompt + String(scalars: $0.scalars)).trimmedAtEnd }
        while rows.last == "" { rows.removeLast() }
        #expect(screen.text == (history + rows).joined(separator: "\n"), "round \(round), step \(step)")
        #expect(screen.cursor.column == frame.cursor.column)
        if screen.text != (history + rows).joined(separator: "\n") { return }
      }
    }
  }

  /// What tmux has pushed out of a window before it tells its size cannot be taken back. But nothing of it stays in the
  /// window.
  @Test(arguments: [[50], [70, 60, 50], [70, 40, 80], [70, 30, 120, 60]])
  func nothingOfAMenuStaysInTheWindow(widths: [Int]) {
    var painter = LinePainter()
    var screen = Screen(columns: 80, rows: 24, .tmux)
    screen.show("above\r\n".utf8)
    let text = Array("messages ".unicodeScalars)
    let menu = (0..<8).map { "\($0) " + String(repeating: "m", count: 62) }
    for (index, columns) in ([80] + widths).enumerated() {
      if index > 0 { resize(&screen, &painter, columns: columns, rows: 24) }
      if index > 0, index < widths.count { continue }
      if index > 0 { screen.show(painter.erase(columns: columns).utf8) }
      let frame = LineFrame(prompt: ("> ", 2), text: text, cursor: text.count, columns: columns)
      let below = menu.map { LineFrame.Row($0.cut(to: columns - 1), .plain) }
      screen.show(painter.draw(frame, below: below, size: .init(columns: columns, rows: 24)).utf8)
    }
    let columns = screen.columns
    let rows = ["> messages"] + menu.map { $0.cut(to: columns - 1) }
    let isBack = columns >= 80
    #expect(screen.lines == (isBack ? ["above"] : []) + rows)
  }

  /// Whatever a terminal does with the rows of a line, the line is there once, and nothing above it goes.
  @Test(arguments: [(Screen.Resizing.wraps, 2), (.tmux, 0), (.tmux, 2), (.cuts, 2)])
  func aResizedLineIsThereOnce(kind: Screen.Resizing, above: Int) {
    var painter = LinePainter()
    var screen = Screen(columns: 40, rows: 10, kind)
    let history = (0..<above).map { "above \($0)" }
    screen.show(history.map { $0 + "\r\n" }.joined().utf8)
    let text = Array((10..<40).map { "\($0)" }.joined().unicodeScalars)
    for columns in [40, 25] {
      if columns < 40 {
        resize(&screen, &painter, columns: columns, rows: 10)
        screen.show(painter.erase(columns: columns).utf8)
      }
      let frame = LineFrame(prompt: ("> ", 2), text: text, cursor: text.count, columns: columns)
      screen.show(painter.draw(frame, size: .init(columns: columns, rows: 10)).utf8)
      let rows = frame.rows.map { $0.prompt + String(scalars: $0.scalars) }
      #expect(screen.text == (history + rows).joined(separator: "\n"), "\(columns)")
    }
    // Where the cursor goes to the start, the whole line is on the screen.
    let frame = LineFrame(prompt: ("> ", 2), text: text, cursor: 0, columns: 25)
    screen.show(painter.draw(frame, size: .init(columns: 25, rows: 10)).utf8)
    #expect(screen.cursorLine == "> 10111213141516171819202" && screen.cursor.column == 2)
    #expect(screen.lines.suffix(3) == frame.rows.map { $0.prompt + String(scalars: $0.scalars) }[...])
  }

  /// Some terminals draw joined emoji as one, others beside each other.
  @Test(arguments: [true, false]) func whatFollowsJoinedEmojiStandsWhereItShould(joins: Bool) {
    var painter = LinePainter()
    var screen = Screen(columns: 30, rows: 3, joins: joins)
    let names = ["👩‍👩‍👧 Mona", "Omar"].map { $0.padded(to: 10) + "sent" }
    let below = names.map { LineFrame.Row($0, .plain) }
    let size = Terminal.Size(columns: 30, rows: 3)
    let frame = LineFrame(prompt: ("> ", 2), text: Array("👩‍👩‍👧b".unicodeScalars), cursor: 6, columns: 30)
    screen.show(painter.draw(frame, below: below, size: size).utf8)
    #expect(frame.cursor.column == 5 && screen.cursor.column == 5)
    #expect(screen.cell(row: 0, column: 4) == "b")
    for row in 1...2 { #expect(screen.cell(row: row, column: 10) == "s", "\(screen.lines)") }
  }

  @Test func aLongLineIsOneLineToTheTerminal() {
    var painter = LinePainter()
    let text = Array("0123456789".unicodeScalars)
    let frame = LineFrame(prompt: ("> ", 2), text: text, cursor: 10, columns: 8)
    #expect(painter.draw(frame, size: .init(columns: 8, rows: 5)) == "> 0123456789")
  }
}

@Suite struct RowPainterTests {
  init() { useUTF8() }

  /// After any changes, the row looks as if it had been drawn at once, and is not wider than the window.
  @Test(arguments: [10, 21, 80]) func theRowIsThatOfTheTextAroundTheCursor(columns: Int) {
    var chance = Seeded(UInt64(columns))
    var painter = RowPainter()
    var screen = Screen(columns: columns, rows: 3)
    var text: [Unicode.Scalar] = []
    for step in 0..<300 {
      let place = Int.random(in: 0...text.count, using: &chance)
      if Int.random(in: 0..<3, using: &chance) == 0 {
        text.removeSubrange(place..<min(place + 4, text.count))
      } else {
        text.insert(
          contentsOf: ["a", "日", "\n", "0123456789"].randomElement(using: &chance)?.unicodeScalars.map { $0 }
            ?? [], at: place)
      }
      let cursor = Int.random(in: 0...text.count, using: &chance)
      let sent = painter.draw("> ", text, cursor: cursor, columns: columns)
      #expect(!sent.contains("\u{1B}") && !sent.contains("\n"))
      screen.show(sent.utf8)
      var fresh = Screen(columns: columns, rows: 3)
      var other = RowPainter()
      fresh.show(other.draw("> ", text, cursor: cursor, columns: columns).utf8)
      #expect(screen.lines == fresh.lines && screen.lines.count <= 1, "step \(step)")
      #expect(screen.cursor == fresh.cursor, "step \(step)")
    }
  }
}
