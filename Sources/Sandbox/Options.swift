import Catalog
import JSON

/// How a sandbox behaves: every option of `wessaal sandbox`.
public struct Options: Sendable {
  /// The port on 127.0.0.1; 0 takes a free one.
  public var port: Int
  /// The keys that it knows. The first is the one that `Address` names.
  public var keys: [Key]
  /// Credits in the WhatsApp pocket. Nil leaves what the world, or the state file, holds.
  public var credits: Int64?
  /// Requests an hour and key, and the most that may come at once.
  public var hourlyRate: Int
  public var clock: ClockMode
  /// The file that keeps the state across runs; nil keeps it in memory alone.
  public var stateFile: String?
  /// How long each answer is held back.
  public var latency: Duration
  /// What goes wrong.
  public var faults: [FaultRule]
  /// HTTPS in place of HTTP.
  public var tls: TLSFiles?
  /// The seed of all chance, so that a run can be repeated.
  public var seed: UInt64
  /// How many messages there are from the start, all of them delivered or failed.
  public var messages: Int
  /// The account as it is before the first call, and again after a reset.
  public var world: World
  /// When a manual clock begins, in seconds since 1970; nil: at the moment of the documentation's examples.
  public var beginning: Double?
  /// Whether the last digits of a recipient decide what happens to a message.
  public var hasTestNumbers: Bool

  /// A run, or a state file, can have at most so many credits.
  public static let mostCredits: Int64 = 1_000_000_000_000
  /// More messages than these take more memory than a machine has.
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

/// What moves messages through their statuses.
public enum ClockMode: String, Sendable, CaseIterable {
  /// Seconds after they were queued.
  case real
  /// Milliseconds after they were queued.
  case fast
  /// Nothing but `POST /sandbox/clock`; the time stands still in between.
  case manual
}

/// An API key and what it may do.
public struct Key: Sendable, Equatable {
  public let text: String
  public let scopes: [Scope]

  public init(_ text: String, scopes: [Scope] = Scope.allCases) {
    self.text = text
    self.scopes = scopes
  }

  public static let standard = Key("sk_test_sandbox")

  /// A key as the option `--key` has it: `KEY`, or `KEY:scope,scope`.
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

/// Where a sandbox is reached.
public struct Address: Sendable, Equatable {
  /// The base URL: `http://127.0.0.1:PORT/integration/v1`.
  public let url: String
  /// The first of its keys.
  public let key: String
  public let port: Int

  /// The page that shows what was sent, for a browser on this machine.
  public var inbox: String {
    "\(url.dropLast(Catalog.basePath.count))/sandbox/#\(PercentEncoding.encode(key))"
  }
}
