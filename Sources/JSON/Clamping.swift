extension FixedWidthInteger {
  /// The whole part of a number, clamped to the range of the type; 0 for NaN.
  public init(clamping number: Double) {
    if let exact = Self(exactly: number.rounded(.towardZero)) {
      self = exact
    } else {
      self = number > 0 ? .max : number < 0 ? .min : 0
    }
  }
}

extension Value {
  /// The number as a count of things, else nil. A number below 0 counts as 0, a fraction is rounded up, and a
  /// number that 64 bits cannot hold becomes the greatest that they can.
  public var asCount: Int64? {
    (asInt ?? asDouble.map { Int64(clamping: $0.rounded(.up)) }).map { Swift.max(0, $0) }
  }
}
