import Sandbox
import SystemCalls

/// `wessaal sandbox`: the local API server alone.
struct SandboxCommand {
  static let outline = CommandOutline(
    name: "wessaal sandbox", summary: "The API, served on this machine: no account, no cost.",
    usage: [("wessaal sandbox [options]", "")], options: SandboxOptions.all + [rate])

  private static let rate = ProgramOption(
    name: "rate", value: "n/h", meaning: "Requests an hour that it answers for each key; more get 429.")

  /// Serves until SIGINT, SIGTERM or SIGHUP arrives.
  func start(_ words: [String], _ options: GivenOptions) throws -> Int32 {
    let typed = try GivenOptions(words, of: Self.outline)
    try options.refuseAllBut([], for: Self.outline.name)
    // The signals are blocked before the server's thread starts. That thread inherits this, so the signals go
    // to the thread that waits for them. An ignored signal stays out, because waiting would also take it.
    let signals = Signals.ending.filter(\.isDefault)
    Signal.block(signals)
    let options = try Options(typed, rate: typed[Self.rate])
    let sandbox: RunningSandbox
    do throws(SandboxError) { sandbox = try SandboxServer.startInBackground(options) } catch {
      throw StartFailure(message: "\(error)")
    }
    let streams = StandardStreams()
    try streams.write(Array("listening on \(sandbox.address.url) key \(sandbox.address.key)\n".utf8))
    try streams.flush()
    streams.writeError(Array("inbox \(sandbox.address.inbox)\n".utf8))
    Signal.wait(for: signals)
    do throws(SandboxError) { try sandbox.stop() } catch { throw StartFailure(message: "\(error)") }
    return 0
  }
}
