import HTTP
import Ledger
import Machine
import Profiles
import Rendering
import Sandbox
import Scripts
import Shell
import Source
import Stage
import SystemCalls

/// `wessaal test FILE…`: runs the tests of scripts, each in its own sandbox, and reports them in TAP.
struct TestCommand {
  static let outline = CommandOutline(
    name: "wessaal test", summary: "Runs the tests of scripts: no account, no cost, no waiting.",
    usage: [("wessaal [options] test [--report junit FILE] FILE…", "")],
    discussion: """
      Each test runs in a fresh sandbox, whose clock 'sleep' and '--wait' move on. The results are shown in \
      TAP.
      """,
    operand: .init(name: "file", meaning: "Scripts; - is standard input.", repeats: true),
    options: [
      ProgramOption(name: "report", value: "junit FILE", meaning: "Write the results in JUnit's XML too.")
    ])

  func start(_ words: [String], _ options: GivenOptions) throws -> Int32 {
    var words = words
    let report = try Self.takeReport(from: &words)
    let files = try GivenOptions(words, of: Self.outline, behind: .ofTests).words
    try options.refuseAllBut(.ofTests, for: "wessaal test")
    return try TestRun(RunOptions(options)).run(files, report: report)
  }

  /// Takes `--report junit FILE` from the words, and returns the file. No other option has two values.
  private static func takeReport(from words: inout [String]) throws(StartFailure) -> String? {
    guard let place = words.firstIndex(of: "--report") else { return nil }
    guard place + 2 < words.count, words[place + 1] == "junit" else {
      throw StartFailure(
        message: "--report must be followed by junit and a file, but is not", hint: "--report junit tests.xml"
      )
    }
    defer { words.removeSubrange(place...(place + 2)) }
    return words[place + 2]
  }
}

/// Runs tests one after another, and reports how each ended.
private struct TestRun {
  private let options: RunOptions
  private let wiring: Wiring

  init(_ options: RunOptions) {
    self.options = options
    wiring = Wiring(options)
  }

  func run(_ paths: [String], report: String?) throws -> Int32 {
    let files = try paths.map { path in
      try TestFile(path == "-" ? .standardInput() : .file(path), in: checkingSession)
    }
    guard !files.contains(where: { $0 == nil }) else { return ExitStatus.usage }
    Signals.interrupt()
    let sandbox = try startSandbox()
    defer { try? sandbox.stop() }
    return try run(files.compactMap { $0 }, report: report, in: sandbox)
  }

  private func run(_ files: [TestFile], report: String?, in sandbox: RunningSandbox) throws -> Int32 {
    var junit = JUnit()
    var lost: OutputError?
    // A report that was asked for is written even where nobody reads the output.
    func write(_ text: String) throws {
      do throws(OutputError) { if lost == nil { try wiring.streams.write(Array(text.utf8)) } } catch {
        if report == nil { throw error }
        lost = error
      }
    }
    var number = 0
    var failed = 0
    try write(TAP.head(files.reduce(0) { $0 + $1.tests.count }))
    for file in files {
      var results: [TestResult] = []
      for test in file.tests {
        guard let result = try run(test, of: file, in: sandbox) else { return try bailOut() }
        number += 1
        if result.fault != nil { failed += 1 }
        try write(TAP.point(number, result, file: file.name))
        results.append(result)
      }
      junit.add(results, of: file.name)
    }
    try write(TAP.tail(passed: number - failed, failed: failed))
    do throws(OutputError) { try wiring.streams.flush() } catch { lost = lost ?? error }
    if let report { try junit.write(to: report) }
    if let lost { throw lost }
    return failed > 0 ? 1 : ExitStatus.done
  }

  private func run(_ test: TestFile.Test, of file: TestFile, in sandbox: RunningSandbox) throws -> TestResult?
  {
    sandbox.reset()
    let shown = Shown()
    // The session stays on this thread, because `run` returns only when the task has ended.
    let session = ThreadBound(try session(in: sandbox, shown))
    let clock = Surroundings.real(on: wiring.loop).now
    return wiring.loop.run { () async -> TestResult? in
      await session.value.run(test, of: file, clock: clock, shown: { shown.text })
    }
  }

  private func bailOut() throws -> Int32 {
    try wiring.streams.write(Array(TAP.bailOut.utf8))
    try wiring.streams.flush()
    return Signals.endingStatus ?? ExitStatus.interrupted
  }

  // MARK: Sessions

  private var checkingSession: Session {
    let session = wiring.session(Connection(client: .failure(.interrupted), label: ""))
    session.access = wiring.files(named: [])
    return session
  }

  /// Starts a sandbox with the options that were typed. But it is not saved, and its clock moves only when
  /// a test waits.
  private func startSandbox() throws(StartFailure) -> RunningSandbox {
    var options = try Options(options.typed)
    options.clock = .manual
    options.stateFile = nil
    do throws(SandboxError) { return try SandboxServer.startInBackground(options) } catch {
      throw StartFailure(message: "\(error)")
    }
  }

  private func session(in sandbox: RunningSandbox, _ shown: Shown) throws -> Session {
    let surroundings = Surroundings(
      now: { sandbox.now }, date: { sandbox.now }, random: { 0 },
      sleep: { (seconds: Double) async throws(CancellationError) in sandbox.advance(by: seconds) })
    let streams = wiring.streams
    let world = World(
      output: { (bytes) throws(OutputError) in shown.add(bytes) }, flush: { () throws(OutputError) in },
      errors: { streams.writeError($0) }, outputScreen: Screen(), errorScreen: Screen(),
      environment: wiring.environment, surroundings: surroundings)
    var settings = wiring.settings
    settings.files = wiring.files(named: [])
    let client = wiring.client(
      base: try BaseURL(parsing: sandbox.address.url), key: try APIKey(parsing: sandbox.address.key),
      in: surroundings)
    let account = Account(
      .success(client), ledger: .ofMemory(), defaults: options.defaults,
      isReadOnly: options.readOnly)
    return wiring.session(account, of: .prompt, in: world, settings: settings)
  }
}
