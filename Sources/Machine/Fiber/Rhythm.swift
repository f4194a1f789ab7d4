import JSON

/// When something may start again. It only reckons; its caller does the waiting. Times are seconds on one monotonic
/// clock.
public final class Rhythm {
  enum Kind {
    /// Each start so many seconds after the one before it (`each --pace`).
    case pace
    /// Starts at the multiples of so many seconds from the first; those that are missed are left out
    /// (`every`).
    case beat
  }

  private let kind: Kind
  /// In seconds.
  private let interval: Double
  private var first: Double?
  private var last = 0.0

  init(_ kind: Kind, interval: Double) {
    self.kind = kind
    self.interval = interval
  }

  /// Whether it is that of a loop without end.
  public var isEndless: Bool { kind == .beat }

  /// The seconds to wait for the next start, which counts as taken from here on.
  public func take(now: Double) -> Double {
    guard let first else {
      (self.first, last) = (now, now)
      return 0
    }
    switch kind {
    case .pace: last = max(now, last + interval)
    case .beat:
      // Rounding must not let a start fall on the beat of the one before it.
      let taken = ((last - first) / interval).rounded()
      last = first + max(taken + 1, ((now - first) / interval).rounded(.up)) * interval
    }
    return max(0, last - now)
  }
}

extension Rhythm {
  /// `20/m`: so many starts in a minute; `5/s`, `100/h`, `500/d`.
  ///
  /// - Parameter command: the command with the flag `--pace`, for the message where the value is none.
  package convenience init(pace value: Value, of command: String = "each") throws(Failure) {
    let parts = (value.asString ?? "").split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Double(parts[0]), number > 0, number.isFinite,
      let seconds = Self.seconds(parts[1])
    else { throw .argument("\(command) --pace", "a number of starts such as 20/m, 5/s or 100/h", value) }
    self.init(.pace, interval: seconds / number)
  }

  /// A duration, in seconds.
  convenience init(every value: Value) throws(Failure) {
    guard let interval = value.asDouble, interval >= 0.001 else {
      throw .argument("every", "a duration of a millisecond or more, such as 30s or 5m", value)
    }
    self.init(.beat, interval: interval)
  }

  private static func seconds(_ unit: Substring) -> Double? {
    switch unit {
    case "s": 1
    case "m": 60
    case "h": 3600
    case "d": 86400
    default: nil
    }
  }
}
