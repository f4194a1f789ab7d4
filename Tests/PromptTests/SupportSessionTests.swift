import Testing

/// From "it did not arrive" to the reason, at the prompt of the real program.
@Suite(.atTerminals) struct SupportSessionTests {
  private static let fast = ["--sandbox", "--clock", "fast"]

  private func send(_ shell: ShellSession, to recipient: String = "+966501230000") {
    _ = shell.answer("messages send instance=my-instance recipient=\(recipient) content=Hi | ignore")
    _ = shell.answer("sleep 300ms")
  }

  /// The answer without times, and without the line about the calls.
  private func told(_ shell: ShellSession, _ input: String) -> [String] {
    let lines = shell.answer(input).map { line in
      line.replacing(/\d{4}-\d\d-\d\d [\d:]+ UTC, [\d.]+ \w+ ago/, with: "MOMENT")
    }
    return lines.filter { $0.firstMatch(of: #/^(\d+ calls|200 OK) · /#) == nil }
  }

  @Test func aStatusAnErrorAndAWordAreExplained() throws {
    let shell = try ShellSession()
    #expect(
      shell.answer("explain 402") == [
        "402 Payment Required", "",
        "means       the WhatsApp pocket holds too few credits; the message is not queued",
        "write done  no", "retried     no", "do          top up the pocket; me shows the balance",
      ])
    let doubt = shell.answer("explain in_doubt")
    #expect(doubt.first == "error in_doubt" && doubt.contains("exit status  9"))
    #expect(shell.answer("explain INSUFFICIENT_CREDITS").contains { $0.hasPrefix("do     top up") })
    #expect(shell.text("explain nonsense").contains("hint: explain 402, explain in_doubt"))
  }

  @Test func aNumberIsExplainedOnOneScreen() throws {
    let shell = try ShellSession(Self.fast, columns: 80, rows: 30)
    send(shell)
    let message = [
      "Message 12345 did not arrive: sending failed.", "",
      "message   12345 · text to +966501230000", "content   Hi", "queued    MOMENT", "failed    MOMENT",
      "refunded  MOMENT", "status    refunded: sending failed, and the credit is back in the pocket",
      "reason    Recipient is not on WhatsApp",
      "instance  my-instance is open now: connected, and ready to send",
      "credits   1000 in the WhatsApp pocket",
      "others    no other message in that time",
      "do        ask the recipient for the right number; another message to this one",
      "          will fail too. The credit was refunded",
    ]
    #expect(told(shell, "explain 12345") == message)
    #expect(
      told(shell, "explain 0501230000") == [
        "Messages to +966501230000", "", "contact   not among the contacts",
        "messages  1 of them; 1 message of the last 7 d looked at", "          12345  refunded  MOMENT",
        "",
      ] + message)
    // What is at hand on the screen is explained in the same way.
    for row in ["messages list", "contacts list"] {
      _ = shell.answer(row)
      let about = told(shell, "explain $[0]").first
      #expect(about == (row == "messages list" ? message[0] : "No message to +966501234567 was found."))
    }
    _ = shell.answer("messages list")
    #expect(told(shell, "explain $[0].id") == message)
    // Reading the price of a message costs nothing.
    #expect(shell.answer("messages get 12345 | ignore").last?.contains("credit") == false)
  }

  @Test(arguments: [
    ("send_message", "details not read: needs the permission read_messages"),
    ("read_messages", "instance my-instance · not read: needs the permission manage_instances"),
  ]) func whatTheKeyMayNotReadIsNamed(scope: String, line: String) throws {
    let shell = try ShellSession(Self.fast + ["--key", "sk_few:\(scope)", "--key", "sk_all"])
    let send = "request POST /messages/send instance=my-instance recipient=+966501230000 content=Hi | ignore"
    _ = shell.answer("sandbox key sk_few send_message read_messages | ignore")
    _ = shell.answer(send)
    _ = shell.answer("sandbox key sk_few \(scope) | ignore")
    _ = shell.answer("sleep 300ms")
    let shown = told(shell, "explain 12345").map { $0.replacing(/\s{2,}/, with: " ") }
    #expect(shown.first == "Message 12345 did not arrive: sending failed.", "\(shown)")
    #expect(shown.contains(line) && shown.contains("reason Recipient is not on WhatsApp"), "\(shown)")
    let number = told(shell, "explain 0501230000").joined(separator: "\n")
    #expect(number.contains("contact   not read: needs the permission manage_contacts"))
    if scope == "send_message" {
      #expect(number.hasPrefix("The messages to 0501230000 could not be read."), "\(number)")
    }
    let doctor = told(shell, "doctor").joined(separator: "\n")
    #expect(
      doctor.contains("skipped instances   not read: needs the permission manage_instances"), "\(doctor)")
  }

  @Test func doctorLooksFromTheNameToTheFailures() throws {
    let shell = try ShellSession(Self.fast, columns: 100, rows: 40)
    send(shell)
    let shown = told(shell, "doctor")
    #expect(shown.first == "Nothing failed, 2 things to look at.", "\(shown)")
    let names = shown.dropFirst(2).filter { !$0.hasPrefix(" ") }.map {
      $0.split(separator: " ").prefix(2).joined(separator: " ")
    }
    #expect(
      names == [
        "ok name", "ok connection", "ok tls", "ok answer", "ok clock", "ok key", "ok scopes",
        "ok credits",
        "ok credits", "ok instance", "warn instance", "ok ledger", "warn failures",
      ], "\(shown)")
    #expect(shown.contains { $0.contains("1 × Recipient is not on WhatsApp") })
  }
}
