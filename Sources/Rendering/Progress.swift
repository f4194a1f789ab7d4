import JSON
import Source

/// How far a long run has come, and the line that shows it on standard error.
public struct Progress: Sendable, Equatable {
  /// What is counted.
  public enum Unit: Sendable { case items, bytes }

  /// What is being done: `messages list`, or the name of a file.
  public var label: String
  public var unit: Unit
  public var done: Int
  public var total: Int?

  public init(_ label: String = "", unit: Unit = .items, done: Int = 0, total: Int?) {
    self.label = label
    self.unit = unit
    self.done = done
    self.total = total
  }

  /// `messages list  ████▌·····  120 of 250 (48%) · 12/s · 11 s left`, cut to the screen.
  ///
  /// - Parameters:
  ///   - elapsed: seconds since the start. In the first second, the rate and the time that is left mean nothing, and
  ///     are not shown.
  ///   - before: how much was done at the start.
  public func line(elapsed: Double, since before: Int = 0, columns: Int) -> String {
    var parts = [total.map(share) ?? "\(amount(done)) done"]
    if elapsed >= 1, done > before {
      let rate = Double(done - before) / elapsed
      parts.append(unit == .items ? Figures.rate(perSecond: rate) : Figures.size(Int(rate)) + "/s")
      if let total, total > done { parts.append(Figures.duration(Double(total - done) / rate) + " left") }
    }
    let text = parts.joined(separator: " · ")
    let head = label.isEmpty ? "" : Escaping.line(label).cut(to: columns / 4) + "  "
    return (head + bar(in: columns - displayWidth(of: head + text)) + text).cut(to: columns)
  }

  private func share(of total: Int) -> String {
    unit == .items
      ? Figures.share(done, of: total)
      : "\(amount(done)) of \(amount(total))" + (total > 0 ? " (\(Figures.percent(done, of: total))%)" : "")
  }

  private func amount(_ count: Int) -> String {
    unit == .items ? Figures.grouped(count) : Figures.size(count)
  }

  /// A bar for the room that there is. Empty where the total is not known, or the room is too small.
  private func bar(in room: Int) -> String {
    guard let total, total > 0, room >= 12 else { return "" }
    let width = min(room - 3, 30)
    let full = min(max(Int(clamping: Double(width) * Double(done) / Double(total)), 0), width)
    return String(repeating: "█", count: full) + String(repeating: "·", count: width - full) + "  "
  }
}
