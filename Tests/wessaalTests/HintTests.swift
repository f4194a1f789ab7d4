import Testing

/// Hints that say what works in the place where they stand.
@Suite struct HintTests {
  @Test(arguments: [
    ("[1] | save x.xlsx", "must be saved as CSV, but found 'x.xlsx'", "save x.csv --excel"),
    ("[1] | save \"my x.ods\"", "must be saved as CSV, but found 'my x.ods'", "save \"my x.csv\" --excel"),
    ("[1] | save x.foo", ".csv, .tsv, .md, .html or .txt, but is 'x.foo'", "--as json says what it holds"),
    (
      "open x.xlsx", "must be saved as CSV before it is opened",
      "libreoffice --headless --convert-to csv x.xlsx"
    ),
    ("print $?", "'?' must follow a step of a path", "a failure is caught: try { … } catch e { … }"),
    (
      "once \"loop\"{\n  ping\n}", "white space must follow an argument, but found '{'",
      "a space stands before '{'"
    ),
  ]) func isWhatHelpsThere(_ code: String, _ message: String, _ hint: String) throws {
    let run = try wessaal(["--sandbox", "-c", code])
    #expect(run.status == 2 && run.errors.contains(message), "\(run)")
    #expect(run.errors.contains("hint: \(hint)"), "\(run)")
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
