import Testing

/// Scripts: files, code on the command line, standard input; their arguments, and how they end.
@Suite struct ScriptTests {
  @Test(arguments: [
    (["-c", "$args", "a", "--", "--b"], "", "\"a\"\n\"--b\"\n"), (["-c", "-1 + 3"], "", "2\n"),
    (["-", "x y"], "$args[0]", "\"x y\"\n"), ([], "print 5", "5\n"),
    ([], "#!/usr/bin/env wessaal\nprint 6", "6\n"),
    (["-c", "open - | map @.n", "--"], "{\"n\":1}\n{\"n\":2}\n", "1\n2\n"), ([], "", ""),
    (["-c", "param timeout = 1; $timeout", "--timeout", "5"], "", "5\n"),
  ]) func codeComesFromManyPlaces(_ words: [String], _ input: String, _ shown: String) throws {
    let run = try wessaal(words, input: input)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == shown)
  }

  @Test func aScriptRunsByItself() throws {
    let folder = Folder()
    folder.write(
      "hello", bytes: Array("#!/usr/bin/env wessaal\nprint \"Hi $(first($args))\"\n".utf8), mode: 0o755)
    let run = try shell(#"ln -s "$W" wessaal && PATH="$PWD:$PATH" exec ./hello Ali"#, folder: folder.path)
    #expect(run.output == "Hi Ali\n", "\(run.errors)")
  }

  static let script = """
    #!/usr/bin/env wessaal
    param file: path                      # the customers
    param n: int = 3                      # how many
    param f: number = 0.5
    param ok = false                      # for real
    param who: phone = "+966501234567"
    param d: duration = 2s
    param j: json = {a: 1}
    param s = "x"
    print(to([$file, $n, $f, $ok, $who, $d, $j, $s, $args], "json"))
    """

  @Test(arguments: [
    (["--file", "c.csv"], #"["c.csv",3,0.5,false,"+966501234567",2,{"a":1},"x",[]]"#),
    (
      [
        "a", "--file=c.csv", "--n", "-5", "--f=1e3", "--ok", "--who", "+971501234567", "--d", "5m", "--j",
        "[null]",
        "--s", "$(1)", "b", "--", "--n",
      ], #"["c.csv",-5,1e3,true,"+971501234567",300,[null],"$(1)",["a","b","--n"]]"#
    ),
    (
      ["--file", "", "--ok=false", "--d=500ms", "--j", "null"],
      #"["",3,0.5,false,"+966501234567",0.5,null,"x",[]]"#
    ),
  ]) func parametersTakeTheirTypes(_ words: [String], _ shown: String) throws {
    let folder = Folder()
    let run = try wessaal([folder.write("s.wsl", Self.script)] + words)
    #expect(run.output == shown + "\n", "\(run.errors)")
  }

  @Test(arguments: [
    ([], "--file must be given: the customers"), (["--file"], "--file takes a value, but has none"),
    (["--file=x", "--n", "2.5"], "--n must be a whole number, but is '2.5'"),
    (["--file=x", "--f", "a"], "--f must be a number, but is 'a'"),
    (["--file=x", "--ok=maybe"], "--ok must be true or false, but is 'maybe'"),
    (
      ["--file=x", "--who", "0501234567"],
      "--who must be a phone number in E.164, such as +966501234567, but is '0501234567'"
    ),
    (["--file=x", "--d", "soon"], "--d must be a duration such as 500ms"),
    (["--file=x", "--j", "{"], "--j must be JSON, but is '{'"),
    (["--file=x", "--m", "1"], "but has --m"),
  ]) func argumentsThatDoNotFitAreToldBeforeAnythingRuns(_ words: [String], _ message: String) throws {
    let folder = Folder()
    let run = try wessaal([folder.write("s.wsl", Self.script)] + words)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("error: ") && run.errors.contains(message), "\(run.errors)")
  }

  @Test func aSwitchThatIsNotGivenIsOff() throws {
    let folder = Folder()
    let script = folder.write("s.wsl", "param quick: bool  # hurry\nprint $quick")
    #expect(try wessaal([script]).output == "false\n")
    #expect(try wessaal([script, "--quick"]).output == "true\n")
    let help = try wessaal([script, "--help"]).output
    #expect(help.contains("[--quick]") && help.contains("hurry (false unless given)"), "\(help)")
  }

  @Test func aScriptHasHelp() throws {
    let folder = Folder()
    let run = try wessaal([folder.write("s.wsl", Self.script), "--help"])
    #expect(run.status == 0 && run.errors == "")
    for words in [
      "usage: wessaal [options] ", "--file PATH", "the customers (required)", "how many (3 unless given)",
    ] {
      #expect(run.output.contains(words), "\(run.output)")
    }
  }

  @Test func theEnvironmentHoldsNoSecrets() throws {
    let run = try wessaal(
      ["-c", "to($env, \"json\")"], base: "http://127.0.0.1:1",
      environment: [
        "PLAIN": "seen", "MY_TOKEN": "hidden", "db_password": "hidden", "AWS_SECRET_X": "hidden",
        "KEYS": "hidden",
      ])
    #expect(run.output.contains(#""PLAIN":"seen""#), "\(run.errors)")
    #expect(!run.output.contains("hidden") && !run.output.contains(Binary.key))
  }

  /// These tests have their own sandbox, because one of them sets its credits.
  private static let sandbox = Result { try SandboxProcess(["--clock", "fast", "--rate", "1000000/h"]) }

  @Test(
    arguments: [
      ("1 + 1", 0), ("fail \"no\"", 1), ("exit 7", 7), ("let x = [1]\n$x[5]", 2),
      ("let x = 1..1 | map @\n$x[5]", 1),
      ("try { fail \"no\" } catch e { 1 }", 0),
      ("let x =", 2), ("nope", 2), ("$x", 2), ("print 1\nmessages sned", 2), ("messages send-list", 2),
      ("messages get 99", 3), ("contacts create phone=\"$(\"0\")5\"", 3),
      ("messages send-list --no-check", 3),
      ("try { messages get 99 } catch e { fail $e }", 3), ("sandbox credits 1000 | ignore", 0),
      ("messages send instance=my-instance recipient=+966500000000 content=Hi --wait", 10),
      ("let r = messages send instance=my-instance recipient=+966501234567 content=Hi --wait\n$r.status", 0),
      ("messages send instance=my-instance recipient=+966500000007 content=Hi", 9),
      ("messages send instance=my-instance recipient=+966500000005 content=Hi", 9),
      ("messages send instance=my-instance recipient=+966500000006 content=Hi", 0),
      ("messages send instance=my-instance recipient=+966500000004 content=Hi", 3),
      ("messages send instance=nobody recipient=+966501234567 content=Hi", 3),
    ] as [(String, Int32)]) func theExitStatusTellsHowItEnded(_ code: String, _ status: Int32) throws
  {
    let run = try Self.sandbox.get().run(["-"], input: code)
    #expect(run.status == status, "\(run.errors)\(run.output)")
    #expect((run.errors == "") == (status == 0 || code.hasPrefix("exit")), "\(run.errors)")
  }

  @Test func noCreditsAndNoPermission() throws {
    let send = ["messages", "send", "instance=my-instance", "recipient=+966501234567", "content=Hi"]
    let poor = try wessaal(["--sandbox", "--credits", "0"] + send)
    #expect(poor.status == 5 && poor.errors.contains("top up"), "\(poor.errors)")
    let shy = try wessaal(["--sandbox", "--key", "k:read_messages"] + send)
    #expect(shy.status == 4 && shy.errors.contains("send_message"), "\(shy.errors)")
  }

  @Test func aProgramThatDoesNotCheckDoesNothing() throws {
    let server = RecordingServer(json: "{}")
    let run = try wessaal(
      [
        "-c",
        "contacts create phone=+966501234567\nmesages list\ncontacts create fone=+966501234567\n$nobody",
      ],
      base: server.url)
    #expect(run.status == 2 && run.output == "")
    #expect(run.errorCount == 4, "\(run.errors)")
    #expect(run.errors.contains("-c:2:1: error: "))
    #expect(server.seen.isEmpty)
  }

  @Test func checkFindsFaultsAndRunsNothing() throws {
    let folder = Folder()
    folder.write(
      "good.wsl", "param x: int\nmessages send instance=a recipient=+966501234567 content=$x\nprint 1")
    folder.write("bad.wsl", "print 1\nmessages send recipient=12 contnt=x")
    let good = try wessaal(["check", "good.wsl"], folder: folder.path)
    #expect(good.status == 0 && good.errors == "", "\(good.errors)")
    let bad = try wessaal(["check", "good.wsl", "bad.wsl"], folder: folder.path)
    #expect(bad.status == 2)
    #expect(bad.errors.contains("bad.wsl:2:"))
    #expect(bad.errors.contains("did you mean 'content'?"))
    try #expect(wessaal(["check", "-"], input: "let x =").status == 2)
    try #expect(wessaal(["check", "-"], input: "let x = 1").status == 0)
  }

  @Test func noInputMakesItCrashOrHang() throws {
    for text in [
      String(repeating: "(", count: 200_000), String(repeating: "[", count: 200_000),
      String(repeating: "{", count: 100_000), String(repeating: "if true { ", count: 50_000),
      "1" + String(repeating: " + 1", count: 100_000), String(repeating: "!", count: 200_000) + "true",
      "\"" + String(repeating: "$(\"", count: 50_000), "\u{0}\u{1}\u{1B}",
      String(repeating: "9", count: 100_000),
    ] {
      let run = try wessaal(["-"], input: text, within: 20)
      #expect(!run.isLate && !run.wasKilled, "\(text.prefix(20)): \(run.errors.prefix(300))")
      #expect(run.status == 2 || run.status == 0 || run.status == 1)
    }
  }
}
