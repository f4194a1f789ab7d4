import Glibc
import Testing

/// The files that a script may touch (Program.md, "What a script may touch").
@Suite struct AccessTests {
  /// What the key may not do is no fault of the row that was to be sent.
  @Test(arguments: [
    "me | ignore; SEND", "once p { SEND }", "me | ignore; BULK --once b",
    "me | ignore; contacts delete 11 --yes",
    "me | ignore; [1] | each { SEND }",
  ]) func aPermissionThatIsKnownToLackIsOfThatKind(_ code: String) throws {
    let code = code.replacing(
      "SEND", with: "messages send instance=my-instance recipient=+966501234567 content=x"
    )
    .replacing(
      "BULK",
      with: "messages send-bulk instance=my-instance messages=[{recipient: \"+966501234567\", content: x}]")
    let options = ["--sandbox", "--key", "sk_reader:read_messages", "-c"]
    expect(try wessaal(options + [code]), status: 4, says: "the permission")
    let caught = try wessaal(
      options + ["try { \(code) } catch e { print $e.kind }; sandbox requests | count"])
    #expect(caught.output == "permission\n1\n", "\(caught)")
  }

  private let folder = Folder()
  private let other = Folder()

  private func run(_ arguments: [String], _ script: String = "", input: String = "") throws -> Outcome {
    folder.write("s.wsl", script)
    other.write("in.json", "[1]")
    symlink(other.path, folder.path + "/link")
    symlink(other.path + "/new.txt", folder.path + "/dangling.txt")
    return try wessaal(
      arguments, environment: ["XDG_STATE_HOME": folder.path + "/state"], input: input, folder: folder.path)
  }

  @Test(arguments: [
    "open \"OTHER/in.json\"", "open \"../OTHERNAME/in.json\"", "open \"link/in.json\"",
    "[1] | save \"OTHER/new.json\"", "[1] | save \"link/new.json\"",
    "\"a\" | save --append dangling.txt", "open \"/etc/passwd\" --as text", "open \"OTHER/none.json\" --or 1",
    "open \"sub/../../OTHERNAME/in.json\"",
  ]) func aScriptThatNamesWhatIsElsewhereDoesNotCheck(_ code: String) throws {
    let name = other.path.split(separator: "/").last.map(String.init) ?? ""
    let code = code.replacing("OTHERNAME", with: name).replacing("OTHER", with: other.path)
    folder.makeFolder("sub")
    for arguments in [["s.wsl"], ["-"], ["check", "s.wsl"], ["check", "-"]] {
      let run = try run(arguments, "print 1\n" + code, input: "print 1\n" + code)
      #expect(run.status == 2)
      #expect(run.output == "" && run.errorCount == 1, "\(run.output)")
      #expect(run.errors.contains(":2:"), "\(run.errors)")
      #expect(run.errors.contains("a script touches files of the working folder"), "\(run.errors)")
      #expect(run.errors.contains("--allow /"), "\(run.errors)")
      #expect(other.names == ["in.json"])
    }
  }

  @Test(arguments: [
    "let p = \"OTHER/in.json\"\nopen $p", "let p = \"OTHER\"\nopen \"$p/in.json\"",
    "for x in open(\"OTHER/in.json\") { }",
  ]) func whatAVariableHoldsIsKnownToo(_ code: String) throws {
    let run = try run(["s.wsl"], "print 1\n" + code.replacing("OTHER", with: other.path))
    #expect(run.status == 2 && run.output == "", "\(run.errors)")
  }

  @Test func whatIsNotKnownBeforeIsRefusedAtTheRun() throws {
    let run = try run(["s.wsl"], "print 1\ndef place() { \"\(other.path)/in.json\" }\nopen(place())")
    #expect(run.status == 1 && run.output == "1\n", "\(run.errors)")
    #expect(run.errors.contains("a script touches files of the working folder"), "\(run.errors)")
  }

  @Test func theDefaultOfAnOptionIsWarnedOf() throws {
    let script = "param file: path = \"\(other.path)/in.json\"\nopen $file"
    #expect(try run(["check", "s.wsl"], script).errors.contains("1:20: warning: a script touches files"))
    #expect(try run(["--allow", other.path, "check", "s.wsl"], script).errors == "")
    #expect(try run(["s.wsl", "--file", "none.json"], script).errors.contains("no such file"))
  }

  @Test func theWorkingFolderIsOpen() throws {
    folder.makeFolder("sub")
    let run = try run(
      ["s.wsl"], "[1] | save sub/a.json\n[2] | save \"\(folder.path)/b.json\"\nopen \"sub/../sub/a.json\"")
    #expect(run.status == 0 && run.output == "1\n", "\(run.errors)")
    #expect(folder.names.contains("b.json"))
  }

  @Test func whatTheUserNamesIsOpen() throws {
    let path = other.path + "/in.json"
    let param = "param file: path = \"\(path)\"\nopen $file"
    #expect(try run(["s.wsl", "--file", path], param).output == "1\n")
    #expect(try run(["s.wsl"], param).status == 1)
    #expect(try run(["s.wsl", path], "open($args[0])").output == "1\n")
    #expect(try run(["s.wsl", other.path], "open \"$args[0]/in.json\"").output == "1\n")
    let allowed = ["--allow", "/nowhere", "--allow", other.path]
    #expect(try run(allowed + ["s.wsl"], "open \"\(path)\"").output == "1\n")
    #expect(try run(["s.wsl", "--text", path], "param text\nopen $text").status == 1)
  }

  @Test func afterCFilesAreFree() throws {
    #expect(try run(["-c", "open \"\(other.path)/in.json\""]).output == "1\n")
  }

  @Test func theShellsOwnFilesAreClosedWhereverTheyAre() throws {
    _ = try run([])
    folder.makeFolder("state")
    folder.makeFolder("state/wessaal")
    folder.write("state/wessaal/history", "\"x\"\n")
    let run = try run(["--allow", "/", "s.wsl"], "open state/wessaal/history --as text")
    #expect(run.status == 2)
    #expect(run.errors.contains("a script must leave the shell's own files alone"), "\(run.errors)")
  }

  /// The system distinguishes names by their bytes, and Unicode by their meaning.
  @Test func aFolderOfAnEquivalentNameIsAnother() throws {
    for (own, other) in [("caf\u{E9}", "cafe\u{301}"), ("cafe\u{301}", "caf\u{E9}"), ("a", "a/\u{301}b")] {
      folder.makeFolder(own)
      folder.makeFolder(other)
      folder.write("\(other)/in.json", "[1]")
      folder.write("\(own)/s.wsl", "print (open \"../\(other)/in.json\" | count)")
      let isWithin = own == "a"
      let run = try wessaal(["s.wsl"], folder: "\(folder.path)/\(own)")
      #expect(run.status == (isWithin ? 0 : 2) && run.output == (isWithin ? "1\n" : ""), "\(run)")
    }
  }

  @Test func librariesOfEquivalentNamesAreTwo() throws {
    folder.write("\u{E9}.wsl", "def one() { 1 }")
    folder.write("e\u{301}.wsl", "def two() { 2 }")
    let run = try run(["s.wsl"], "use \"\u{E9}.wsl\"\nuse \"e\u{301}.wsl\"\nprint (one() + two())")
    #expect(run.status == 0 && run.output == "3\n", "\(run)")
  }
}
