import Glibc
import JSON
import Testing

/// An answer must not look like something else: an empty list like a full one, or a run that did less than it
/// says.
@Suite struct AnswerTests {
  private let folder = Folder()

  @Test(arguments: ["banana", "", "12", "+9665", "0501x"])
  func aNumberThatFindsNothingByItsFormIsRefused(number: String) throws {
    let run = try wessaal(["--sandbox", "messages", "list", "--to", number])
    expect(run, status: 2, says: "--to takes a phone number, such as +966501234567 or 0501234567, but has")
    #expect(run.output == "")
    let computed = try wessaal([
      "--sandbox", "-c", "let n = [\"\(number)\"]; messages list --to $n[0] | count",
    ])
    expect(computed, status: 2, says: "--to takes a phone number, such as")
  }

  /// No country is assumed. A number is found by its end among the recipients.
  @Test(arguments: ["0501239999", "966501239999", "050 123 9999", "٠٥٠١٢٣٩٩٩٩", "00966501239999"])
  func aLocalNumberFindsTheOneRecipientThatEndsSo(number: String) throws {
    let send = "messages send instance=my-instance recipient="
    let one = try wessaal([
      "--sandbox", "-c",
      "\(send)+966501239999 content=x | ignore; messages list --to \"\(number)\" | map @.recipient",
    ])
    #expect(one.output == "\"+966501239999\"\n", "\(one)")
  }

  @Test(arguments: ["messages list --to 0501119999", "messages list --to 0501119999 | count"])
  func aLocalNumberThatFitsTwoRecipientsIsAskedFor(command: String) throws {
    let send = "messages send instance=my-instance content=x recipient="
    let two = try wessaal([
      "--sandbox", "-c", "\(send)+966501119999 | ignore; \(send)+971501119999 | ignore; \(command)",
    ])
    #expect(two.status == 1 && two.output == "", "\(two)")
    #expect(two.errors.contains("hint: --to +966501119999, --to +971501119999"), "\(two)")
  }

  @Test func aNumberInE164AndAGroupFindTheirMessages() throws {
    let send = "messages send instance=my-instance recipient=+966501239999 content=x | ignore"
    let run = try wessaal([
      "--sandbox", "-c",
      "\(send); messages list --to +966501239999 | count; messages list --to 1@g.us | count",
    ])
    #expect(run.output == "1\n0\n", "\(run.errors)")
  }

  @Test(arguments: [
    "for n in 1..3 { once \"k$n\" { messages send SEND } }",
    "budget 9 { for n in 1..3 { once \"k$n\" { messages send SEND } } }",
    "for n in 1..3 { budget 1 { messages send SEND } }",
  ]) func aDryRunGoesOnWhereNobodyTakesTheAnswer(code: String) throws {
    let code = code.replacing("SEND", with: "instance=my-instance recipient=+966501239999 content=x")
    let run = try wessaal(["--sandbox", "--dry-run", "-c", code + "; print after"])
    #expect(run.status == 0 && run.output == "after\n", "\(run.output)\(run.errors)")
    #expect(run.errors.ranges(of: "dry run, not sent: POST").count == 3, "\(run.errors)")
  }

  @Test func aDryRunEndsWhereSomebodyTakesIt() throws {
    let run = try wessaal([
      "--sandbox", "--dry-run", "-c",
      "let m = once k { messages send instance=my-instance recipient=+966501239999 content=x }; print $m.message_id",
    ])
    #expect(run.status == 0 && run.output == "", "\(run.output)")
    #expect(run.errors.contains("the dry run ends here"), "\(run.errors)")
  }

  @Test func explainNamesWhatItCouldNotRead() throws {
    let sandbox = ["--sandbox", "--messages", "10"]
    let number = try wessaal(sandbox + ["--key", "sk_x:send_message", "explain", "0501000009"])
    let about = try Value(parsing: number.output)
    #expect(about["messages"] == .null, "\(number)")
    #expect(about["not_read"]?["messages"] == "not read: needs the permission read_messages")
    let message = try wessaal(sandbox + ["--key", "sk_x:read_messages", "explain", "12354"])
    let notRead = try Value(parsing: message.output)["not_read"]
    #expect(notRead?["instance"] == "not read: needs the permission manage_instances", "\(message)")
    #expect(notRead?.asObject?.members.count == 1)
  }

