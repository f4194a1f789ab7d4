/// A fault between a client and the API that is made on purpose (Sandbox.md, "Faults").
public enum Fault: Hashable, Sendable {
  /// The request is answered with this status, and not acted on: 500, 503 or 429.
  case status(Int)
  /// The connection is closed before the request is acted on.
  case dropBefore
  /// The request is acted on, and the answer is lost.
  case dropAfter
  /// The answer is held back.
  case slow(Duration)
  /// The connection is closed after half of the answer's body.
  case truncate
  /// The answer is not JSON.
  case garbage
  /// The answer's body does not end.
  case huge
}

/// A fault, and the requests that it happens to.
public struct FaultRule: Hashable, Sendable {
  /// Which requests a fault happens to.
  public enum Moment: Hashable, Sendable {
    /// Each request, with this probability from 0 to 1.
    case chance(Double)
    /// The request with this number, counted from 1 since the rules were set.
    case number(Int)
  }

  public let fault: Fault
  public let moment: Moment

  public init(_ fault: Fault, _ moment: Moment) {
    self.fault = fault
    self.moment = moment
  }

  /// Reads a rule in the form of `--fault`: `503@0.5`, `drop-after#3`, `slow:2s@0.1`.
  ///
  /// - Throws: where the text does not have this form.
  public init(option: String) throws(SandboxError) {
    guard let mark = option.lastIndex(where: { $0 == "@" || $0 == "#" }),
      let fault = Fault(option[..<mark]), let moment = Moment(option[mark...])
    else { throw .unknownFault(option) }
    self.init(fault, moment)
  }

  /// The rule in the form that `init(option:)` reads.
  var spelled: String {
    switch moment {
    case .chance(let chance): "\(fault.spelled)@\(chance)"
    case .number(let number): "\(fault.spelled)#\(number)"
    }
  }

  /// Describes the forms that `init(option:)` reads.
  static let forms =
    "500, 503, 429, drop-before, drop-after, slow:D, truncate, garbage or huge, "
    + "then @ and a probability or # and a number: 503@0.5, drop-after#3"
}

extension Fault {
  fileprivate var spelled: String {
    switch self {
    case .status(let status): String(status)
    case .dropBefore: "drop-before"
    case .dropAfter: "drop-after"
    case .slow(let time): "slow:\(Int64(time / .milliseconds(1)))ms"
    case .truncate: "truncate"
    case .garbage: "garbage"
    case .huge: "huge"
    }
  }

  fileprivate init?(_ word: Substring) {
    switch word {
    case "500", "503", "429": self = .status(Int(word) ?? 500)
    case "drop-before": self = .dropBefore
    case "drop-after": self = .dropAfter
    case "truncate": self = .truncate
    case "garbage": self = .garbage
    case "huge": self = .huge
    default:
      guard word.hasPrefix("slow:"), let time = Duration(word.dropFirst(5)) else { return nil }
      self = .slow(time)
    }
  }
}

extension FaultRule.Moment {
  fileprivate init?(_ text: Substring) {
    let rest = text.dropFirst()
    if text.first == "#" {
      guard let number = Int(rest), number > 0 else { return nil }
      self = .number(number)
    } else {
      guard let chance = Double(rest), (0...1).contains(chance) else { return nil }
      self = .chance(chance)
    }
  }
}

extension Duration {
  /// Reads `500ms`, `2s` or `1m`; an hour at most.
  fileprivate init?(_ text: Substring) {
    let units: [(String, Double)] = [("ms", 1), ("s", 1000), ("m", 60_000)]
    guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
      let number = Double(text.dropLast(unit.count)), number >= 0, number * factor <= 3_600_000
    else { return nil }
    self = .milliseconds(Int64(number * factor))
  }
}
