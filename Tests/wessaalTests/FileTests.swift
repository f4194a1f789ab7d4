import Glibc
import TestSupport
import Testing

/// Files and standard streams with faults.
@Suite struct FileTests {
  @Test(arguments: [
    ("name,phone\na,1\n", "csv says that it is CSV"), ("name\tphone\r\n", "tsv says that it is TSV"),
    ("Hello all\n", "text says that it is text"),
  ]) func standardInputThatIsNotJSONIsShownItsFormat(input: String, hint: String) throws {
    let run = try wessaal(["-c", "open - | count"], input: input)
    expect(run, status: 1, says: "standard input must be JSON, but begins with '", "hint: --as " + hint)
    let named = try wessaal(["-c", "open - --as \(hint.prefix { $0 != " " }) | ignore"], input: input)
    #expect(named.status == 0, "\(named)")
  }

  @Test func twoSaysThatNothingRan() throws {
    let code = "ping | ignore; contacts delete 11"
    let run = try wessaal(["--sandbox", "-c", code])
    expect(run, status: 1, says: "must be confirmed")
    expect(try wessaal(["--sandbox", "-c", "contacts delete 11"]), status: 2, says: "must be confirmed")
  }

  @Test(arguments: ["none.json", "none", "none/none.csv"]) func aMissingFile(_ name: String) throws {
    expect(
      try wessaal(["-c", "open \(name)"]), status: 1,
      says: "\(name) must be opened, but there is no such file")
  }

  @Test(arguments: ["open /tmp", "open /tmp --as json", "[1] | save /tmp --as json"])
  func aFolderWhereAFileShouldBe(_ code: String) throws {
    expect(try wessaal(["-c", code]), status: 1, says: "/tmp must be a file, but is a folder")
  }

  @Test(arguments: ["txt", "json", "ndjson", "csv", "tsv"]) func aFileThatIsNotUTF8(_ ending: String) throws {
    let folder = Folder()
    let bad: [UInt8] = Array(ending == "json" ? "[\n\"".utf8 : "\"a\"\n\"".utf8) + [0xFF] + Array("\"\n".utf8)
    folder.write("f.\(ending)", bytes: bad)
    let run = try wessaal(["-c", "open f.\(ending) | ignore"], folder: folder.path)
    expect(run, status: 1, says: "f.\(ending): line 2", "UTF-8")
  }

  @Test(arguments: ["{\"a\": 1}", "\"text\"", "5", "null", "[1, 2]"])
  func aFileOfAnyValueCanBeIgnored(_ json: String) throws {
    let folder = Folder()
    folder.write("f.json", json)
    let run = try wessaal(["-c", "open f.json | ignore; print done"], folder: folder.path)
    #expect(run.status == 0 && run.output == "done\n", "\(run.errors)")
  }

  @Test func aNameThatSaysNothingOfWhatItHolds() throws {
    expect(try wessaal(["-c", "[1] | save /tmp/thing"]), status: 2, says: "must end in .json", "--as json")
  }

  @Test func aScriptThatIsMissingOrAFolderOrNotUTF8() throws {
    let folder = Folder()
    folder.write("bad.wsl", bytes: Array("print 1\nprint \"".utf8) + [0xC3, 0x28] + Array("\"".utf8))
    expect(try wessaal(["none.wsl"]), status: 2, says: "none.wsl must be opened, but there is no such file")
    expect(try wessaal(["/tmp"]), status: 2, says: "/tmp must be a file, but is a folder")
    expect(
      try wessaal(["bad.wsl"], folder: folder.path), status: 2, says: "bad.wsl:2:8", "valid UTF-8", "0xC3")
    expect(try wessaal(["check", "none.wsl"]), status: 2, says: "there is no such file")
  }

  @Test func aFileWithANameLikeItIsNamed() throws {
    let folder = Folder()
    mkdir("\(folder.path)/data", 0o755)
    for name in ["campaign.wsl", "data/customers.csv", "data/orders.csv"] { folder.write(name, "print 1\n") }
    for words in [["campain.wsl"], ["check", "campain.wsl"]] {
      expect(
        try wessaal(words, folder: folder.path), status: 2,
        says: "there is no such file", "hint: did you mean campaign.wsl?")
    }
    expect(
      try wessaal(["-c", "open data/custmers.csv"], folder: folder.path), status: 1,
      says: "hint: did you mean data/customers.csv?")
    let far = try wessaal(["-c", "open data/none.json"], folder: folder.path)
    #expect(far.status == 1 && !far.errors.contains("did you mean"), "\(far)")
  }

  @Test func theReaderOfThePipeIsGone() throws {
    let run = try shell("($W -c '1..1000000 | each { print @ }'; echo status $? >&2) | head -1")
    #expect(run.output == "1\n")
    #expect(run.errors == "status 1\n")
  }

  @Test func standardOutputIsFull() throws {
    expect(try shell("$W -c '1..10' > /dev/full"), status: 1, says: "standard output", "No space left")
    expect(try shell("$W -c '1..100000' > /dev/full"), status: 1, says: "standard output", "No space left")
  }

  @Test func noStandardOutput() throws {
    expect(try shell("$W -c '1..10' >&-"), status: 1, says: "standard output")
  }

  @Test func aDeviceThatIsFull() throws {
    expect(try wessaal(["-c", "[1] | save /dev/full --as json"]), status: 1, says: "the disk is full")
  }

  private static let inNamespace = "unshare -m sh -c 'mount -t tmpfs -o size=64k none /mnt && cd /mnt &&"

  static let canMount = (try? shell(inNamespace + " true'"))?.status == 0

