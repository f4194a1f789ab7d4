import Testing

/// Answers to a write that are neither a clear success nor a clear refusal.
@Suite struct UncertainAnswerTests {
  private let folder = Folder()
  private static let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  private func server(_ body: String, status: Int) -> RecordingServer {
    RecordingServer { seen, _ in
      seen.method == "GET"
        ? .json(#"{"success":true,"data":{"current_page":1,"data":[],"per_page":100,"total":0}}"#)
        : .json(body, status: status)
    }
  }

  private func run(_ server: RecordingServer, _ options: String...) throws -> Outcome {
    let script = folder.write("run.wsl", "once k { \(Self.send) | ignore }")
    return try wessaal(
      ["--journal", "\(folder.path)/j", "--in-doubt", "fail"] + options + [script], base: server.url)
  }

  private func posts(_ server: RecordingServer) -> Int { server.seen.count { $0.method == "POST" } }

  /// Statuses without a known meaning, and those after which the request may have been carried out: by a copy
  /// of it, or by a server whose proxy did not wait for it.
  @Test(arguments: [406, 408, 409, 418, 424, 440, 444, 449, 460, 463, 498, 499])
  func aStatusThatIsNoRefusalIsInDoubt(status: Int) throws {
    let server = server(#"{"success":false,"message":"no"}"#, status: status)
    for _ in 1...2 {
      let run = try run(server)
      #expect(run.status == 9, "\(run)")
    }
    #expect(posts(server) == 1)
  }

  @Test(arguments: [400, 401, 402, 403, 404, 405, 410, 413, 415, 422, 431, 451])
  func aRefusalFreesTheKey(status: Int) throws {
    let server = server(#"{"success":false,"message":"no"}"#, status: status)
    for _ in 1...2 { #expect(try run(server).status != 9) }
    #expect(posts(server) == 2)
  }

  /// The send was accepted, and the message then failed. This is reported, also later, and it is not sent
  /// again unasked.
  @Test(arguments: ["failed", "refunded"]) func aSendThatHasFailedByItsOwnAnswerIsUndelivered(status: String)
    throws
  {
    let server = server(
      #"{"success":true,"data":{"message_id":7,"status":"\#(status)","error_message":"gone"}}"#, status: 202)
    for _ in 1...2 {
      let run = try run(server)
      #expect(run.status == 10 && run.errors.contains("is \(status): gone"), "\(run)")
      #expect(posts(server) == 1)
    }
    #expect(try run(server, "--undelivered", "retry").status == 10)
    #expect(posts(server) == 2)
    let raw = try wessaal(["-c", "\(Self.send) --raw"], base: server.url)
    #expect(raw.status == 10 && raw.errors.contains("is \(status)"), "\(raw)")
  }
}
