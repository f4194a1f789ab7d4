import Glibc
import Testing

/// `use`: defs of other files.
@Suite struct UseTests {
  private let folder = Folder()

  private func run(_ arguments: [String], _ files: [String: String], input: String = "") throws -> Outcome {
    folder.makeFolder("lib")
    for (name, text) in files { folder.write(name, text) }
    return try wessaal(arguments, input: input, folder: folder.path)
  }

  @Test func aScriptHasTheDefsOfAnotherFile() throws {
    let files = [
      "a.wsl": "use \"lib/greet.wsl\"\nprint hi(\"Ali\")\nhi Sara | print",
      "lib/greet.wsl": "use 'words.wsl'\ndef hi(n) { \"$(word()) $n\" }\nprint \"never\"\nlet x = 1",
      "lib/words.wsl": "def word() { \"Hi\" }",
    ]
    let here = try run(["a.wsl"], files)
    #expect(here.output == "Hi Ali\nHi Sara\n", "\(here.errors)")
    let there = try wessaal([folder.path + "/a.wsl"], folder: "/")
    #expect(there.output == "Hi Ali\nHi Sara\n", "\(there.errors)")
  }

  @Test(arguments: [["-c", "use \"lib/l.wsl\"; print twice(2)"], ["-"]])
  func outsideOfAFileItIsTheWorkingFoldersFile(_ arguments: [String]) throws {
    let run = try run(
      arguments, ["lib/l.wsl": "def twice(n) { $n * 2 }"], input: "use \"lib/l.wsl\"\nprint twice(2)")
    #expect(run.output == "4\n", "\(run.errors)")
  }

  @Test func aFileThatTwoUseIsReadOnce() throws {
    let run = try run(
      ["a.wsl"],
      [
        "a.wsl": "use \"lib/b.wsl\"; use \"lib/../lib/c.wsl\"; print(b() + c())",
        "lib/b.wsl": "use \"c.wsl\"\ndef b() { c() + 1 }", "lib/c.wsl": "def c() { 1 }",
      ])
    #expect(run.output == "3\n", "\(run.errors)")
  }

