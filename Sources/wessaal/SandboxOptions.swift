import ArgumentParser
import Rendering
import Sandbox
import Shell

/// The sandbox's own options (sandbox.md), as they were typed.
struct SandboxOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The port on 127.0.0.1; a free one unless given.", valueName: "n"))
  var port: String?

  @Option(help: ArgumentHelp("A key that it knows, with its scopes; repeatable.", valueName: "key[:scope,…]"))
  var key: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Credits in the WhatsApp pocket; 1000 unless given.", valueName: "n"))
  var credits: String?

  @Option(help: ArgumentHelp("How messages move on: real, fast or manual.", valueName: "clock"))
  var clock: String?

  @Option(help: ArgumentHelp("Keep the state in a file across runs.", valueName: "file"))
  var state: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How long each answer is held back.", valueName: "d"))
  var latency: String?

  @Option(
    help: ArgumentHelp("What goes wrong: 503@0.5, drop-after#3; repeatable.", valueName: "kind@p|kind#n"))
  var fault: [String] = []

  @Option(help: ArgumentHelp("HTTPS, with these files in PEM.", valueName: "cert,key"))
  var tls: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What chance is drawn from.", valueName: "n"))
  var seed: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Messages that are there from the start.", valueName: "n"))
  var messages: String?

  /// - Parameter rate: `--rate`, where it was said of the sandbox itself.
  /// - Throws: what is wrong with a value.
  func options(rate: String? = nil) throws(StartFailure) -> Options {
    var options = Options(stateFile: state)
    if let port { options.port = try OptionValues.integer(port, of: "--port", in: 0...65535) }
    if let credits {
      options.credits = try OptionValues.integer(credits, of: "--credits", in: 0...Options.mostCredits)
    }
    if let clock { options.clock = try OptionValues.name(clock, of: "--clock") }
    if let latency {
      options.latency = .milliseconds(Int64(try OptionValues.seconds(latency, of: "--latency") * 1000))
    }
    if let seed { options.seed = try OptionValues.integer(seed, of: "--seed", in: 0...UInt64.max) }
    if let messages {
      options.messages = try OptionValues.integer(messages, of: "--messages", in: 0...Options.mostMessages)
    }
    if let rate { options.hourlyRate = Int(try OptionValues.hourly(rate, of: "--rate")) }
    do throws(SandboxError) {
      if !key.isEmpty { options.keys = try key.map { (text) throws(SandboxError) in try Key(option: text) } }
      options.faults = try fault.map { (text) throws(SandboxError) in try FaultRule(option: text) }
      options.tls = try tls.map { (text) throws(SandboxError) in try TLSFiles(option: text) }
    } catch { throw StartFailure(message: Escaping.line("\(error)")) }
    return options
  }

  /// The first option that was given, for who uses none of them.
  var given: String? {
    let options = [
      ("--port", port), ("--key", key.first), ("--credits", credits), ("--clock", clock), ("--state", state),
      ("--latency", latency), ("--fault", fault.first), ("--tls", tls), ("--seed", seed),
      ("--messages", messages),
    ]
    return options.first { $0.1 != nil }?.0
  }
}
