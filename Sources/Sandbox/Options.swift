import Catalog
import JSON

/// The options of a sandbox, all of which `wessaal sandbox` has.
public struct Options: Sendable {
  /// The port on 127.0.0.1; 0 takes a free one.
  public var port: Int
  /// The keys that it accepts. `Address` names the first one.
  public var keys: [Key]
  /// The credits in the WhatsApp pocket; nil: those of the world or the state file.
  public var credits: Int64?
  /// The requests of a key in an hour, which is also the largest burst.
  public var hourlyRate: Int
  public var clock: ClockMode
  /// The file that keeps the state between runs; nil: only memory keeps it.
  public var stateFile: String?
  /// How long each answer is held back.
  public var latency: Duration
  /// The rules of faults.
  public var faults: [FaultRule]
  /// The files for HTTPS; nil: HTTP.
  public var tls: TLSFiles?
  /// The seed of all random numbers, so that a run can be repeated.
  public var seed: UInt64
  /// How many messages there are at the start. All of them were delivered or failed.
  public var messages: Int
  /// The account before the first call, and after a reset.
  public var world: World
  /// The first moment of a manual clock, in seconds since 1970; nil: that of the documentation's examples.
  public var beginning: Double?
  /// Whether the last digits of a recipient decide what happens to a message.
  public var hasTestNumbers: Bool

  /// The most credits that a run or a state file can have.
  public static let mostCredits: Int64 = 1_000_000_000_000
  /// More messages than this need more memory than machines have.
  public static let mostMessages = 10_000_000

  public init(
    port: Int = 0, keys: [Key] = [.standard], credits: Int64? = nil, hourlyRate: Int = 5000,
    clock: ClockMode = .real, stateFile: String? = nil, latency: Duration = .zero,
    faults: [FaultRule] = [], tls: TLSFiles? = nil, seed: UInt64 = 0, messages: Int = 0,
    world: World = .documented, beginning: Double? = nil, hasTestNumbers: Bool = true
  ) {
    self.port = port
    self.keys = keys
    self.credits = credits
    self.hourlyRate = hourlyRate
    self.clock = clock
    self.stateFile = stateFile
    self.latency = latency
    self.faults = faults
    self.tls = tls
    self.seed = seed
    self.messages = messages
    self.world = world
    self.beginning = beginning
    self.hasTestNumbers = hasTestNumbers
  }
}

/// What moves messages through their statuses, and how fast.
public enum ClockMode: String, Sendable, CaseIterable {
  /// The machine's clock: it takes seconds.
  case real
  /// The machine's clock: it takes milliseconds.
  case fast
  /// Only `POST /sandbox/clock` moves the time.
  case manual
}

/// An API key and its permissions.
public struct Key: Sendable, Equatable {
  public let text: String
  public let scopes: [Scope]

  public init(_ text: String, scopes: [Scope] = Scope.allCases) {
    self.text = text
    self.scopes = scopes
  }

  public static let standard = Key("sk_test_sandbox")

  /// Reads a key in the form of the option `--key`: `KEY`, or `KEY:scope,scope`.
  ///
  /// - Throws: where the key is empty or a scope is unknown.
  public init(option: String) throws(SandboxError) {
    let parts = option.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let text = parts.first, !text.isEmpty else { throw .emptyKey(option: option) }
    guard parts.count == 2 else {
      self.init(String(text))
      return
    }
    var scopes: [Scope] = []
    for word in parts[1].split(separator: ",") {
      guard let scope = Scope(rawValue: String(word)) else { throw .unknownScope(String(word)) }
      scopes.append(scope)
    }
    self.init(String(text), scopes: scopes)
  }
}

/// The address of a sandbox.
public struct Address: Sendable, Equatable {
  /// The base URL: `http://127.0.0.1:PORT/integration/v1`.
  public let url: String
  /// The first of its keys.
  public let key: String
  public let port: Int

  /// The address of the inbox, for a browser on this machine.
  public var inbox: String {
    "\(url.dropLast(Catalog.basePath.count))/sandbox/#\(PercentEncoding.encode(key))"
  }
}