  @Test(
    .enabled(if: canMount, "a small file system can be mounted by root only"),
    arguments: ["", "--append --as ndjson"])
  func aDiskThatIsFullLeavesTheOldFile(_ flag: String) throws {
    let run = try shell(
      Self.inNamespace + #"""
         echo "[\"old\"]" > out.json; $W -c "1..100000 | save out.json \#(flag)"; echo $?; ls -A; cat out.json'
        """#)
    #expect(run.output == "1\nout.json\n[\"old\"]\n")
    #expect(run.errors.contains("out.json must be written, but the disk is full"))
    #expect(run.errorCount == 1)
  }

  @Test(arguments: ["", "--append --as ndjson"]) func aFileAtItsLimitLeavesTheOldOne(_ flag: String) throws {
    let folder = Folder()
    folder.write("out.json", "[\"old\"]\n")
    let run = try shell("ulimit -f 1; exec $W -c '1..100000 | save out.json \(flag)'", folder: folder.path)
    expect(
      run, status: 1, says: "out.json must be written, but is longer than a file may be here", "ulimit -f")
    #expect(folder.names == ["out.json"])
    #expect(folder.read("out.json") == "[\"old\"]\n")
  }

  @Test func aFailureInTheMiddleLeavesTheOldFile() throws {
    let folder = Folder()
    folder.write("out.json", "[\"old\"]\n")
    let run = try wessaal(["-c", "1..100 | each { 10 / (50 - @) } | save out.json"], folder: folder.path)
    expect(run, status: 1, says: "must not be 0")
    #expect(folder.names == ["out.json"])
    #expect(folder.read("out.json") == "[\"old\"]\n")
  }

  @Test func whatAKilledRunLeftIsClearedByTheNextSave() throws {
    let folder = Folder()
    folder.write(".wessaal-notes.tmp", "mine")
    func start() throws -> Child {
      let child = try wessaalTests.start(
        ["-c", "1..1000000000 | each { @ } | save out.json"], folder: folder.path)
      #expect(child.run { _ in folder.names.contains { $0.hasSuffix(".tmp") && $0 != ".wessaal-notes.tmp" } })
      return child
    }
    for name in ["out.json", "other.json"] {
      let killed = try start()
      killed.send(signal: SIGKILL)
      #expect(killed.finish(within: 20).wasKilled)
      #expect(folder.names.count > 1)
      try #expect(wessaal(["-c", "1 | save \(name)"], folder: folder.path).status == 0)
      #expect(folder.names.filter { !$0.hasSuffix(".json") } == [".wessaal-notes.tmp"], "\(folder.names)")
    }
    // A file that another run is writing stays.
    let living = try start()
    let before = folder.names
    try #expect(wessaal(["-c", "1 | save out.json"], folder: folder.path).status == 0)
    #expect(folder.names == before)
    living.send(signal: SIGTERM)
    _ = living.finish(within: 20)
    #expect(folder.names.filter { !$0.hasSuffix(".json") } == [".wessaal-notes.tmp"], "\(folder.names)")
  }

  @Test func manyFilesOfOneFolderAreWrittenAtOnce() throws {
    let folder = Folder()
    let code = "1..40 | each --parallel 40 { let n = @; 1..3 | each { sleep 20ms; @ } | save \"f${n}.json\" }"
    let runs = try (0..<2).map { _ in try start(["-c", code], folder: folder.path) }
    for run in runs { #expect(run.finish(within: 20).status == 0) }
    #expect(folder.names.count == 40, "\(folder.names)")
    #expect(folder.read("f40.json") == "[\n1,\n2,\n3\n]\n")
  }

  @Test func aFolderThatIsNotThereOrNotWritable() throws {
    expect(
      try wessaal(["-c", "1 | save /tmp/none/x.json"]), status: 1, says: "its folder is not there", "mkdir")
    expect(
      try wessaal(["-c", "1 | save /proc/version.json"]), status: 1,
      says: "/proc/version.json must be written")
  }

  @Test func aFileKeepsItsMode() throws {
    let folder = Folder()
    folder.write("out.json", bytes: [], mode: 0o600)
    try #expect(wessaal(["-c", "1 | save out.json"], folder: folder.path).status == 0)
    var status = stat()
    stat("\(folder.path)/out.json", &status)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(folder.read("out.json") == "1\n")
  }

  @Test func dryRunWritesNoFile() throws {
    let folder = Folder()
    let run = try wessaal(["--dry-run", "-c", "1 | save out.json"], folder: folder.path)
    #expect(run.status == 0 && folder.names == [])
    #expect(run.errors == "dry run, not written: out.json\n")
  }

  @Test func aNamedPipeIsReadOnce() throws {
    let folder = Folder()
    let pipe = "\(folder.path)/p.ndjson"
    mkfifo(pipe, 0o600)
    startThread {
      let end = open(pipe, O_WRONLY | O_CLOEXEC)
      _ = write(end, "1\n2\n", 4)
      close(end)
    }
    let run = try wessaal(["-c", "open p.ndjson | count"], folder: folder.path)
    #expect(run.status == 0 && run.output == "2\n", "\(run.errors)")
  }

  @Test func aNameWithANulIsNoName() throws {
    let folder = Folder()
    for code in ["1 | save \"a\\u0000b.json\"", "open \"a\\u0000b.json\""] {
      let run = try wessaal(["-c", code], folder: folder.path)
      #expect(run.status != 0 && run.errors.contains("must hold no"), "\(run.errors)")
    }
    #expect(folder.names == [])
  }

  @Test func aScriptIsNoHeapOfData() throws {
    let folder = Folder()
    truncate(folder.write("big.wsl", ""), 65 << 20)
    for call in [["big.wsl"], ["check", "big.wsl"]] {
      let run = try wessaal(call, folder: folder.path)
      #expect(run.status != 0 && run.errors.contains("at most 64 MB"), "\(run.errors)")
    }
  }
}
