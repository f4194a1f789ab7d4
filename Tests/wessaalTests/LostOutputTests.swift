import Glibc
import Testing

/// Output that could not be written: on a full disk, or because its reader has ended.
@Suite struct LostOutputTests {
  private let folder = Folder()

  @Test(arguments: [
    "-c 'print \"x\"; print --error \"z\"'", "-c 'print x; print --error z; exit 0'", "-c 'print x; exit'",
    "-c 'try { print x; print --error y; print z } catch e { }'",
    "-c 'try { 1..100000 | each { print @ } } catch e { }; print --error on'",
    "-c 'print x; try { fail no } catch e { print --error y }'",
    "-c '1..3 | each --keep-going { print @ } | ignore'",
    "-c 'every 1ms { print x; print --error y }'", "openapi", "man", "completions bash", "completions fish",
    "help", "--help",
    "--version", "check s.wsl", "check --help", "test t.wsl", "--sandbox rehearse s.wsl", "fmt - < untidy",
    "fmt --check untidy.wsl",
    "sandbox", "s.wsl", "s.wsl --help", "help messages send", "messages send --help",
    "--sandbox contacts list", "--sandbox --output csv contacts list",
    "--sandbox --output table contacts list",
    "--sandbox --output tsv contacts list", "--sandbox --output json me", "--sandbox doctor",
    "--sandbox -c 'contacts list | table'", "-c '{a: 1} | bar'", "--sandbox explain 402",
    "--sandbox --dry-run s.wsl",
    "--sandbox messages send --code curl instance=124 recipient=+966500000001 content=Hi",
  ]) func aFullDiskIsToldWithOne(words: String) throws {
    folder.write("s.wsl", "# Help.\nparam n = 1\nprint $n\n")
    folder.write("t.wsl", "test \"t\" { assert true }\n")
    folder.write("untidy", "let  x=1\n")
    folder.write("untidy.wsl", "let  x=1\n")
    let run = try shell("\"$W\" \(words) > /dev/full", folder: folder.path)
    #expect(run.status == 1 && !run.isLate, "\(run)")
    #expect(run.errorCount == 1, "\(run.errors)")
    #expect(
      run.errors.contains("error: standard output must take what is shown, but: No space left on device\n"),
      "\(run.errors)")
    #expect(!run.errors.contains("hint") && !run.errors.contains("failed("), "\(run.errors)")
  }

  /// A status other than success is kept, and the loss is reported besides.
  @Test(arguments: [
    ("-c 'print x; exit 3'", 3), ("-c '[1, 0] | each --keep-going { 1 / @ }; print x'", 10),
    ("-c 'print x; fail no'", 1),
  ]) func aFullDiskIsToldBesideAnotherStatus(words: String, status: Int32) throws {
    let run = try shell("\"$W\" \(words) > /dev/full", folder: folder.path)
    #expect(run.status == status && !run.isLate, "\(run)")
    let lost = "error: standard output must take what is shown, but: No space left on device\n"
    #expect(run.errors.split(separator: lost, omittingEmptySubsequences: false).count == 2, "\(run.errors)")
  }

  @Test func aReportIsMadeAllTheSame() throws {
    folder.write(
      "t.wsl",
      (1...400).map { "test \"\(String(repeating: "long ", count: 20))\($0)\" { assert true }\n" }.joined())
    let run = try shell("\"$W\" test --report junit r.xml t.wsl > /dev/full", folder: folder.path, within: 20)
    expect(run, status: 1, says: "No space left on device")
    #expect(folder.names.contains("r.xml"))
  }

  @Test func filesThatCannotBeWrittenAreNoFaultOfUsage() throws {
    folder.write("t.wsl", "test \"t\" { assert true }\n")
    let report = try wessaal(["test", "--report", "junit", "/dev/full", "t.wsl"], folder: folder.path)
    #expect(
      report.status == 1 && report.errors.contains("/dev/full must be written, but the disk is full"),
      "\(report)")
    let none = try wessaal(["test", "--report", "junit", "none/r.xml", "t.wsl"], folder: folder.path)
    #expect(none.status == 1 && none.errors.contains("its folder is not there"), "\(none)")
    for name in ["a.wsl", "b.wsl"] { folder.write(name, "let  x=1\n") }
    let layout = try shell("ulimit -f 0; exec \"$W\" fmt a.wsl b.wsl", folder: folder.path)
    #expect(layout.status == 1 && layout.errorCount == 2, "\(layout)")
    #expect(layout.errors.contains("b.wsl must be written, but is longer than a file may be"), "\(layout)")
  }

  @Test func aFullStandardErrorIsNoFault() throws {
    for words in ["-c 'print --error x; print y'", "--sandbox --trace -c 'ping | ignore; print y'"] {
      let run = try shell("\"$W\" \(words) 2> /dev/full")
      #expect(run.status == 0 && run.output == "y\n", "\(run)")
    }
  }

  // MARK: The reader has left

  @Test(arguments: [
    "--sandbox --messages 3000 messages list", "--sandbox --messages 3000 --output csv messages list",
    "--sandbox --messages 3000 -c 'for m in messages list { print $m.id }'",
    "--sandbox --messages 3000 -c 'messages list | each { print @.id; print --error seen }' 2> /dev/null",
    "-c '1..30000'", "-c '1..1000000 | each { print @ }'", "-c '1..3' ", "openapi", "man", "--version",
    "--help", "completions bash",
    "check s.wsl", "test t.wsl", "--sandbox rehearse r.wsl", "fmt - < s.wsl",
    "-c 'for n in 1..1000000 { try { print $n } catch e { } }'",
    "-c 'print 1; exit 0'",
  ]) func aReadIsQuiet(words: String) throws {
    folder.write("s.wsl", "print 1\n")
    folder.write("r.wsl", "for _ in 1..2 { }\n")
    folder.write("t.wsl", "test \"t\" { assert true }\n")
    // A reader that reads nothing has ended before anything is written.
    for (reader, before) in [("head -1", ""), ("exec 0<&-; echo > gone", "read -r _ < gone; ")] {
      let run = try shell(
        "mkfifo p gone; (\(reader)) < p & { \(before)\"$W\" \(words); } > p; s=$?; wait; rm p gone; exit $s",
        folder: folder.path, within: 20)
      #expect(!run.isLate && run.errors == "", "\(reader): \(run)")
      #expect(run.status == 1 || run.status == 0 && reader == "head -1", "\(reader): \(run)")
    }
  }

  @Test(arguments: [
    "for n in 1..20000 { print $n; print --error said; SEND }", "1..20000 | each { print @; SEND } | ignore",
    "for n in 1..20000 { SEND; print --error said; print $n }",
    "1..20000 | each --parallel 4 { SEND; print @ } | ignore",
  ]) func whatSendsSaysHowFarItCame(code: String) throws {
    let send = "messages send instance=my-instance recipient=+966501234567 content=Hi | ignore"
    let run = try shell(
      "\"$W\" --sandbox --credits 100000 --rate 1000000/h --yes -c '\(code.replacing("SEND", with: send))' | head -1",
      folder: folder.path)
    #expect(run.errorCount == 1 && !run.isLate, "\(run.errors)")
    #expect(
      run.errors.contains(
        "error: standard output must be open, but its reader closed it: the run was stopped"), "\(run.errors)"
    )
    #expect(run.errors.contains("stopped after "), "\(run.errors)")
    let count = run.errors.split(separator: "\n").last.flatMap { $0.split(separator: " ").dropFirst(2).first }
      .flatMap { Int($0) }
    #expect(count.map { $0 < 1000 } == true, "\(run.errors)")
  }

  @Test func aReaderThatDoesNotReadKeepsNobodyFromStopping() throws {
    let pipe = folder.path + "/p"
    mkfifo(pipe, 0o600)
    // It is opened without waiting for the other end, before anybody writes.
    let reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    let child = try Child(
      "/bin/sh", ["-c", "exec \(Binary.path) -c 'while true { print 1 }' > p"],
      environment: ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin"], folder: folder.path, input: nil)
    let room = fcntl(reader, 1032)  // F_GETPIPE_SZ, which glibc declares for GNU programs only
    // The pipe counts as full where less than a page is free.
    #expect(
      child.run { _ in
        var held: Int32 = 0
        return ioctl(reader, UInt(FIONREAD), &held) == 0 && held > room - 4096
      })
    child.send(signal: SIGTERM)
    #expect(child.run { $0.errorText.contains("interrupted") }, "\(child.errorText)")
    close(reader)
    #expect(child.finish(within: 20).status == 143)
  }
}
