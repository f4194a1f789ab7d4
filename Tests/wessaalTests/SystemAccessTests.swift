import Glibc
import Testing

/// `/proc`, `/sys`, `/dev` and the shell's own files, which a script must not touch by any name (Program.md,
/// "What a script may touch").
@Suite struct SystemAccessTests {
  private let folder = Folder()

  /// Runs a script with the root as its working folder, so that all files lie inside.
  private func run(
    _ script: String, _ options: [String] = [], _ arguments: [String] = [], input: String = "",
    from place: String = "/", environment: [String: String] = [:]
  ) throws -> Outcome {
    let path = folder.write("s.wsl", script)
    return try wessaal(
      options + [path] + arguments, base: "http://127.0.0.1:1", environment: environment, input: input,
      folder: place)
  }

  private var place: String { String(folder.path.dropFirst()) }

  /// A script whose run alone shows what it reads.
  private func reading(_ path: String) -> String {
    "def name() { \"\(path)\" }\nlet p = name()\nopen $p --as text | print"
  }

  @Test(arguments: [
    "proc/self/environ", "/proc/self/environ", "//proc//self/environ", "/./proc/self/environ",
    "/proc/self/root/proc/self/environ", "/proc/self/cwd/../../../proc/self/environ",
    "/proc/thread-self/environ",
    "/proc/self/task/../environ", "/proc/1/environ", "/proc/self/fd/99", "/proc/self/fd/x", "/dev/zero",
    "/dev/tty", "/dev/urandom", "/dev/fd/../environ", "/sys/kernel/notes", "/etc/mtab", "LINK",
    "FOLDER/environ",
    "AGAIN",
  ]) func whatIsOfTheSystemIsClosed(_ name: String) throws {
    symlink("/proc/self/environ", folder.path + "/link")
    symlink("/proc/self", folder.path + "/folder")
    symlink("link", folder.path + "/again")
    let name = name.replacing("LINK", with: place + "/link").replacing("FOLDER", with: place + "/folder")
      .replacing("AGAIN", with: place + "/again")
    for (options, from) in [([], "/"), (["--allow", "/"], folder.path), (["--allow", "/proc"], "/")] {
      let name = name.hasPrefix("/") ? name : from == "/" ? name : "/" + name
      let early = try run(
        "open \"\(name)\" --as text | print\nuse \"/\(name)\"\n[1] | save \"\(name)\" --as ndjson", options,
        from: from)
      #expect(early.status == 2 && early.output == "", "\(early)")
      for line in 1...3 {
        let told = early.errors.split(separator: "\n").first { $0.contains("s.wsl:\(line):") }
        #expect(told?.contains("a script must leave /proc, /sys and /dev alone") == true, "\(line): \(early)")
      }
      #expect(!early.errors.contains("--allow"), "\(early)")
      let late = try run(reading(name), options, from: from)
      #expect(late.status != 0 && !late.output.contains("WESSAAL_API_KEY"), "\(late)")
      #expect(late.errors.contains("a script must leave /proc, /sys and /dev alone"), "\(late)")
    }
  }

  private static let canMount =
    (try? shell("unshare -m mount -t proc none /proc"))?.status == 0

  @Test(.enabled(if: canMount, "/proc cannot be mounted here")) func noOtherMountOfItIsOpen() throws {
    folder.makeFolder("p")
    folder.write("s.wsl", "open p/self/environ --as text | print")
    let run = try shell(
      "unshare -m sh -c 'mount -t proc none p && exec $W --sandbox s.wsl'", folder: folder.path)
    #expect(run.errors.contains("a script must leave /proc, /sys and /dev alone"), "\(run)")
  }

  @Test func theCheckShowsNothingOfThemEither() throws {
    let run = try run("open \"proc/self/environ\" --as csv | select nothing", ["check"])
    #expect(run.status == 2 && !run.errors.contains("WESSAAL"), "\(run)")
  }

  @Test func whatTheUserNamesIsOpen() throws {
    let script = "param f: path = \"/proc/self/environ\"\nopen $f --as text | count"
    #expect(try run(script).output == "")
    #expect(try run(script, [], ["--f", "/proc/self/cmdline"]).output == "1\n")
    #expect(try run("open $args[0] --as text | count", [], ["/proc/self/cmdline"]).output == "1\n")
    #expect(try run("open \"/proc/self/cmdline\" --as text | count", [], ["--", "/proc"]).status == 2)
  }

