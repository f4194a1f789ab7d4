import ArgumentParser
import Sandbox

/// The sandbox's own options (sandbox.md).
struct SandboxOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The port on 127.0.0.1; a free one unless given.", valueName: "n"))
  var port: Int?

  @Option(help: ArgumentHelp("A key that it knows, with its scopes; repeatable.", valueName: "key[:scope,…]"))
  var key: [String] = []

  @Option(help: ArgumentHelp("Credits in the WhatsApp pocket.", valueName: "n"))
  var credits: Int64?

  @Option(
    help: ArgumentHelp("Requests an hour and key that it answers.", valueName: "n/h"), transform: Rate.init)
  var sandboxRate: Rate?

  @Option(help: ArgumentHelp("How messages move on: real, fast or manual.", valueName: "clock"))
  var clock: ClockMode = .real

  @Option(help: ArgumentHelp("Keep the state in a file across runs.", valueName: "file"))
  var state: String?

  @Option(help: ArgumentHelp("How long each answer is held back.", valueName: "d"), transform: Seconds.init)
  var latency: Seconds?

  @Option(help: ArgumentHelp("What chance is drawn from.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Messages that are there from the start.", valueName: "n"))
  var messages: Int = 0

  func validate() throws {
    if let port, !(0...65535).contains(port) {
      throw ValidationError("--port must be 0 to 65535, but is \(port)")
    }
    if let credits, credits < 0 { throw ValidationError("--credits must be 0 or more, but is \(credits)") }
    if messages < 0 { throw ValidationError("--messages must be 0 or more, but is \(messages)") }
  }

  /// - Parameter rate: where `--rate` was said of the sandbox itself.
  func options(rate: Rate? = nil) throws(SandboxError) -> Options {
    var options = Options(
      port: port ?? 0, credits: credits, clock: clock, stateFile: state,
      latency: .milliseconds(Int64((latency?.value ?? 0) * 1000)), seed: seed, messages: messages)
    if !key.isEmpty {
      var keys: [Key] = []
      for option in key { keys.append(try Key(option: option)) }
      options.keys = keys
    }
    if let rate = rate ?? sandboxRate { options.hourlyRate = Int(rate.perHour) }
    return options
  }
}

extension ClockMode: ExpressibleByArgument {}
