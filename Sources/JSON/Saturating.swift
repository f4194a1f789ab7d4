/// Sums of numbers from a server, a file or an argument. Where the result does not fit into the type, it
/// becomes the nearest bound of the type, and nothing traps.
extension FixedWidthInteger {
  /// The sum, or the bound of the type that is nearest to it.
  public func adding(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }

  /// The difference, or the bound of the type that is nearest to it.
  public func subtracting(_ other: Self) -> Self {
    let (difference, overflow) = subtractingReportingOverflow(other)
    guard overflow else { return difference }
    return other < 0 ? .max : .min
  }
}
