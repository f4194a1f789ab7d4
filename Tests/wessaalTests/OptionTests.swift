import Testing

/// The values of options, and the message about a wrong one: the option's name, what it must be, and what
/// was found. Then nothing runs.
@Suite struct OptionTests {
  @Test(arguments: [
    (["--port", "70000"], "--port must be 0 to 65535, but is '70000'"),
    (["--port", "-1"], "--port must be 0 to 65535, but is '-1'"),
    (["--key", "k:fly"], "a scope must be one of send_message"),
    (["--credits", "many"], "--credits must be 0 to 1000000000000, but is 'many'"),
    (["--credits", "-5"], "--credits must be 0 to 1000000000000, but is '-5'"),
    (["--clock", "slow"], "--clock must be one of real, fast, manual, but is 'slow'"),
    (["--latency", "long"], "--latency must be a duration such as 500ms, 30s or 5m, but is 'long'"),
    (["--seed", "1.5"], "--seed must be 0 or more, but is '1.5'"),
    (["--messages", "x"], "--messages must be 0 to 10000000, but is 'x'"),
  ]) func ofTheSandbox(_ words: [String], _ message: String) throws {
    for call in [["--sandbox"] + words + ["-c", "print 1"], ["sandbox"] + words] {
      expect(try wessaal(call), status: 2, says: message)
    }
  }

  @Test(arguments: [
    (
      ["--output", "yaml"], "--output must be one of auto, json, ndjson, csv, tsv, text, table, but is 'yaml'"
    ),
    (["--color", "blue"], "--color must be one of auto, always, never, but is 'blue'"),
    (["--rate", "0/h"], "--rate must be 1/h to 1000000000/h, but is '0/h'"),
    (["--rate", "10/m"], "--rate must be 1/h to 1000000000/h, but is '10/m'"),
    (["--retry", "-1"], "--retry must be 0 to 1000, but is '-1'"),
    (["--timeout", "2 weeks"], "--timeout must be a duration such as 500ms, 30s or 5m, but is '2 weeks'"),
    (["--base-url", "here"], "must begin with https:// or http://"),
  ]) func ofTheProgram(_ words: [String], _ message: String) throws {
    expect(try wessaal(words + ["-c", "print 1"], base: "http://127.0.0.1:1"), status: 2, says: message)
  }

  /// As the name of a file, each machine would have a ledger of its own, and would send again.
  @Test(
    arguments: [
      ("http://host:2379", "etcd://host:2379"), ("https://host/p", "etcds://host/p"),
      ("ETCD://host", "etcd://host"), ("Etcds://host", "etcds://host"),
      ("etdc://host:2379/p", "etcd://host:2379/p"),
      ("etcd:/host", "etcd://host"), ("etcd:host:2379", "etcd://host:2379"), ("file:///var/j", "/var/j"),
      ("", nil), ("etcd://", nil),
    ] as [(String, String?)]) func aLedgerIsAFileOrAnAddress(_ place: String, _ meant: String?) throws
  {
    let folder = Folder()
    let message = place.isEmpty ? "its name is empty" : "must be etcd://HOST:2379[,HOST2:2379…][/PREFIX]"
    for words in [
      ["--journal", place, "-c", "print 1"], ["--journal=\(place)", "--sandbox", "-c", "once k { ping }"],
      ["--sandbox", "journal", "copy", "-", place],
    ] {
      let run = try wessaal(words, base: "http://127.0.0.1:1", folder: folder.path)
      #expect(run.status == 2 && run.output == "", "\(run)")
      #expect(run.errors.contains(message), "\(run)")
      if let meant { #expect(run.errors.contains("hint: \(meant)\n"), "\(run)") }
    }
    #expect(try shell("ls -A", folder: folder.path).output == "")
  }

  @Test(arguments: ["etcd.jsonl", "./etcd:x", "a:b", "/tmp/x:/y"]) func aFileOfTheLedgerMayHaveManyNames(
    _ place: String
  ) throws {
    let folder = Folder()
    let run = try wessaal(
      ["--journal", place, "-c", "print 1"], base: "http://127.0.0.1:1", folder: folder.path)
    #expect(run.status == 0, "\(run)")
  }

  @Test(arguments: [
    ["--port", "0"], ["--key", "k"], ["--credits", "10"], ["--clock", "fast"], ["--state", "s.json"],
    ["--latency", "1s"], ["--seed", "1"], ["--messages", "3"],
  ]) func ofTheSandboxWithoutOne(_ words: [String]) throws {
    let run = try wessaal(words + ["-c", "print 1"], base: "http://127.0.0.1:1")
    expect(run, status: 2, says: "\(words[0]) is an option of the sandbox, but this is not one")
    #expect(run.errors.contains("hint: add --sandbox"))
  }

  @Test(arguments: [
    (["messages", "send", "--help"], "messages send instance=…"), (["messages", "--help"], "messages wait"),
    (["messages", "send", "recipient=1", "--help"], "messages send instance=…"),
    (["doctor", "--help"], "doctor"), (["login", "--help"], "login"),
    (["explain", "x", "--help"], "explain WHAT"),
  ]) func helpOfACommandNeedsNoKey(_ words: [String], _ start: String) throws {
    let run = try wessaal(words, key: nil)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    #expect(run.output.contains(start), "\(run.output)")
  }

  @Test func whereNobodyAsksHelpIsAHint() throws {
    let run = try wessaal(["--sandbox", "-c", "instances list --help"])
    expect(run, status: 2, says: "unknown flag '--help' of instances list")
    #expect(run.errors.contains("hint: help instances list\n"))
  }

  @Test func theRateIsTheClientsAlsoOnTheSandbox() throws {
    let run = try wessaal(["--sandbox", "--rate", "10/h", "-c", "ping | ignore; print 1"])
    #expect(run.status == 0 && run.output == "1\n", "\(run.errors)")
  }
}
