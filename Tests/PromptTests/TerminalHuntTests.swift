import Glibc
import Testing

/// Answers are cut, counted and put into columns on a terminal. No number is too large for that, and no text
/// too strange. The answers come from a recording.
@Suite(.atTerminals) struct TerminalHuntTests {
  private static let numbers = [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-1", "0", "1e308", "1e400", "-0.0",
    "25",
    "12345678901234567890123456789012345678901234567890",
  ]
  private static let texts = [
    #""""#, #""\ud800""#, #""\u0000\u001b[2J\r\n\t""#, #""\u202eمرحبا\u200b\ufeff""#, #""👨‍👩‍👧\u0301""#, "null",
    "[]", "{}",
    #""9999-99-99T99:99:99Z""#, #""0000-01-01T00:00:00Z""#, "\"\(String(repeating: "x", count: 20_000))\"",
    String(repeating: "[", count: 400) + String(repeating: "]", count: 400),
  ]

  private let home = ShellSession.folder()

  /// A recording of one exchange.
  private func record(_ name: String, _ path: String, _ body: String) -> String {
    let file = "\(home)/\(name).jsonl"
    ShellSession.write(
      #"{"method":"GET","path":"\#(path)","status":200,"reason":"OK","version":"1.1","headers":[],"body":\#(body),"time":1}"#
        + "\n", to: file)
    return file
  }

  /// Reads answers one after another in one run, each with its code.
  private func expectEnd(_ parts: [(path: String, body: String, code: String)], columns: Int = 80) throws {
    let files = parts.enumerated().map { record("r\($0.offset)", $0.element.path, $0.element.body) }
    defer { for file in files { unlink(file) } }
    let code = zip(files, parts).map { "try { replay \"\($0)\"; \($1.code) } catch e { print $e.message }" }
    let terminal = try PTY.spawn(
      ShellSession.binary, ["--sandbox", "-c", code.joined(separator: "\n")],
      environment: ["HOME": home, "TERM": "xterm-256color"], columns: columns, rows: 12)
    let status = terminal.waitForExit(timeout: 20)
    #expect(
      status.map { $0 < 128 } == true,
      "\(columns): \(parts.map { $0.body.prefix(300) }): \(terminal.screen.text.suffix(500))")
  }

  private func rows(_ value: String) -> String {
    let row =
      #"{"id":\#(value),"type":"text","recipient":\#(value),"content":\#(value),"status":\#(value),"n":1}"#
    return Array(repeating: row, count: 3).joined(separator: ",")
  }

  @Test(arguments: numbers) func noTotalEndsAListThatIsCut(total: String) throws {
    defer { ShellSession.remove(home) }
    let rows = (0..<20).map { #"{"id":\#($0),"type":"text"}"# }.joined(separator: ",")
    let items = (0..<20).map { "[\($0)]" }.joined(separator: ",")
    try expectEnd(
      [rows, items].map { list in
        (
          "/messages?page=1&per_page=100",
          #"{"success":true,"data":{"current_page":1,"data":[\#(list)],"per_page":100,"total":\#(total)}}"#,
          "messages list"
        )
      })
  }

  @Test(arguments: numbers + texts) func noValueEndsATableOrAScreen(value: String) throws {
    defer { ShellSession.remove(home) }
    let odd = #"{"success":true,"data":{"a":\#(value),"b":[\#(value),\#(value)]}}"#
    let message =
      #"{"success":true,"data":{"id":7,"status":\#(value),"recipient":\#(value),"queued_at":\#(value),"error_message":\#(value),"instance":{"id":\#(value),"name":\#(value)}}}"#
    for columns in [1, 20, 80] {
      try expectEnd(
        [
          ("/contacts", #"{"success":true,"data":[\#(rows(value))]}"#, "contacts list"),
          ("/contacts", odd, "contacts list --raw"), ("/contacts", odd, "contacts list --raw | table"),
          ("/contacts", odd, "{a: 1} | bar"), ("/messages/7", message, "explain 7"),
        ], columns: columns)
    }
  }
}
