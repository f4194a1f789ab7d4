extension FixedWidthInteger {
  /// A number without what follows its point, clamped to what fits; 0 where it is not one.
  public init(clamping number: Double) {
    if let exact = Self(exactly: number.rounded(.towardZero)) {
      self = exact
    } else {
      self = number > 0 ? .max : number < 0 ? .min : 0
    }
  }
}

extension Value {
  /// The number as a count of things, else nil. A number below 0 counts as 0, a part of one as one, and a number that
  /// 64 bits cannot hold as the greatest that they can.
  public var asCount: Int64? {
    (asInt ?? asDouble.map { Int64(clamping: $0.rounded(.up)) }).map { Swift.max(0, $0) }
  }
}
