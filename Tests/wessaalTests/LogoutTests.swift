import Testing

/// `logout` and `config path`.
@Suite struct LogoutTests {
  private let folder = Folder()
  private static let text = """
    # The shop's.
    keys = "vi"
    key = "sk_live_0123456789_top"

    [profiles.shop]
    key = "sk_live_0123456789_shop"  # of Ali
    rate = "10/h"
    [profiles.other]
    key_command = ["pass", "show", "wessaal"]

    """

  private func run(_ words: [String], _ text: String = text) throws -> (Outcome, String) {
    let file = folder.write("config.toml", bytes: Array(text.utf8), mode: 0o600)
    let run = try wessaal(words, key: nil, environment: ["WESSAAL_CONFIG": file])
    return (run, folder.read("config.toml") ?? "")
  }

  @Test(arguments: [
    (["logout"], "key = \"sk_live_0123456789_top\"\n"),
    (["logout", "--profile", "shop"], "key = \"sk_live_0123456789_shop\"  # of Ali\n"),
    (["--profile", "shop", "logout"], "key = \"sk_live_0123456789_shop\"  # of Ali\n"),
    (["logout", "--profile", "other"], "key_command = [\"pass\", \"show\", \"wessaal\"]\n"),
  ]) func takesTheKeyOutAndLeavesTheRest(_ words: [String], _ line: String) throws {
    let (run, left) = try run(words)
    #expect(run.status == 0 && run.errors.contains("is no longer in"), "\(run)")
    #expect(left == Self.text.replacing(line, with: ""), "\(left)")
  }

  @Test func aDryRunLeavesIt() throws {
    let (run, left) = try run(["logout", "--dry-run"])
    #expect(run.status == 0 && left == Self.text, "\(run)")
  }

  @Test(arguments: [["logout", "--profile", "nobody"], ["logout"]]) func withoutAKeyNothingIsDone(
    _ words: [String]
  ) throws {
    let text = Self.text.replacing("key = \"sk_live_0123456789_top\"\n", with: "")
    let (run, left) = try run(words, text)
    expect(run, status: 2, says: "must be in", "but there is none")
    #expect(left == text)
  }

  @Test func theSandboxHasNoKeyToTakeOut() throws {
    let (run, left) = try run(["--sandbox", "logout"])
    #expect(run.status == 2 && left == Self.text, "\(run)")
  }

  @Test func thePathIsTextThatAShellCanUse() throws {
    let here = try wessaal(["config", "path"], key: nil, environment: ["WESSAAL_CONFIG": "/a b/c.toml"])
    #expect(here.status == 0 && here.output == "/a b/c.toml\n", "\(here)")
    let home = try wessaal(["config", "path"], key: nil, environment: ["HOME": "/tmp/nobody"])
    #expect(home.output == "/tmp/nobody/.config/wessaal/config.toml\n", "\(home)")
    let sandbox = try wessaal(
      ["--sandbox", "config", "path"], key: nil, environment: ["HOME": "/tmp/nobody"])
    #expect(sandbox.output == home.output, "\(sandbox)")
  }

  @Test func theZoneOfTheConfigurationHoldsOnTheSandboxToo() throws {
    let (run, _) = try run(["--sandbox", "-c", "time(\"2025-01-15\")"], "zone = \"Asia/Riyadh\"\n")
    #expect(run.output == "1736888400\n", "\(run)")
    let (named, _) = try self.run(
      ["--sandbox", "--profile", "a", "-c", "time(\"2025-01-15\")"], "[profiles.a]\nzone = \"Asia/Riyadh\"\n")
    #expect(named.output == "1736888400\n", "\(named)")
  }

  @Test func theHelpHasExamplesEnvironmentAndStatuses() throws {
    for words in [["--help"], ["help"], ["-h"]] {
      let help = try wessaal(words, key: nil).output
      for part in ["EXAMPLES:", "ENVIRONMENT:", "WESSAAL_API_KEY", "EXIT STATUS:", "130, 143"] {
        #expect(help.contains(part), "\(words) \(part)")
      }
    }
  }
}