  @Test func whatWasSentBeforeABudgetEndedIsNotDenied() throws {
    let send = "messages send instance=my-instance recipient=+966501239999 content=x | ignore"
    let run = try wessaal(["--sandbox", "--yes", "--max-credits", "2", "-c", "for n in 1..3 { \(send) }"])
    expect(run, status: 5, says: "hint: this call was not sent")
  }

  /// The message must be clear to somebody who reads it at three in the morning.
  @Test func aSendThatIsRefusedInALoopSaysForWhomAndHowFarTheRunCame() throws {
    folder.write("c.csv", "phone\n0501230001\n0501230004\n0501230002\n")
    folder.write(
      "s.wsl",
      """
      for c in open("c.csv") {
        messages send instance=my-instance recipient=(phone($c.phone, "SA")) content="Hi $c.phone" | ignore
      }
      """)
    let run = try wessaal(["--sandbox", "s.wsl"], folder: folder.path)
    expect(
      run, status: 3,
      says: "recipient: The recipient is not a valid WhatsApp number. It is \"+966501230004\". (422)")
    let told = "stopped after 2 calls, 1 credit used (message 12345 sent)\n"
    #expect(run.errors.hasSuffix(told), "\(run.errors)")
    let typed = try wessaal([
      "--sandbox", "-c", "messages send instance=my-instance recipient=+966501230004 content=Hi",
    ])
    expect(typed, status: 3, says: "recipient: The recipient is not a valid WhatsApp number. (422)")
    #expect(!typed.errors.contains("stopped after"))
  }

  @Test(arguments: [
    ("messages list --since 1d --code curl", true), ("messages list page=2 --code curl", false),
    ("messages list | count | ignore; code curl", true), ("messages get 12345 --code curl", false),
    ("messages list --since 1d | ignore; code python", true), ("ping | ignore; code python", false),
  ]) func codeOfAListSaysThatItIsOnePage(code: String, isPage: Bool) throws {
    let run = try wessaal(["--sandbox", "--messages", "150", "-c", code])
    #expect(run.status == 0 && run.errors.contains("this is one page") == isPage, "\(run)")
  }

  @Test func profilesAreListedAlsoAfterC() throws {
    folder.write(
      "config.toml", "[profiles.a]\nbase_url = \"http://127.0.0.1:9\"\n[profiles.b]\nread_only = true\n")
    let variables = ["WESSAAL_CONFIG": folder.path + "/config.toml"]
    let run = try wessaal(
      ["--sandbox", "--profile", "a", "-c", "profile | map @.name | join ' '"], environment: variables)
    #expect(run.output == "\"a b\"\n", "\(run)")
  }

  @Test(arguments: [
    "[profiles]\nshop = \"KEY\"", "profiles = \"KEY\"", "read_only = \"KEY\"",
    "[profiles.a]\nread_only = \"KEY\"",
    "profile = [\"KEY\"]", "defaults = \"KEY\"", "keys = \"KEY\"", "key = [\"KEY\"]",
    "key_command = {a = \"KEY\"}",
    "key = \"KEY", "KEY = 1", "key = KEY", "rate = \"KEY\"", "timeout = \"KEY\"", "output = \"KEY\"",
    "base_url = \"KEY\"",
  ]) func aKeyInTheWrongPlaceIsNotShown(text: String) throws {
    folder.write("config.toml", text.replacing("KEY", with: "sk_live_SECRETSECRET1234"))
    let run = try wessaal(["ping"], key: nil, environment: ["WESSAAL_CONFIG": folder.path + "/config.toml"])
    #expect(run.status != 0 && !run.errors.contains("SECRET"), "\(run)")
  }

  @Test func aKeyCommandThatDoesNotEndIsEnded() throws {
    let command = folder.write("stubborn", "#!/bin/sh\ntrap '' TERM\nexec >&-\nwhile :; do sleep 1; done\n")
    chmod(command, 0o700)
    folder.write("config.toml", "key_command = [\"\(command)\"]\n")
    let run = try wessaal(
      ["ping"], key: nil, environment: ["WESSAAL_CONFIG": folder.path + "/config.toml"], within: 20)
    #expect(run.errors.contains("must end") && !run.isLate, "\(run)")
  }

