import Glibc
import Testing

/// SIGINT and SIGTERM end a run soon, wherever it is.
@Suite struct InterruptionTests {
  private static let silent = RecordingServer { _, _ in .hang }

  @Test(
    arguments: [
      "sleep 30s", "while true { }", "me", "for i in 1..1000000000 { }", "1..1000000000 | where @ < 0",
      "open -",
      "try { sleep 30s } catch e { print caught }", "open - --as json",
    ], [SIGINT, SIGTERM]) func aSignalEndsTheRun(_ code: String, _ signal: Int32) throws
  {
    let child = try start(["-c", "print --error ready; \(code)"], base: Self.silent.url, input: nil)
    #expect(child.run { $0.errorText.contains("ready\n") }, "\(child.errorText)")
    usleep(30_000)
    let sent = monotonicSeconds()
    child.send(signal: signal)
    let run = child.finish(within: 5)
    #expect(run.status == 128 + signal, "\(run.errors)")
    #expect(monotonicSeconds() - sent < 1)
    #expect(run.output == "")
    #expect(run.errors.split(separator: "\n").count <= 5, "\(run.errors)")
  }

  @Test(arguments: [SIGINT, SIGTERM]) func aWaitIsEndedToo(_ signal: Int32) throws {
    let sandbox = try SandboxProcess.shared.get()
    let child = try start(
      ["-c", "print --error ready; messages send instance=124 recipient=+966500000001 content=Hi --wait"],
      base: sandbox.url, environment: ["WESSAAL_API_KEY": sandbox.key])
    #expect(child.run { $0.errorText.contains("ready\n") })
    usleep(300_000)
    child.send(signal: signal)
    let run = child.finish(within: 5)
    #expect(run.status == 128 + signal, "\(run.errors)")
    #expect(run.seconds < 2)
  }

  /// The send under way ends, and nothing after it begins.
  @Test func theLastSendIsToldOfAndNothingFollows() throws {
    let folder = Folder()
    let send = "messages send instance=my-instance recipient=+966501234567 content=Hi | ignore"
    for (code, output) in [
      (send, ""), ("once w { \(send) }\nprint after", ""), ("\(send)\n\"x\" | save st.txt", ""),
      ("print before\nonce v { \(send) }", "before\n"),
    ] {
      folder.write("s.wsl", code)
      let run = try shell(
        "\"$W\" --sandbox --latency 600ms s.wsl & sleep 0.3; kill -TERM $!; wait $!; echo $?; ls -A",
        folder: folder.path)
      #expect(run.output == "\(output)143\ns.wsl\n", "\(run)")
      #expect(run.errors.contains("stopped after 1 call, 1 credit used"), "\(run)")
    }
  }

  @Test func whatWasShownBeforeIsThere() throws {
    let child = try start(["-c", "1; 2; sleep 30s; 3"])
    #expect(child.run { $0.outputText == "1\n2\n" })
    child.send(signal: SIGINT)
    let run = child.finish(within: 5)
    #expect(run.status == 130)
    #expect(run.output == "1\n2\n")
  }

  @Test func aFileThatIsBeingWrittenIsNotLeftBehind() throws {
    let folder = Folder()
    folder.write("out.json", "[\"old\"]\n")
    let child = try start(
      ["-c", "print --error ready; 1..1000000000 | each { @ } | save out.json"], folder: folder.path)
    #expect(child.run { $0.errorText.contains("ready\n") })
    usleep(100_000)
    child.send(signal: SIGTERM)
    #expect(child.finish(within: 5).status == 143)
    #expect(folder.names == ["out.json"])
    #expect(folder.read("out.json") == "[\"old\"]\n")
  }
}
