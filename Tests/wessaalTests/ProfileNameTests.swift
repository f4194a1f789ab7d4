import Testing

/// The name of a profile stands at the prompt, where it must not be taken for the sandbox.
@Suite struct ProfileNameTests {
  private let folder = Folder()

  private func run(_ words: [String], _ text: String) throws -> Outcome {
    let file = folder.write("config.toml", bytes: Array(text.utf8), mode: 0o600)
    return try wessaal(words, key: nil, environment: ["WESSAAL_CONFIG": file])
  }

  @Test(arguments: [
    "sandbox", "Sandbox", "sandbox>", "sandbox (read-only)", "\u{200B}sand\u{200B}box", "REPLAY", "sandbox ",
    " x",
    "a\\nb", "a\\u001b[31mb", "",
  ]) func aLiveProfileLooksLikeNothingElse(_ name: String) throws {
    let text = "profile = \"\(name)\"\n[profiles.\"\(name)\"]\nkey = \"sk_live_0123456789\"\n"
    let used = try run(["-c", "print reached"], text)
    #expect(used.status == 2 && used.output == "", "\(used)")
    #expect(used.errors.contains("hint: another name, such as live: [profiles.live]"), "\(used)")
    #expect(!used.errors.contains("\u{1B}"), "\(used)")
  }

  @Test(arguments: ["sandboxes", "sandbox-shop", "my shop", "it's", "متجر"])
  func otherNamesStay(_ name: String) throws {
    let text = "profile = \"\(name)\"\n[profiles.\"\(name)\"]\nkey = \"sk_live_0123456789\"\n"
    #expect(try run(["-c", "print reached"], text).output == "reached\n")
  }

  /// Messages to loopback reach nobody.
  @Test func aProfileOfASandboxMayBeCalledSo() throws {
    let account = try SandboxProcess.shared.get()
    let text = "[profiles.sandbox]\nkey = \"\(account.key)\"\nbase_url = \"\(account.url)\"\n"
    #expect(try run(["--profile", "sandbox", "-c", "print reached"], text).output == "reached\n")
  }

  @Test func noKeyIsKeptUnderSuchAName() throws {
    let asked = try run(["login", "--profile", "Sandbox"], "")
    #expect(
      asked.status == 2 && asked.errors.contains("must not look like 'sandbox' at the prompt"), "\(asked)")
  }
}
