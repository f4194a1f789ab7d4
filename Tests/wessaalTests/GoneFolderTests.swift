import Glibc
import Testing

/// The working folder was removed, as by a deployment that replaced it.
@Suite struct GoneFolderTests {
  private let folder = Folder()

  /// - Parameter words: words for the system's shell, in which `$F` is an existing folder.
  private func run(_ words: String) throws -> Outcome {
    try shell(
      "mkdir gone && cd gone && rmdir ../gone && exec \"$W\" \(words)", environment: ["F": folder.path],
      folder: folder.path)
  }

  private static let word = "the working folder is gone"

  @Test(arguments: [
    ("check \"$F/s.wsl\"", "s.wsl: reads and writes no file, and sends nothing\n"), ("\"$F/s.wsl\"", "hi\n"),
    ("fmt --check \"$F/s.wsl\"", ""), ("test \"$F/t.wsl\"", "TAP version 13\n"),
    ("--sandbox rehearse \"$F/s.wsl\"", ""), ("--sandbox --state \"$F/state\" -c 'ping | ignore'", ""),
    ("--sandbox --allow \"$F\" \"$F/open.wsl\"", "1\n"),
    ("-c \"[1] | save $F/o.json; open $F/o.json\"", "1\n"),
    ("\"$F/args.wsl\" \"$F/in.json\"", "1\n"), ("\"$F/use.wsl\"", "7\n"), ("-c '1 + 1'", "2\n"),
    ("--allow here --allow .. \"$F/s.wsl\"", "hi\n"), ("--version", ""), ("- < \"$F/s.wsl\"", "hi\n"),
  ]) func whatDoesWithoutItWorks(words: String, output: String) throws {
    folder.write("s.wsl", "print \"hi\"\n")
    folder.write("t.wsl", "test \"t\" { assert true }\n")
    folder.write("in.json", "[1]")
    folder.write("args.wsl", "open($args[0])")
    folder.write("open.wsl", "open \"\(folder.path)/in.json\"")
    folder.write("use.wsl", "use \"lib.wsl\"\nprint seven()")
    folder.write("lib.wsl", "def seven() { 7 }")
    let run = try run(words)
    #expect(run.status == 0 && !run.isLate, "\(run)")
    #expect(run.output.contains(output), "\(run.output)")
  }

  @Test(arguments: [
    "-c '[1] | save x.json'", "-c '[1] | save ./a/../x.json'", "-c 'open x.json'", "-c 'open x.json --or []'",
    "-c 'use \"lib.wsl\"'", "-c '{a: 1} | save x.csv --append'",
    "--sandbox -c 'ping | ignore; record save x.jsonl'",
    "-c 'replay x.jsonl'",
    "--sandbox --journal j -c 'once \"k\" { messages send instance=124 recipient=+966500000001 content=Hi }'",
    "x.wsl", "../s.wsl", "check x.wsl", "check ../s.wsl", "fmt x.wsl", "test ../s.wsl",
    "test --report junit r.xml \"$F/s.wsl\"",
    "--sandbox rehearse x.wsl", "\"$F/save.wsl\"", "\"$F/up.wsl\"", "--allow . \"$F/save.wsl\"",
    "check \"$F/save.wsl\"",
    "\"$F/args.wsl\" x.json",
  ]) func whatNeedsItSaysThatItIsGone(words: String) throws {
    folder.write("s.wsl", "print \"hi\"\n")
    folder.write("save.wsl", "[1] | save x.json\n")
    folder.write("up.wsl", "let p = \"../s.wsl\"\nopen $p --as text\n")
    folder.write("args.wsl", "open($args[0])")
    let run = try run(words)
    #expect([1, 2].contains(run.status) && !run.isLate && !run.wasKilled, "\(run)")
    #expect(run.errors.contains(Self.word) && run.errorCount == 1, "\(run.errors)")
    #expect(!folder.names.contains("x.json"))
  }

  @Test func theAuthorReachesWhatTheSystemReaches() throws {
    let run = try run("-c '[1] | save ../x.json; open ../x.json'")
    #expect(run.status == 0 && run.output == "1\n", "\(run)")
    #expect(folder.read("x.json") == "[\n1\n]\n")
  }

  @Test(arguments: ["a/", "./", "../", "a/../"]) func aPathThatIsTooLongIsNoFile(part: String) throws {
    folder.write("s.wsl", "let p = \"\(String(repeating: part, count: 100_000))x.json\"\nopen $p --or []")
    for words in [["s.wsl"], ["-c", "open \"\(String(repeating: part, count: 20_000))x.json\" --or []"]] {
      let run = try wessaal(words, folder: folder.path)
      #expect([1, 2].contains(run.status) && !run.wasKilled && !run.isLate, "\(run.errors.prefix(200))")
      #expect(run.errors.contains("a path must have fewer than 4096 bytes"), "\(run.errors.prefix(200))")
    }
  }

  @Test func aFolderWhoseNameIsNotUTF8IsAFolder() throws {
    let run = try shell(
      """
      d=$(printf 'caf\\351'); mkdir "$d"; cd "$d"; echo '[1] | save a.json
      open a.json' > s.wsl; ln -s a.json b.json
      "$W" s.wsl && "$W" -c '[2] | save b.json; open a.json' && ls && "$W" check s.wsl
      """, folder: folder.path)
    #expect(run.status == 0, "\(run)")
    #expect(
      run.output == "1\n2\na.json\nb.json\ns.wsl\ns.wsl\n  reads   a.json\n  writes  a.json\n",
      "\(run.output)")
  }
}