  @Test func faultsAreShownWhereTheyStand() throws {
    let run = try run(
      ["a.wsl"],
      [
        "a.wsl": "let limit = 5\nuse \"lib/l.wsl\"\nprint f(1)\nprint $nobody",
        "lib/l.wsl": "# defs\ndef f(n) { $n + $limit }\n",
      ])
    #expect(run.status == 2)
    #expect(
      run.errors.contains("lib/l.wsl:2:17: error: no variable $limit\n  2 | def f(n) { $n + $limit }\n"),
      "\(run.errors)")
    #expect(run.errors.contains("a.wsl:4:7: error: no variable $nobody"), "\(run.errors)")
  }

  @Test func theVariablesOfTheFileStayBehind() throws {
    let run = try run(
      ["a.wsl"],
      ["a.wsl": "use \"lib/l.wsl\"\nprint f(1)", "lib/l.wsl": "let limit = 5\ndef f(n) { $n + $limit }\n"]
    )
    #expect(run.status == 2)
    #expect(
      run.errors.contains(
        "lib/l.wsl:2:17: error: of a file that is used there are only the defs, but this one reads $limit"),
      "\(run.errors)")
  }

  @Test func failuresAreShownWhereTheyStand() throws {
    let run = try run(
      ["a.wsl"],
      ["a.wsl": "use \"lib/l.wsl\"\nprint f(1)", "lib/l.wsl": "\ndef f(n) {\n  fail \"no $n\"\n}\n"])
    #expect(run.status == 1)
    #expect(run.errors.contains("lib/l.wsl:3:3: error: no 1\n  3 |   fail \"no $n\"\n"), "\(run.errors)")
  }

  @Test func aFileElsewhereIsNotUsed() throws {
    let files = ["lib/a.wsl": "use \"../b.wsl\"\nprint b()", "b.wsl": "def b() { 1 }"]
    #expect(try run(["lib/a.wsl"], files).output == "1\n")
    let script = folder.path + "/lib/a.wsl"
    for arguments in [[script], ["check", script]] {
      let there = try wessaal(arguments, folder: "/usr")
      #expect(there.status == 2 && there.errorCount == 1, "\(there.errors)")
      #expect(there.errors.contains("a.wsl:1:5: error: a script touches files of the working folder"))
    }
    let allowed = try wessaal(["--allow", folder.path, script], folder: "/usr")
    #expect(allowed.output == "1\n", "\(allowed.errors)")
  }

  @Test(arguments: [
    ("use \"none.wsl\"", "a.wsl:1:5: error: none.wsl must be opened, but there is no such file"),
    ("use \"lib\"", "a.wsl:1:5: error: lib must be a file, but is a folder"),
    (
      "use \"a.wsl\"",
      "a.wsl:1:5: error: a file must not use itself, directly or through others, but a.wsl uses a.wsl"
    ),
    (
      "use \"lib/b.wsl\"",
      "lib/b.wsl:1:5: error: a file must not use itself, directly or through others, but a.wsl uses lib/b.wsl uses lib/../a.wsl"
    ),
    ("use \"lib/$args.wsl\"", "a.wsl:1:5: error: 'use' takes a file's name as it stands"),
    ("if true { use \"lib/c.wsl\" }", "'use' must stand at the top level"),
    ("use \"lib/bad.wsl\"\nprint f()", "lib/bad.wsl:1:6: error: '(' must be closed"),
    (
      "use \"lib/c.wsl\"\ndef c() { 2 }\nprint c()",
      "a.wsl:2:5: error: a def must have a name of its own, but 'c' is defined twice"
    ),
  ]) func whatCannotBeUsedDoesNotCheck(_ text: String, _ message: String) throws {
    let run = try run(
      ["a.wsl"],
      [
        "a.wsl": text, "lib/b.wsl": "use \"../a.wsl\"", "lib/c.wsl": "def c() { 1 }",
        "lib/bad.wsl": "def f( { 1 }",
      ])
    #expect(run.status == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.errorCount == 1, "\(run.errors)")
  }

  // MARK: Symbolic links

  /// `bin/s.wsl` is a link to `app/s.wsl`.
  private func link(_ files: [String: String]) throws {
    for name in ["app", "app/lib", "bin"] { folder.makeFolder(name) }
    for (name, text) in files { folder.write(name, text) }
    symlink("../app/s.wsl", folder.path + "/bin/s.wsl")
    symlink(folder.path + "/bin/s.wsl", folder.path + "/again.wsl")
  }

  @Test(arguments: ["bin/s.wsl", "again.wsl", "app/s.wsl"], [false, true])
  func aLinkBringsTheFilesBesideTheFile(script: String, isElsewhere: Bool) throws {
    try link([
      "app/s.wsl": "use \"lib/l.wsl\"\nprint name()\ntest \"t\" { assert name() == \"real\" }\n",
      "app/lib/l.wsl": "use \"m.wsl\"\ndef name() { m() }", "app/lib/m.wsl": "def m() { \"real\" }",
    ])
    let (path, place) = isElsewhere ? (folder.path + "/" + script, "/usr") : (script, folder.path)
    let run = try wessaal([path], folder: place)
    #expect(run.status == 0 && run.output == "real\n", "\(run.errors)")
    for words in [["check"], ["test"], ["--sandbox", "rehearse"]] {
      let run = try wessaal(words + [path], folder: place)
      #expect(run.status == 0, "\(words): \(run)")
    }
  }

  @Test func whatDoesNotLieBesideTheFileMayLieBesideTheLink() throws {
    try link([
      "app/s.wsl": "use \"both.wsl\"\nuse \"l.wsl\"\nprint \"$(name()) $(l())\"",
      "bin/l.wsl": "def l() { \"link\" }",
      "bin/both.wsl": "def name() { \"link\" }", "app/both.wsl": "def name() { \"file\" }",
    ])
    let run = try wessaal([folder.path + "/bin/s.wsl"], folder: "/usr")
    #expect(run.output == "file link\n", "\(run.errors)")
    let missing = try wessaal([folder.path + "/app/s.wsl"], folder: "/usr")
    #expect(missing.status == 2 && missing.errors.contains("app/l.wsl must be opened"), "\(missing.errors)")
  }

  @Test func aLinkInAFileThatIsUsedOpensNoFolder() throws {
    let other = Folder()
    other.write("x.wsl", "use \"y.wsl\"\ndef x() { y() }")
    other.write("y.wsl", "def y() { 1 }")
    try link(["app/s.wsl": "use \"x.wsl\"\nprint x()"])
    symlink(other.path + "/x.wsl", folder.path + "/app/x.wsl")
    let run = try wessaal([folder.path + "/bin/s.wsl"], folder: "/usr")
    #expect(run.status == 2 && run.errors.contains("a script touches files of the working folder"), "\(run)")
    let allowed = try wessaal(["--allow", other.path, folder.path + "/bin/s.wsl"], folder: "/usr")
    #expect(allowed.output == "1\n", "\(allowed.errors)")
  }
}
