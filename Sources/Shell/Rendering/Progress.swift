/// How far a long run has come: a state, and the line of text that shows it on standard error.
public struct Progress: Sendable, Equatable {
  public var done = 0
  public var total: Int?

  public init(total: Int?) { self.total = total }

  /// `120 of 250 (48%) · 12/s · 11 s left`, cut to the screen.
  ///
  /// - Parameter elapsed: seconds since the start. Rate and time left are told after the first second,
  ///   when they begin to mean something.
  public func line(elapsed: Double, columns: Int) -> String {
    var parts = [total.map { Figures.share(done, of: $0) } ?? "\(Figures.grouped(done)) done"]
    if elapsed >= 1, done > 0 {
      parts.append(Figures.rate(perSecond: Double(done) / elapsed))
      if let left = secondsLeft(elapsed) { parts.append(Figures.duration(left) + " left") }
    }
    return parts.joined(separator: " · ").cut(to: columns)
  }

  private func secondsLeft(_ elapsed: Double) -> Double? {
    guard let total, total > done else { return nil }
    return elapsed / Double(done) * Double(total - done)
  }
}