  @Test func aFileThatSaysWhereTheKeyComesFromIsItsOwnersAlone() throws {
    for (text, mode) in [
      ("key_command = [\"touch\", \"ran\"]\n", mode_t(0o620)), ("read_only = true\n", 0o666),
    ] {
      let file = folder.write("config.toml", text)
      chmod(file, mode)
      let run = try wessaal(
        ["ping"], key: nil, environment: ["WESSAAL_CONFIG": file], folder: folder.path)
      expect(run, status: 2, says: "others can write it")
      #expect(access(folder.path + "/ran", F_OK) != 0)
    }
  }

  @Test(arguments: [
    ("instence = \"x\"", "no call takes 'instence'"), ("recipient = \"05\"", "recipient must be E.164"),
  ]) func aDefaultThatFitsNoCallIsTold(line: String, fault: String) throws {
    let file = folder.write("config.toml", "[defaults]\n\(line)\n")
    let run = try wessaal(["-c", "1"], environment: ["WESSAAL_CONFIG": file])
    expect(run, status: 2, says: fault)
  }

  @Test(arguments: [
    ("\nrate = \"fast\"", 2, "rate of the profile must be"),
    ("read_only = 1", 1, "read_only of the configuration"),
    ("[profiles.a]\n\nrated = \"1/h\"", 3, "the profile 'a' has no setting 'rated'"),
    ("profile = \"a\"\n[profiles.a]\nbase_url = \"nowhere\"", 3, "a base URL must"),
    ("profile = \"b\"\n[profiles.a]", 1, "there is no profile 'b'"),
    ("# a\nprofile = 1", 2, "profile must be"),
    ("profile = \"a\"\n[profiles.a]\nzone = \"Mars\"", 3, "zone of the profile must be"),
    ("output = \"xls\"", 1, "output of the profile must be"),
    ("timeout = \"soon\"", 1, "timeout of the profile"),
    ("journal = \"x\"", 1, "journal of the configuration must be a whole path"),
    ("[defaults]\n# a\ninstence = \"x\"", 3, "no call takes 'instence'"), ("keys = \"nano\"", 1, "keys of"),
    ("defaults = {a = 1}", 1, "no call takes 'a'"), ("[profiles]\nshop = 1", 2, "the profile 'shop' must be"),
    ("\nkey_command = \"false\"", 2, "the key_command 'false' must end with 0"),
  ]) func aFaultOfTheConfigurationIsToldWithItsLine(text: String, line: Int, fault: String) throws {
    let file = folder.write("config.toml", text + "\n")
    let run = try wessaal(["ping"], key: nil, environment: ["WESSAAL_CONFIG": file])
    #expect(run.status != 0 && run.errors.contains("\(file):\(line): \(fault)"), "\(run)")
  }

  @Test func aCheckKnowsTheProfilesDefaults() throws {
    let file = folder.write("config.toml", "[defaults]\ninstance = \"a\"\n")
    let script = folder.write("s.wsl", "messages send recipient=+966501234567 content=Hi")
    let run = try wessaal(["check", script], key: nil, environment: ["WESSAAL_CONFIG": file])
    #expect(run.status == 0, "\(run)")
  }

  @Test(arguments: [
    ("contacts create phone=+966500000077", "contacts list"),
    ("contacts update 11 notes=x", "contacts list"), ("contacts delete 11 --yes", "contacts list"),
    ("messages send instance=my-instance recipient=+966501234567 content=Hi", "messages list --since 20"),
    ("messages send instance=my-instance contact_id=11 content=Hi", "messages list --since 20"),
    ("request POST /contacts phone=x", "contacts list"),
  ]) func aDoubtIsLookedUpWhereItCanBeSeen(code: String, list: String) throws {
    let run = try wessaal(["--sandbox", "--fault", "500@1", "-c", code])
    expect(run, status: 9, says: "before you repeat it: '\(list)")
  }

  @Test(arguments: [
    ("contacts get 999", "'contacts list' shows those there are"),
    ("request GET /nope", "the API has no such path"),
    (
      "messages send instance=nope recipient=+966501234567 content=Hi",
      "'instances list' shows those there are"
    ),
    (
      "messages send instance=my-instance recipient=+966500000004 content=Hi",
      "'help messages send' tells what each parameter takes"
    ),
  ]) func aRefusalSaysWhatToDo(code: String, hint: String) throws {
    expect(try wessaal(["--sandbox", "-c", code]), status: 3, says: "hint: " + hint)
  }

