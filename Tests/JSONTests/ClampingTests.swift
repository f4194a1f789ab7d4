import JSON
import Testing

@Suite struct ClampingTests {
  private static let sums: [(a: Int64, b: Int64, sum: Int64, difference: Int64)] = [
    (1, 2, 3, -1), (.max, 1, .max, .max - 1), (.max, .max, .max, 0), (.min, -1, .min, .min + 1),
    (.min, .min, .min, 0), (.min, .max, -1, .min), (.max, .min, -1, .max), (-2, .min, .min, .max - 1),
    (0, .min, .min, .max),
  ]

  @Test(arguments: sums) func sumsAndDifferencesEndWhereTheRangeDoes(
    a: Int64, b: Int64, sum: Int64, difference: Int64
  ) {
    #expect(a.adding(b) == sum)
    #expect(a.subtracting(b) == difference)
  }

  @Test(
    arguments: [
      (1.9, 1), (-1.9, -1), (-0.0, 0), (9.3e18, .max), (-9.3e18, .min), (0x1p63, .max), (-0x1p63, .min),
      (.infinity, .max), (-.infinity, .min), (.nan, 0), (Double.leastNonzeroMagnitude, 0), (1e300, .max),
    ] as [(Double, Int64)]) func anyNumberIsAnInteger(number: Double, integer: Int64)
  {
    #expect(Int64(clamping: number) == integer)
  }

  @Test func smallTypesAreClampedToo() {
    #expect(UInt8(clamping: 255.9) == 255 && UInt8(clamping: 256.0) == 255 && UInt8(clamping: -1.0) == 0)
    #expect(UInt8(250).adding(6) == 255 && UInt8(1).subtracting(2) == 0)
  }

  @Test(
    arguments: [
      ("5", 5), ("-1", 0), ("0.2", 1), ("-0.0", 0), ("9223372036854775807", .max),
      ("9223372036854775808", .max),
      ("-9223372036854775809", 0), ("1e400", .max), ("-1e400", 0), ("1e3", 1000),
    ] as [(String, Int64)]) func anyNumberIsACount(text: String, count: Int64) throws
  {
    #expect(try Value(parsing: text).asCount == count)
  }

  @Test(arguments: ["null", "true", "\"5\"", "[]", "{}"]) func nothingElseIsACount(text: String) throws {
    #expect(try Value(parsing: text).asCount == nil)
  }
}
