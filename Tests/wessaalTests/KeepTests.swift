import Glibc
import Testing

/// `keep`: variables that last from run to run of a script.
@Suite struct KeepTests {
  private let folder = Folder()

  private func run(
    _ arguments: [String] = ["s.wsl"], base: String = "http://127.0.0.1:1", home: String? = nil
  ) throws -> Outcome {
    try wessaal(
      arguments, base: base, environment: ["XDG_STATE_HOME": home ?? folder.path + "/state"],
      folder: folder.path)
  }

  private var stored: [String] { Folder.names(in: folder.path + "/state/wessaal/keep") }

  private func mode(_ name: String) -> mode_t {
    var status = stat()
    return stat("\(folder.path)/state/wessaal/\(name)", &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test func theNextRunGoesOnWhereThisOneEnded() throws {
    folder.write("s.wsl", "keep last = {n: 0}\n$last.n += 1\nkeep seen = []\n$seen += [$last.n]\nprint $seen")
    #expect(try run().output == "[1]\n")
    #expect(try run([folder.path + "/./s.wsl"]).output == "[1,2]\n")
    #expect(stored.count == 1)
    #expect(mode("keep") == 0o700)
    #expect(mode("keep/\(stored.first ?? "")") == 0o600)
  }

  @Test func anotherAccountHasItsOwn() throws {
    folder.write("s.wsl", "keep n = 0\n$n += 1\nprint $n")
    folder.write("t.wsl", "keep n = 0\n$n += 1\nprint $n")
    #expect(try run().output == "1\n")
    #expect(try run(base: "http://127.0.0.1:2").output == "1\n")
    #expect(try run(["t.wsl"]).output == "1\n")
    #expect(try run().output == "2\n")
  }

  @Test(
    arguments: [
      (["s.wsl", "fail"], 1), (["s.wsl", "exit 3"], 3), (["--dry-run", "s.wsl"], 0),
      (["--sandbox", "s.wsl"], 0),
    ] as [([String], Int32)]) func nothingIsKeptOf(_ arguments: [String], _ status: Int32) throws
  {
    folder.write(
      "s.wsl",
      """
      keep n = 0
      $n += 1
      print $n
      if first([...$args, ""]) == "fail" { fail "no" }
      if first([...$args, ""]) == "exit 3" { exit 3 }
      """)
    #expect(try run(arguments).status == status)
    #expect(try run(arguments).output == "1\n")
    #expect(stored == [])
  }

  @Test func exitZeroEndsWell() throws {
    folder.write("s.wsl", "keep n = 0\n$n += 1\nprint $n\nexit")
    #expect(try run().output == "1\n")
    #expect(try run().output == "2\n")
  }

  @Test func aScriptThatCannotKeepAnythingDoesNothing() throws {
    folder.write("s.wsl", "keep n = 0\nprint $n")
    let run = try run(home: "/proc/nowhere")
    #expect(run.status == 2 && run.output == "", "\(run.output)")
    #expect(run.errors.contains("/proc/nowhere/wessaal/keep must be written"), "\(run.errors)")
  }

  @Test func whatIsNoJSONIsTold() throws {
    folder.write("s.wsl", "keep n = 0\nprint $n")
    _ = try run()
    folder.write("state/wessaal/keep/\(stored.first ?? "")", "{")
    let run = try run()
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.contains("must hold what the script kept, but does not"), "\(run.errors)")
  }

  @Test func afterCItIsAVariableLikeOthers() throws {
    #expect(try run(["-c", "keep n = 1; $n += 1; print $n"]).output == "2\n")
    #expect(try run(["-c", "keep n = 1; $n += 1; print $n"]).output == "2\n")
    #expect(stored == [])
  }
}
