import Glibc
import Testing

/// The program's own files. A pipe in the place of one is reported, and nobody waits for its other end.
@Suite struct OwnFileTests {
  private let folder = Folder()
  private let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  private func home() -> [String: String] {
    [
      "HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state",
      "XDG_CONFIG_HOME": folder.path + "/config",
    ]
  }

  private func makePipe(_ path: String) {
    var place = folder.path
    for name in path.split(separator: "/").dropLast() {
      place += "/" + name
      mkdir(place, 0o700)
    }
    #expect(mkfifo("\(folder.path)/\(path)", 0o600) == 0)
  }

  @Test func aPipeIsNoConfiguration() throws {
    makePipe("config/wessaal/config.toml")
    let server = RecordingServer(json: #"{"success":true}"#)
    let run = try wessaal(["ping"], base: server.url, environment: home())
    #expect(run.status != 0 && !run.isLate && run.errors.contains("is a pipe or a device"), "\(run)")
    // A pipe that the program was started with has another end, and may be used.
    folder.write("given.toml", "read_only = true\n")
    let given = try shell(
      "cat given.toml | WESSAAL_CONFIG=/dev/fd/0 \"$W\" contacts delete 11 --yes", base: server.url,
      environment: home(), folder: folder.path)
    #expect(given.errors.contains("a read-only session only reads") && server.seen.isEmpty, "\(given)")
  }

  @Test func aPipeIsNoLedger() throws {
    let server = RecordingServer { .confirmed($0, $1) }
    makePipe("j")
    for words in [["-c", "once k { \(send) }"], ["journal"], ["doctor"], ["journal", "copy", "-", "there"]] {
      let run = try wessaal(
        ["--journal", "\(folder.path)/j"] + words, base: server.url, environment: home(), folder: folder.path)
      #expect(!run.isLate && (run.status != 0 || words == ["doctor"]), "\(words): \(run)")
    }
    #expect(server.seen.allSatisfy { $0.method == "GET" })
    // Notes of messages without a key go to another file, or nowhere.
    makePipe("state/wessaal/ledger/http_localhost_\(server.port).sent.jsonl")
    let free = try wessaal(["-c", send], base: server.url, environment: home())
    #expect(!free.isLate && free.status == 0, "\(free)")
  }

  @Test func aPipeIsNoValueThatWasKept() throws {
    let script = folder.write("kept.wsl", "keep n = 0\n$n += 1\nprint $n\n")
    let server = RecordingServer(json: #"{"success":true}"#)
    #expect(try wessaal([script], base: server.url, environment: home()).output == "1\n")
    for part in ["keep", "lock"] {
      let place = "\(folder.path)/state/wessaal/\(part)"
      for name in Folder.names(in: place) {
        unlink("\(place)/\(name)")
        #expect(mkfifo("\(place)/\(name)", 0o600) == 0)
      }
      let run = try wessaal([script], base: server.url, environment: home())
      #expect(!run.isLate && run.status != 0 && run.errors.contains("is a pipe or a device"), "\(run)")
      for name in Folder.names(in: place) { unlink("\(place)/\(name)") }
    }
  }

  @Test func aPipeIsNoStateOfASandbox() throws {
    makePipe("s")
    let run = try wessaal(["--sandbox", "--state", "\(folder.path)/s", "ping"], environment: home())
    #expect(!run.isLate && run.status != 0 && run.errors.contains("pipe or a device"), "\(run)")
  }

  @Test func aLedgerOfAProfileIsTheSameInEachFolder() throws {
    let server = RecordingServer(json: #"{"success":true}"#)
    for (place, fits) in [
      ("j", false), ("./j", false), ("file://j", false), ("http://h:2379", false), ("ETCD://h", false),
      ("", false),
      ("\(folder.path)/j", true),
    ] {
      folder.makeFolder("config")
      folder.makeFolder("config/wessaal")
      folder.write("config/wessaal/config.toml", "journal = \"\(place)\"\n")
      let run = try wessaal(["ping"], base: server.url, environment: home())
      #expect((run.status == 0) == fits, "\(place): \(run)")
      if !fits { #expect(run.errors.contains("must be a whole path, or an address of etcd"), "\(run)") }
      #expect(
        run.errors.contains("an address is written \"etcd://HOST:2379/PREFIX\"") == place.contains(":/"))
    }
  }
}
