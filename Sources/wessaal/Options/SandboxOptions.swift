import Rendering
import Sandbox
import Shell

/// The sandbox's own options (Sandbox.md), for `--sandbox` and for `wessaal sandbox`.
enum SandboxOptions {
  /// In the order of the help.
  static let all = [port, key, credits, clock, state, latency, fault, tls, seed, messages]

  static let port = ProgramOption(
    name: "port", value: "n", meaning: "The port on 127.0.0.1; a free one unless given.", group: .sandbox,
    takesDash: true)
  static let key = ProgramOption(
    name: "key", value: "key[:scope,…]",
    meaning: "A key that the sandbox accepts, with its scopes; repeatable.",
    group: .sandbox)
  static let credits = ProgramOption(
    name: "credits", value: "n", meaning: "Credits in the WhatsApp pocket; 1000 unless given.",
    group: .sandbox, takesDash: true)
  static let clock = ProgramOption(
    name: "clock", value: "clock", meaning: "How messages move on: real, fast or manual.", group: .sandbox,
    completion: .words(ClockMode.allCases.map(\.rawValue)))
  static let state = ProgramOption(
    name: "state", value: "file", meaning: "Keep the state in a file across runs.", group: .sandbox,
    completion: .files)
  static let latency = ProgramOption(
    name: "latency", value: "d", meaning: "How long each answer is held back.", group: .sandbox,
    takesDash: true)
  static let fault = ProgramOption(
    name: "fault", value: "kind@p|kind#n", meaning: "What goes wrong: 503@0.5, drop-after#3; repeatable.",
    group: .sandbox,
    completion: .words([
      "500@", "503@", "429@", "drop-before#", "drop-after#", "slow:2s@", "truncate#", "garbage#",
    ]))
  static let tls = ProgramOption(
    name: "tls", value: "cert,key", meaning: "HTTPS, with these files in PEM.", group: .sandbox,
    completion: .files)
  static let seed = ProgramOption(
    name: "seed", value: "n", meaning: "What chance is drawn from.", group: .sandbox, takesDash: true)
  static let messages = ProgramOption(
    name: "messages", value: "n", meaning: "Messages that are there from the start.", group: .sandbox,
    takesDash: true)
}

extension Options {
  /// The options that were typed.
  ///
  /// - Parameter rate: `--rate`, where it was typed for the sandbox itself.
  /// - Throws: where a value is not valid.
  init(_ typed: GivenOptions, rate: String? = nil) throws(StartFailure) {
    self.init(stateFile: typed[SandboxOptions.state])
    if let text = typed[SandboxOptions.port] {
      port = try OptionValues.integer(text, of: "--port", in: 0...65535)
    }
    if let text = typed[SandboxOptions.credits] {
      credits = try OptionValues.integer(text, of: "--credits", in: 0...Self.mostCredits)
    }
    if let text = typed[SandboxOptions.clock] { clock = try OptionValues.name(text, of: "--clock") }
    if let text = typed[SandboxOptions.latency] {
      latency = .milliseconds(Int64(try OptionValues.seconds(text, of: "--latency") * 1000))
    }
    if let text = typed[SandboxOptions.seed] {
      seed = try OptionValues.integer(text, of: "--seed", in: 0...UInt64.max)
    }
    if let text = typed[SandboxOptions.messages] {
      messages = try OptionValues.integer(text, of: "--messages", in: 0...Self.mostMessages)
    }
    if let rate { hourlyRate = Int(try OptionValues.hourly(rate, of: "--rate")) }
    do throws(SandboxError) {
      let keys = typed.all(SandboxOptions.key)
      if !keys.isEmpty { self.keys = try keys.map { (text) throws(SandboxError) in try Key(option: text) } }
      faults = try typed.all(SandboxOptions.fault).map { (text) throws(SandboxError) in
        try FaultRule(option: text)
      }
      tls = try typed[SandboxOptions.tls].map { (text) throws(SandboxError) in try TLSFiles(option: text) }
    } catch { throw StartFailure(message: Escaping.line("\(error)")) }
  }
}
