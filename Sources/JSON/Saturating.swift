/// Sums of what a server, a file or an argument says: where the result has no place in the type, they end at its bounds
/// in place of trapping.
extension FixedWidthInteger {
  public func adding(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }

  public func subtracting(_ other: Self) -> Self {
    let (difference, overflow) = subtractingReportingOverflow(other)
    guard overflow else { return difference }
    return other < 0 ? .max : .min
  }
}
