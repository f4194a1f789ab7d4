import Glibc
import Testing

/// `wessaal fmt`.
@Suite struct FmtTests {
  private let folder = Folder()
  private let untidy = "let  x=1 # one\n\n\n  print   $x\n"
  private let tidy = "let x = 1  # one\n\nprint $x\n"

  private func fmt(_ words: String..., input: String = "") throws -> Outcome {
    try wessaal(["fmt"] + words, key: nil, input: input, folder: folder.path)
  }

  @Test func aFileIsLaidOutInPlaceAndKeepsItsMode() throws {
    folder.write("a.wsl", bytes: Array(untidy.utf8), mode: 0o750)
    let run = try fmt("a.wsl")
    #expect(run.status == 0 && run.output == "" && run.errors == "")
    #expect(folder.read("a.wsl") == tidy)
    #expect(mode("a.wsl") == 0o750)
    #expect(folder.names == ["a.wsl"])
  }

  @Test func aSymbolicLinkStaysOne() throws {
    folder.write("a.wsl", untidy)
    #expect(symlink("a.wsl", folder.path + "/link.wsl") == 0)
    #expect(try fmt("link.wsl").status == 0)
    #expect(folder.read("a.wsl") == tidy)
    var status = stat()
    #expect(lstat(folder.path + "/link.wsl", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func aFileThatIsLaidOutIsNotTouched() throws {
    folder.write("a.wsl", tidy)
    let before = inode("a.wsl")
    #expect(try fmt("a.wsl").status == 0)
    #expect(inode("a.wsl") == before)
  }

  @Test func checkNamesTheFilesThatDifferAndWritesNothing() throws {
    folder.write("a.wsl", untidy)
    folder.write("b.wsl", tidy)
    let run = try fmt("--check", "a.wsl", "b.wsl")
    #expect(run.status == 1 && run.output == "a.wsl\n" && run.errors == "")
    #expect(folder.read("a.wsl") == untidy)
    #expect(try fmt("--check", "b.wsl").status == 0)
  }

  @Test func standardInputIsLaidOutOnStandardOutput() throws {
    let run = try fmt("-", input: untidy)
    #expect(run.status == 0 && run.output == tidy)
  }

  @Test func aFileWithAFaultIsLeftAloneAndTheOthersAreNot() throws {
    folder.write("a.wsl", "let x = (1\n")
    folder.write("b.wsl", untidy)
    let run = try fmt("a.wsl", "b.wsl")
    #expect(run.status == 2)
    #expect(run.errors.contains("a.wsl:1:9: error: '(' must be closed"))
    #expect(folder.read("a.wsl") == "let x = (1\n")
    #expect(folder.read("b.wsl") == tidy)
  }

  @Test func aProgramThatReadsButDoesNotCheckIsLaidOut() throws {
    let run = try fmt("-", input: "print   $nobody")
    #expect(run.status == 0 && run.output == "print $nobody\n" && run.errors == "")
  }

  @Test func theExamplesAreLaidOut() throws {
    let examples = Folder.names(in: Project.folder + "/examples").filter { $0.hasSuffix(".wsl") }
    let run = try wessaal(["fmt", "--check"] + examples.map { "\(Project.folder)/examples/\($0)" })
    #expect(!examples.isEmpty && run.status == 0 && run.output == "")
  }

  private func mode(_ name: String) -> mode_t? { status(name).map { $0.st_mode & 0o7777 } }
  private func inode(_ name: String) -> ino_t? { status(name)?.st_ino }

  private func status(_ name: String) -> stat? {
    var status = stat()
    return stat(folder.path + "/" + name, &status) == 0 ? status : nil
  }
}