  @Test func aRefusalSaysWhatToDoBelowAnyBaseURL() throws {
    let server = RecordingServer(json: #"{"message": "Contact not found"}"#, status: 404)
    let base = server.url.replacing("/integration/v1", with: "/api")
    let run = try wessaal(["contacts", "get", "9"], base: base)
    expect(run, status: 3, says: "hint: 'contacts list' shows those there are")
  }

  @Test func aFieldThatWasGivenInPartsIsFound() throws {
    let run = try wessaal([
      "--sandbox", "-c",
      "messages send instance=my-instance recipient=+966501234567 template_id=7 template_variables.name=A",
    ])
    expect(run, status: 3, says: "template_variables: The template variables field must have a value")
    #expect(run.errors.contains("^^^"), "\(run)")
  }

  @Test func aFailedReadSaysHowOftenItWasTried() throws {
    let run = try wessaal(["--sandbox", "--fault", "503@1", "--retry", "2", "-c", "contacts list"])
    expect(run, status: 8, says: "Service Unavailable (503) (tried 3 times)")
  }

  /// The user asked for the server's own answer.
  @Test(arguments: [
    "messages send instance=my-instance recipient=+966501234567 content=Hi foo=1 --no-check",
    "contacts get abc --no-check", "contacts create --no-check",
  ]) func withoutTheCheckTheServerAnswers(code: String) throws {
    let run = try wessaal(["--sandbox", "-c", code])
    #expect(!run.errors.contains("unknown parameter") && !run.errors.contains("takes an integer"), "\(run)")
    #expect(run.errors.isEmpty || run.errors.contains("(404)") || run.errors.contains("(422)"), "\(run)")
  }

  @Test func aTildeIsToldToBeNoFolder() throws {
    let run = try wessaal(["-c", "open ~/x.csv"], folder: folder.path)
    expect(run, status: 1, says: "hint: the home folder is \"$env.HOME/x.csv\"")
  }

  /// Without the file, a profile that may only read could write.
  @Test func aConfigurationThatWasNamedMustBeThere() throws {
    let file = folder.path + "/none.toml"
    for words in [["-c", "1"], ["ping"], ["check", folder.write("s.wsl", "ping")]] {
      let run = try wessaal(words, environment: ["WESSAAL_CONFIG": file])
      expect(run, status: 2, says: "WESSAAL_CONFIG must name a file, but there is none at \(file)")
    }
    let sandbox = try wessaal(["--sandbox", "-c", "1"], environment: ["WESSAAL_CONFIG": file])
    #expect(sandbox.status == 0, "\(sandbox)")
  }

  @Test func aProfileUnderTheWrongNameIsTold() throws {
    folder.write("config.toml", "[profile.a]\nkey = \"sk_test_0123456789abcdef\"\n")
    let run = try wessaal(["-c", "1"], environment: ["WESSAAL_CONFIG": folder.path + "/config.toml"])
    expect(run, status: 2, says: "profile must be the name of one")
    #expect(run.errors.contains("hint: a profile is [profiles.NAME]") && !run.errors.contains("abcdef"))
  }

  @Test(arguments: [
    ("list messages", "did you mean 'messages list'?"),
    ("send messages recipient=+966501234567", "did you mean 'messages send'?"),
    ("status instances my-instance", "did you mean 'instances status'?"),
  ]) func wordsTheOtherWayRoundAreKnown(line: String, hint: String) throws {
    for words in [["-c", line], line.split(separator: " ").map(String.init)] {
      let run = try wessaal(words)
      #expect(run.status == 2 && run.errors.contains(hint), "\(run)")
    }
  }

  @Test(arguments: [["-c", "messages"], ["messages"], ["-c", "messages xyzzy"]])
  func whatIsGoneIsNotProposed(_ words: [String]) throws {
    let outcome = try wessaal(words)
    #expect(
      outcome.status == 2 && outcome.errors.contains("there is: get, list, send, send-bulk"), "\(outcome)")
    #expect(!outcome.errors.contains("send-list"))
  }
}
