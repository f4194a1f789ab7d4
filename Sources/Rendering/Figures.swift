import JSON

/// Writes numbers for people, in summaries and progress, and never in data.
public enum Figures {
  /// Thousands with commas: `4812` → `4,812`.
  public static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var result = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// `3 messages`, `1 message`.
  public static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    grouped(number) + " " + (number == 1 ? one : many ?? one + "s")
  }

  /// `120 of 4,812 (2%)`. The share is rounded down, so that 100% always means all.
  public static func share(_ part: Int, of whole: Int) -> String {
    grouped(part) + " of " + grouped(whole) + (whole > 0 ? " (\(percent(part, of: whole))%)" : "")
  }

  /// The whole percents of a part, rounded down.
  package static func percent(_ part: Int, of whole: Int) -> Int {
    Int(clamping: (Double(part) / Double(whole) * 100).rounded(.down))
  }

  /// Seconds as `340 ms`, `1.2 s`, `42 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e12 else { return "for ever" }
    let seconds = max(seconds, 0)
    if seconds < 0.9995 { return "\(Int((seconds * 1000).rounded())) ms" }
    if seconds < 9.95 { return tenths(seconds) + " s" }
    let whole = Int(seconds.rounded())
    return switch whole {
    case ..<60: "\(whole) s"
    case ..<3600: pair(whole, 60, "min", "s")
    case ..<86400: pair(whole / 60, 60, "h", "min")
    default: pair(whole / 3600, 24, "d", "h")
    }
  }

  /// A rate for a second, a minute or an hour: `12/s`, `20/m`, `30/h`.
  public static func rate(perSecond rate: Double) -> String {
    guard rate.isFinite, rate < 1e12 else { return "0/s" }
    if rate >= 1 { return "\(Int(rate.rounded()))/s" }
    if rate * 60 >= 1 { return "\(Int((rate * 60).rounded()))/m" }
    return "\(Int((rate * 3600).rounded()))/h"
  }

  /// Bytes as `512 B`, `34 kB`, `1.2 MB`, `114 MB`, `2 GB`. A kilobyte has 1,000 bytes.
  public static func size(_ bytes: Int) -> String {
    let units = ["kB", "MB", "GB", "TB"]
    guard bytes >= 1000 else { return "\(bytes) B" }
    var size = Double(bytes) / 1000
    var unit = 0
    while size >= 999.5, unit + 1 < units.count {
      size /= 1000
      unit += 1
    }
    return (size < 9.95 ? tenths(size) : "\(Int(size.rounded()))") + " " + units[unit]
  }

  private static func tenths(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private static func pair(_ small: Int, _ size: Int, _ bigName: String, _ smallName: String) -> String {
    let rest = small % size
    return "\(small / size) \(bigName)" + (rest > 0 ? " \(rest) \(smallName)" : "")
  }
}
