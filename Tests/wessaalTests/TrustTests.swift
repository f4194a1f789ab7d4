import Glibc
import Testing

/// A configuration is used only where the user or root has written it, and nobody else can.
@Suite struct TrustTests {
  private let folder = Folder()
  private let link = "home/.config/wessaal/link"
  private static let isRoot = geteuid() == 0

  init() {
    for name in ["home", "home/.config", "home/.config/wessaal", "other"] { folder.makeFolder(name) }
    for name in ["home/.config/wessaal/config.toml", "other/config.toml"] {
      folder.write(name, "key_command = [\"touch\", \"\(folder.path)/ran\"]\n")
    }
  }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private func run(_ variables: [String: String] = [:]) throws -> Outcome {
    try wessaal(["ping"], environment: ["HOME": path("home")].merging(variables) { $1 })
  }

  private var hasRun: Bool { access(path("ran"), F_OK) == 0 }

  private func expectRefusal(
    _ run: Outcome, _ words: String..., at place: SourceLocation = #_sourceLocation
  ) {
    #expect(run.status == 2 && run.errorCount == 1, "\(run)", sourceLocation: place)
    for word in words { #expect(run.errors.contains(word), "\(run)", sourceLocation: place) }
    #expect(!hasRun, sourceLocation: place)
  }

  @Test func oneThatIsTheUsersOwnIsUsed() throws {
    _ = try run()
    #expect(hasRun)
  }

  @Test(
    .enabled(if: isRoot, "only root gives a file away"),
    arguments: [
      "home/.config/wessaal/config.toml", "home/.config/wessaal", "home/.config", "home",
    ]) func anothersIsNot(_ name: String) throws
  {
    chown(path(name), 54321, 0)
    expectRefusal(
      try run(), "\(path(name)) must belong to root, since ", "says where the key comes from",
      "but belongs to 54321", "hint: look into it, then: chown root '\(path(name))'")
  }

  @Test(
    arguments: [
      ("home/.config/wessaal/config.toml", 0o646), ("home/.config/wessaal/config.toml", 0o666),
      ("home/.config/wessaal/config.toml", 0o602), ("home/.config/wessaal", 0o777), ("home/.config", 0o757),
      ("home", 0o777),
    ] as [(String, mode_t)]) func whatOthersCanWriteIsNot(_ name: String, _ mode: mode_t) throws
  {
    chmod(path(name), mode)
    let refused = try run()
    expectRefusal(
      refused, "\(path(name)) must be written by its owner alone", "its mode is \(String(mode, radix: 8))",
      "others can write it")
    // The command in the hint works.
    let hint = try #require(refused.errors.split(separator: "look into it, then: ").last)
    #expect(try shell(String(hint)).status == 0)
    _ = try run()
    #expect(hasRun)
  }

  @Test(.enabled(if: isRoot, "root has no group of its own")) func norWhatAGroupCanWrite() throws {
    for (name, mode) in [
      ("home/.config/wessaal/config.toml", mode_t(0o660)), ("home/.config/wessaal", 0o775),
    ] {
      chmod(path(name), mode)
      expectRefusal(try run(), "\(path(name)) must be written by its owner alone")
      chmod(path(name), 0o755)
    }
  }

  @Test func whereNobodyTakesAwayWhatIsAnothersItIsUsed() throws {
    chmod(path("home/.config/wessaal"), 0o1777)
    _ = try run()
    #expect(hasRun)
  }

  @Test func aLinkIsFollowedToTheFile() throws {
    unlink(path("home/.config/wessaal/config.toml"))
    symlink("../../../other/config.toml", path("home/.config/wessaal/config.toml"))
    chmod(path("other"), 0o777)
    expectRefusal(try run(), "the folder \(path("other")) must be written by its owner alone")
    chmod(path("other"), 0o755)
    chmod(path("other/config.toml"), 0o666)
    expectRefusal(try run(), "\(path("other/config.toml")) must be written by its owner alone")
    chmod(path("other/config.toml"), 0o644)
    // Somebody who can replace the link decides which file is used.
    chmod(path("home/.config/wessaal"), 0o777)
    expectRefusal(try run(), "the folder \(path("home/.config/wessaal")) must be")
    chmod(path("home/.config/wessaal"), 0o755)
    if Self.isRoot {
      lchown(path("home/.config/wessaal/config.toml"), 54321, 0)
      expectRefusal(try run(), "hint: look into it, then: chown -h root")
      lchown(path("home/.config/wessaal/config.toml"), 0, 0)
    }
    _ = try run()
    #expect(hasRun)
  }

  @Test func oneThatIsNamedIsNoOther() throws {
    chmod(path("other"), 0o777)
    expectRefusal(
      try run(["WESSAAL_CONFIG": path("other/config.toml")]), "the folder \(path("other")) must be")
    chmod(path("other"), 0o755)
    chmod(path("home"), 0o777)
    _ = try run(["WESSAAL_CONFIG": path("other/config.toml")])
    #expect(hasRun)
  }

  @Test func noConfigurationIsOneToo() throws {
    let null = try run(["WESSAAL_CONFIG": "/dev/null"])
    #expect(null.status == 4 && null.errors.contains("WESSAAL_API_KEY is not set"), "\(null)")
    chmod(path("home/.config/wessaal"), 0o777)
    unlink(path("home/.config/wessaal/config.toml"))
    #expect(try run().status == 4)
  }

  @Test func aNameThatTheShellWouldReadIsQuotedInTheHint() throws {
    folder.makeFolder("it's")
    let file = folder.write("it's/c.toml", "")
    chmod(file, 0o666)
    expectRefusal(try run(["WESSAAL_CONFIG": file]), #"chmod go-w '\#(folder.path)/it'\''s/c.toml'"#)
  }

  @Test func noKeyIsPutWhereOthersCanChangeTheFile() throws {
    chmod(path("home/.config/wessaal"), 0o777)
    unlink(path("home/.config/wessaal/config.toml"))
    let server = RecordingServer(json: #"{"data": {"api_key": {"permissions": []}}}"#)
    let run = try wessaal(
      ["--base-url", server.url, "login"], environment: ["HOME": path("home")],
      input: "sk_test_0123456789\n")
    #expect(run.errors.contains("the folder \(path("home/.config/wessaal")) must be written"), "\(run)")
    #expect(Folder.names(in: path("home/.config/wessaal")) == [])
  }
}