  @Test(arguments: ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0", "//dev/./stdin", "LINK"])
  func theStandardStreamsAreOpen(_ name: String) throws {
    symlink("/dev/stdin", folder.path + "/link")
    let name = name.replacing("LINK", with: folder.path + "/link")
    for from in ["/", "/tmp"] {
      let run = try run("open \"\(name)\" --as ndjson | sum", input: "1\n2\n", from: from)
      #expect(run.output == "3\n", "\(run)")
    }
  }

  @Test func soAreTheDescriptorsThatItWasGiven() throws {
    folder.write("s.wsl", "open \"/dev/fd/7\" --as ndjson | save \"/dev/fd/8\" --as ndjson")
    folder.makeFolder("sub")
    folder.write("in", "1\n2\n")
    let run = try shell(
      "cd sub && \"$W\" --sandbox ../s.wsl 7<../in 8>../out", folder: folder.path)
    #expect(run.status == 0 && folder.read("out") == "1\n2\n", "\(run)")
  }

  @Test func nothingIsReadOfAndWrittenToNull() throws {
    let run = try run(
      "[1] | save \"/dev/null\" --as json\nopen \"/dev/null\" --as ndjson | count", from: "/tmp")
    #expect(run.output == "0\n", "\(run)")
  }

  /// Files in memory are ordinary files where their folder is allowed.
  @Test(.enabled(if: access("/dev/shm", W_OK) == 0, "there is no /dev/shm to write to"))
  func aFolderInMemoryCanBeWorkedIn() throws {
    var template = Array("/dev/shm/wessaal-test-XXXXXX".utf8CString)
    let shared = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer {
      unlink(shared + "/a.json")
      rmdir(shared)
    }
    #expect(try run("[1] | save a.json\nopen a.json", from: shared).output == "1\n")
    #expect(try run("open \"\(shared)/a.json\"", ["--allow", shared]).output == "1\n")
    #expect(try run("open \"\(shared)/a.json\"", ["--allow", "/"]).status == 2)
  }

  // MARK: The shell's own

  @Test(arguments: [
    "home/.config/wessaal/config.toml", "home/.config/wessaal/rc.wsl", "home/./.config//wessaal/new.json",
    "home/.local/state/wessaal/history", "home/.local/state/wessaal/ledger/a.jsonl",
    "home/.local/state/wessaal/keep/new.json", "soft/wessaal/config.toml", "hard.toml", "hard.jsonl",
    "j.jsonl", "named.toml", "linked.toml",
  ]) func itsFilesAreClosedUnderAnyName(_ name: String) throws {
    for path in ["home", "home/.config", "home/.config/wessaal", "home/.local", "home/.local/state"] {
      folder.makeFolder(path)
    }
    folder.makeFolder("home/.local/state/wessaal")
    folder.makeFolder("home/.local/state/wessaal/ledger")
    folder.write("home/.config/wessaal/config.toml", "")
    folder.write("home/.local/state/wessaal/ledger/a.jsonl", "")
    folder.write("named.toml", "")
    symlink("home/.config", folder.path + "/soft")
    symlink("named.toml", folder.path + "/linked.toml")
    link(folder.path + "/home/.config/wessaal/config.toml", folder.path + "/hard.toml")
    link(folder.path + "/home/.local/state/wessaal/ledger/a.jsonl", folder.path + "/hard.jsonl")
    let variables = ["HOME": folder.path + "/home", "WESSAAL_CONFIG": folder.path + "/named.toml"]
    for options in [[], ["--allow", folder.path + "/home"], ["--allow", "/"]] {
      let run = try run(
        "open \"\(name)\" --as text\n[1] | save \"\(name)\" --as ndjson", options + ["--journal", "j.jsonl"],
        from: folder.path, environment: variables)
      #expect(run.status == 2, "\(run)")
      for line in 1...2 {
        let told = run.errors.split(separator: "\n").first { $0.contains("s.wsl:\(line):") }
        #expect(told?.contains("a script must leave the shell's own files alone") == true, "\(line): \(run)")
      }
    }
  }

  @Test func soAreThoseAtHomeWhereTheRunHasItsOwnElsewhere() throws {
    for path in ["home", "home/.config", "home/.config/wessaal"] { folder.makeFolder(path) }
    folder.write("home/.config/wessaal/config.toml", "")
    let variables = ["HOME": folder.path + "/home", "XDG_CONFIG_HOME": folder.path + "/elsewhere"]
    let run = try run(
      "open home/.config/wessaal/config.toml --as text", from: folder.path, environment: variables)
    #expect(run.errors.contains("a script must leave the shell's own files alone"), "\(run)")
  }

  @Test(arguments: ["st", "st.journal"]) func soIsTheStateOfTheSandboxAndItsJournal(_ name: String) throws {
    folder.write("s.wsl", "open \"\(name)\" --as text")
    let run = try wessaal(["--sandbox", "--state", "st", "s.wsl"], folder: folder.path)
    #expect(run.status == 2 && run.errors.contains("the shell's own files alone"), "\(run)")
  }
}
