import ArgumentParser
import Glibc
import Sandbox

/// `wessaal sandbox`: the local API server alone.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wessaal sandbox", abstract: "The API, served on this machine: no account, no cost.")

  @OptionGroup var options: SandboxOptions

  @Option(help: ArgumentHelp("Requests an hour and key that it answers; past it 429.", valueName: "n/h"))
  var rate: String?

  /// Serves until SIGINT, SIGTERM or SIGHUP.
  func start() throws -> Int32 {
    // Blocked before the server's thread starts, which inherits that: the signal is for `sigwait`.
    var signals = sigset_t()
    sigemptyset(&signals)
    // One that is ignored would be heard all the same while it is blocked.
    for signal in [SIGINT, SIGTERM, SIGHUP] where Signals.isDefault(signal) { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let options = try options.options(rate: rate)
    let sandbox: RunningSandbox
    do throws(SandboxError) { sandbox = try SandboxServer.startInBackground(options) } catch {
      throw StartFailure(message: "\(error)")
    }
    let streams = StandardStreams()
    try streams.write(Array("listening on \(sandbox.address.url) key \(sandbox.address.key)\n".utf8))
    try streams.flush()
    var signal: Int32 = 0
    sigwait(&signals, &signal)
    do throws(SandboxError) { try sandbox.stop() } catch { throw StartFailure(message: "\(error)") }
    return 0
  }
}
