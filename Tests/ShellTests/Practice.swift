import HTTP
import JSON
import Machine
import Sandbox
import Scripts
import Shell
import Source
import Synchronization
import Verbs

@testable import Profiles
@testable import Rendering
@testable import Stage

/// A session on a fresh sandbox, with its output. Its clock moves only when the session waits.
final class Practice {
  private let loop = EventLoop()
  private let sandbox: RunningSandbox
  private let written: Written
  let session: Session
  private let face = PracticeFace()

  /// - Parameter keys: the sandbox's keys, in the form of its option. The session uses the first one.
  init(_ screen: Screen = Screen(columns: 80, rows: 24, isTerminal: true), keys: [String] = []) throws {
    let written = Written()
    self.written = written
    var options = Options(clock: .manual)
    if !keys.isEmpty { options.keys = try keys.map { try Key(option: $0) } }
    sandbox = try SandboxServer.startInBackground(options)
    let transport = CurlTransport(on: loop)
    let clock = VirtualClock(
      Client(
        transport: transport, base: try BaseURL(parsing: sandbox.address.url),
        key: try APIKey(parsing: sandbox.address.key), surroundings: .real(on: loop)))
    let surroundings = Surroundings(
      now: { clock.now }, date: { 1_736_937_000 + clock.now }, random: { 0 },
      sleep: { (seconds: Double) async throws(CancellationError) in await clock.advance(seconds) })
    let world = World(
      output: { (bytes) throws(OutputError) in written.add(bytes) }, flush: { () throws(OutputError) in },
      errors: { written.add($0) }, outputScreen: screen, errorScreen: screen,
      environment: ["HOME": "/home/ali"],
      surroundings: surroundings, ask: { _ in true })
    session = Session(
      world: world,
      account: Account(
        .success(
          Client(
            transport: transport, base: try BaseURL(parsing: sandbox.address.url),
            key: try APIKey(parsing: sandbox.address.key), surroundings: surroundings))))
    session.face = face
  }

  /// Runs a script. Returns its output without the last newline, and its faults.
  func run(_ script: String) -> (shown: String, fault: String) {
    guard let (program, faults) = session.read(SourceFile(name: "example", text: script)),
      let code = session.compile(program, faults, interactive: false)
    else { return ("", written.take()) }
    nonisolated(unsafe) let session = session
    let ending = loop.run { () async -> Ending in await session.run(code) }
    var shown = written.take()
    if shown.hasSuffix("\n") { shown.removeLast() }
    if case .failed(let failure) = ending, session.exitCode == nil { return (shown, failure.message) }
    return (shown, "")
  }

  /// How many `test` blocks a script has.
  func tests(in script: String) -> Int {
    TestFile(SourceFile(name: "example", text: script), in: session)?.tests.count ?? 0
  }

  /// Runs one of them. Returns why it failed; nil where it passed.
  func fault(ofTest number: Int, in script: String) -> String? {
    guard let file = TestFile(SourceFile(name: "example", text: script), in: session) else {
      return written.take()
    }
    nonisolated(unsafe) let session = session
    let written = written
    let result = loop.run { () async -> TestResult? in
      await session.run(file.tests[number], of: file, clock: { 0 }, shown: written.take)
    }
    return result.map { $0.fault?.message } ?? "interrupted"
  }

  deinit { try? sandbox.stop() }

  /// Types an input. Returns its output, with diagnostics in their places.
  func type(_ input: String) -> String {
    nonisolated(unsafe) let session = session
    let ending = loop.run { () async -> Ending in await session.evaluate(input) }
    if case .failed(let failure) = ending, session.exitCode == nil { session.report(failure) }
    return written.take()
  }
}

/// Bytes that one thread writes and another one reads.
final class Written: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }

  func take() -> String {
    bytes.withLock { bytes in
      defer { bytes = [] }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}

/// A clock that moves when something sleeps, together with the sandbox's clock.
private final class VirtualClock: Sendable {
  private let time = Mutex(0.0)
  private let client: Client

  init(_ client: Client) { self.client = client }

  var now: Double { time.withLock(\.self) }

  func advance(_ seconds: Double) async {
    time.withLock { $0 += seconds }
    let body: Value = ["advance_s": .double(seconds)]
    _ = await client.send(client.control(.post, "clock", body: body.jsonBytes()))
  }
}

/// A prompt at which two inputs were typed before `history`.
private final class PracticeFace: PromptFace {
  var inputs = [PastInput("contacts list"), PastInput("$ | count"), PastInput("history")]
  func edit() {}
  func page(_ bytes: [UInt8], isTable: Bool) -> Bool { false }
}
