import Shell
import Stage
import Testing

@testable import Profiles
@testable import Rendering

extension TranscriptTests {
  /// A run that sends reads and only shows writes. It has a working folder too.
  @Suite struct DryRunTests {
    private static let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"
    private static let shown = "dry run, not sent: POST /messages/send\n"

    /// The output of the program in a dry run, and whether the sandbox got a message.
    private func run(_ code: String) throws -> (shown: String, fault: String, sent: String) {
      try Folder.temporary {
        let practice = try Practice(Screen())
        practice.session.console.mode = .dry
        let result = practice.run(code)
        practice.session.console.mode = .real
        return (result.shown, result.fault, practice.run("sandbox messages | count").shown)
      }
    }

    @Test(arguments: [
      ("\(send); print done", 1), ("contacts list | each --parallel 2 { \(send) }; print done", 3),
      ("contacts list | each { \(send) }; print done", 3),
      ("for c in contacts list { \(send) }; print done", 3), ("\(send) | ignore; print done", 1),
      ("def tell(c) { \(send) }\nfor c in contacts list { tell($c) }; print done", 3),
      ("request POST /messages/send content=Hi; print done", 1),
    ]) func goesOnWhereNobodyLooksAtTheAnswer(code: String, count: Int) throws {
      let result = try run(code)
      #expect(result.fault == "")
      #expect(result.shown.hasSuffix("done"), "\(result.shown)")
      #expect(result.shown.split(separator: "dry run, not sent: POST /messages/send\n").count == count)
      #expect(result.sent == "0")
    }

    @Test(arguments: [
      "let r = \(send); print $r.message_id", "print (\(send)).message_id", "\(send) | save sent.json",
      "try { let r = \(send) } catch e { print $e.kind }", "let r = request POST /messages/send content=Hi",
      "\(send) --wait | to json",
    ]) func endsWhereTheAnswerIsNeeded(code: String) throws {
      let result = try run("\(code)\nprint after")
      #expect(result.fault.hasPrefix("the dry run ends here: the answer to '"), "\(result)")
      #expect(result.shown.contains(Self.shown) && !result.shown.hasSuffix("after"))
      #expect(result.sent == "0")
    }

    @Test func aLongListIsShownAsTheCallsThatItTakes() throws {
      let list = "(1..101 | map {recipient: \"+966501234567\", content: \"No. $(@)\"})"
      let result = try run("messages send-bulk instance=my-instance messages=\(list)")
      let calls = result.shown.split(separator: "dry run, not sent: POST /messages/send-bulk\n")
      #expect(calls.count == 2 && calls.last?.contains("No. 101") == true)
    }

    @Test func steeringTheSandboxIsShownToo() throws {
      let result = try run("sandbox credits 5; (me).pockets.whatsapp.balance")
      #expect(result.shown == "dry run, not sent: POST sandbox/credits\n{\n  \"balance\": 5\n}\n1000")
    }
  }
}
