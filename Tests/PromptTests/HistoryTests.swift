import Glibc
import Scripts
import SystemCalls
import Testing

@testable import InputHistory

/// A folder that is removed after the test.
private final class Folder {
  let path: String

  init() {
    var template = Array("/tmp/prompt-tests-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
  }

  deinit {
    for file in ["/state/wessaal/history", "/state/wessaal/history.new"] { unlink(path + file) }
    for folder in ["/state/wessaal", "/state", ""] { rmdir(path + folder) }
  }

  var history: String { path + "/state/wessaal/history" }

  func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(self.path + path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  func write(_ text: String) {
    _ = History(path: history).add("first")
    let descriptor = open(history, O_WRONLY | O_TRUNC)
    try? Descriptor(descriptor).writeAll(Array(text.utf8))
    close(descriptor)
  }

  var lineCount: Int {
    (try? HistoryFile(path: history, limit: 100_000).load().count) ?? -1
  }
}

@Suite struct HistoryTests {
  /// Whatever was asked for before: keys are typed and taken back, and inputs come.
  @Test func theNewestThatBeginsSoIsFoundInAnyOrder() {
    let history = History(path: nil)
    var account = "sandbox"
    history.stamp = { (0, account) }
    func run(_ text: String, _ outcome: String = PastInput.Result.ok) {
      history.add(text)
      history.note(text, PastInput.Result(outcome: outcome, duration: 0, calls: 0, credits: 0))
    }
    #expect(history.newest(beginning: "co") == nil)
    run("contacts list")
    run("contacts get 12")
    run("contacts get 13", "missing")
    for _ in 0..<2 {
      #expect(history.newest(beginning: "contacts ") == "contacts get 12")
      #expect(history.newest(beginning: "contacts l") == "contacts list")
      #expect(history.newest(beginning: "contacts li") == "contacts list")
      #expect(history.newest(beginning: "contacts lix") == nil)
      #expect(history.newest(beginning: "contacts lixy") == nil)
      #expect(history.newest(beginning: "contacts li") == "contacts list")
      #expect(history.newest(beginning: "contacts list") == nil)
      #expect(history.newest(beginning: "c") == "contacts get 12")
    }
    run("contacts lixyz")
    #expect(history.newest(beginning: "contacts lixy") == "contacts lixyz")
    account = "shop"
    #expect(history.newest(beginning: "contacts lixy") == nil)
  }

  @Test func inputsComeBackInTheNextSession() {
    let folder = Folder()
    let inputs = ["ping", "each {\n  \"q\" \\ مرحبا 👍🏽\t\u{7F}\n}", "me"]
    let history = History(path: folder.history)
    for input in inputs { history.add(input) }
    #expect(History(path: folder.history).texts == inputs)
  }

  @Test func onlyTheUserCanReadIt() {
    let folder = Folder()
    History(path: folder.history).add("ping")
    #expect(folder.mode("/state/wessaal/history") == 0o600)
    #expect(folder.mode("/state/wessaal") == 0o700)
    chmod(folder.history, 0o644)
    History(path: folder.history).add("me")
    #expect(folder.mode("/state/wessaal/history") == 0o600)
  }

  @Test func blankSecretAndRepeatedInputsAreNotKept() {
    let history = History(path: nil, isSecret: { $0.contains("wsl_live_") })
    for input in ["", "  ", "\n", " ping", "me ", "me", "login wsl_live_abc", "me\n", "ping", "me"] {
      history.add(input)
    }
    #expect(history.texts == ["me", "ping", "me"])
  }

  @Test func aKeyThatWasKeptOnceIsTakenOut() {
    let folder = Folder()
    folder.write("\"ping\"\n\"print sk_prod_0123456789\"\n{\"failed\":\"x\\nsk_prod_0123456789\"}\n\"me\"\n")
    #expect(History(path: folder.history).texts == ["ping", "me"])
    #expect(folder.lineCount == 2)
  }

  @Test func aFilesWorthOfTextIsNotKept() {
    let history = History(path: nil)
    #expect(nil == history.add(String(repeating: "x", count: History.entryLimit + 1)))
  }

  @Test func severalShellsAddToOneFile() async {
    let folder = Folder()
    let path = folder.history
    await withTaskGroup(of: Void.self) { group in
      for shell in 0..<4 {
        group.addTask {
          let history = History(path: path)
          for number in 0..<50 {
            history.add("shell \(shell) input \(number) " + String(repeating: "x", count: 5000))
          }
        }
      }
    }
    let entries = History(path: folder.history).texts
    #expect(entries.count == 200)
    for shell in 0..<4 {
      let own = entries.filter { $0.hasPrefix("shell \(shell) ") }.map {
        $0.split(separator: " ").dropFirst(3).first
      }
      #expect(own == (0..<50).map { "\($0)" })
    }
  }

  @Test func onlyTheNewestAreKept() {
    let folder = Folder()
    folder.write((0..<200).map { "\"input \($0)\"\n" }.joined())
    let history = History(path: folder.history, limit: 100)
    #expect(history.texts == (100..<200).map { "input \($0)" })
    #expect(folder.lineCount == 100)
    history.add("newer")
    #expect(history.texts.count == 100)
    #expect(History(path: folder.history, limit: 100).texts.last == "newer")
  }

  @Test func linesThatAreNoEntriesArePassedOver() {
    let folder = Folder()
    folder.write("\"ping\"\nnot json\n{}\n\n\"me\n\"me\"")
    #expect(History(path: folder.history).texts == ["ping", "me"])
  }

  @Test func aHistoryThatCannotBeWrittenWarnsOnce() {
    var warnings: [HistoryError] = []
    let history = History(path: "/proc/no/history", warn: { warnings.append($0) })
    history.add("ping")
    history.add("me")
    #expect(warnings == [.unwritable(path: "/proc/no/history", .noSuchFile)])
    #expect(history.texts == ["ping", "me"])
    #expect(
      warnings.first?.description
        == "the history in /proc/no/history must be writable, but No such file or directory; "
        + "input is remembered only in this session")
  }

  @Test func aHistoryThatCannotBeReadWarns() {
    var warnings: [HistoryError] = []
    _ = History(path: "/tmp", warn: { warnings.append($0) })
    #expect(warnings == [.unreadable(path: "/tmp", .isFolder)])
  }
}
