import Testing

/// Hints that say what works in the place where they stand.
@Suite struct HintTests {
  @Test(
    arguments: [
      ("[1] | save x.xlsx", "must be saved as CSV, but found 'x.xlsx'", "save x.csv --excel"),
      ("[1] | save \"my x.ods\"", "must be saved as CSV, but found 'my x.ods'", "save \"my x.csv\" --excel"),
      ("[1] | save x.foo", ".csv, .tsv, .md, .html or .txt, but is 'x.foo'", "--as json says what it holds"),
      (
        "open x.xlsx", "must be saved as CSV before it is opened",
        "libreoffice --headless --convert-to csv x.xlsx"
      ),
      ("print $?", "'?' must follow a step of a path", "a failure is caught: try { … } catch e { … }"),
      (
        "sandbox fault off", "faults such as 503@0.5 or drop-after#3, but has \"off\"",
        "'sandbox fault' alone ends all faults"
      ),
      (
        "sandbox fault 500", "but has \"500\"",
        "'sandbox fault 500@1' for every call, 'sandbox fault 500#1' for the next one"
      ),
      ("sandbox fault 404", "but has \"404\"", "there is 500 503 429 drop-before"),
      (
        "messages list --pace=garbage | count", "--pace must stand with --follow, but stands without it",
        "--follow shows new messages as they come"
      ),
      ("messages list --follow --pace=x", "messages list --pace takes a number of starts such as 20/m", nil),
      (
        "\(send) content=Hi --timeout 5s", "--timeout must stand with --wait",
        "--wait waits until the message is delivered"
      ),
      (
        "messages send-bulk instance=124 messages=[{recipient: +966501234567, content: Hi}] --in-doubt skip",
        "--in-doubt must stand with --once", "--once KEY sends each message only once"
      ),
      (
        "messages list page=1 --since 2d", "looks through the whole list, but page= does not",
        "leave one of them out"
      ),
      ("messages list --raw --to 0501234567", "but --raw does not", "leave one of them out"),
      ("messages list --follow --until today", "but --follow does not", "leave one of them out"),
      ("messages list --page 1", "unknown flag '--page' of messages list\n", "a parameter is written page=1"),
      ("messages list --per-page=5", "unknown flag '--per-page'", "a parameter is written per_page=5"),
      ("contacts get --id 12", "unknown flag '--id'", "ID stands without a name: contacts get 12"),
      ("def g(name) { $name }\ng --name Ali", "a def takes no flags", "a parameter is written name="),
      (
        "\(send) message_type=image media_url=http://a.example/b.png filename=b.png",
        "must be an HTTPS URL", "media_url=\"https://a.example/b.png\""
      ),
      (
        "\(send) message_type=image media_url=http://a.example/b.png filename=b.png",
        "content or template_id is required", "write: content="
      ),
      (
        "once \"loop\"{\n  ping\n}", "white space must follow an argument, but found '{'",
        "a space stands before '{'"
      ),
    ] as [(String, String, String?)])
  func isWhatHelpsThere(_ code: String, _ message: String, _ hint: String?) throws {
    let run = try wessaal(["--sandbox", "-c", code])
    #expect(run.status == 2 && run.errors.contains(message), "\(run)")
    if let hint { #expect(run.errors.contains(hint) && run.errors.contains("hint: "), "\(run)") }
  }

  private static let send = "messages send instance=my-instance recipient=+966501234567"

  /// What only the run knows is refused before anything is sent, too.
  @Test func whatOnlyTheRunKnowsIsRefusedInTheSameWords() throws {
    let page = try wessaal(["--sandbox", "-c", "for p in [1] { messages list ...{page: $p} --since 2d }"])
    #expect(page.errors.contains("--since looks through the whole list, but page= does not"), "\(page)")
    let fault = try wessaal(["--sandbox", "-c", "for f in [off] { sandbox fault $f }"])
    #expect(
      fault.status != 0 && fault.errors.contains("hint: 'sandbox fault' alone ends all faults"), "\(fault)")
    let chance = try wessaal(["--sandbox", "-c", "sandbox fault 500@2"])
    #expect(
      chance.errors.contains("sandbox fault: a fault must be") && !chance.errors.contains("422"), "\(chance)")
  }

  /// `--quiet` leaves out what the check doubts, except in a program that sends: there it may cost money.
  @Test func quietLeavesOutWarningsOnReads() throws {
    let doubtful = "let unread = 1\n"
    for (code, isTold) in [("ping | ignore", false), ("\(Self.send) content=Hi | ignore", true)] {
      let run = try wessaal(["--sandbox", "--quiet", "-c", doubtful + code])
      #expect(run.status == 0 && run.errors.contains("warning:") == isTold, "\(run)")
    }
    let filter = try wessaal(["--sandbox", "--quiet", "messages", "list", "status=failed"])
    #expect(filter.errors == "", "\(filter)")
  }

  /// A read does nothing to the account, so there is nothing to find out before it is made again.
  @Test func aFailedReadIsNoSend() throws {
    let read = try wessaal(["--sandbox", "--fault", "500#1", "--retry", "0", "contacts", "list"])
    #expect(read.status == 8 && read.errors.contains("hint: a read changes nothing"), "\(read)")
    let send = try wessaal([
      "--sandbox", "--fault", "500#1", "messages", "send", "instance=my-instance", "recipient=+966501234567",
      "content=Hi",
    ])
    #expect(send.status == 9 && send.errors.contains("hint: find out whether it was done"), "\(send)")
  }
}
