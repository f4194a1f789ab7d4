import JSON
import Library
import Machine
import Rendering
import Shell

/// Reads the values of options. A fault says what the value must be, and what was found.
enum OptionValues {
  /// A name of one of the type's cases.
  static func name<T: RawRepresentable<String> & CaseIterable>(
    _ text: String, of option: String
  ) throws(StartFailure) -> T {
    if let value = T(rawValue: text) { return value }
    throw fault(option, "one of " + T.allCases.map(\.rawValue).joined(separator: ", "), text)
  }

  /// A whole number in a range.
  static func integer<T: FixedWidthInteger>(
    _ text: String, of option: String, in range: ClosedRange<T>
  ) throws(StartFailure) -> T {
    if let value = T(text), range.contains(value) { return value }
    let wanted =
      range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
    throw fault(option, wanted, text)
  }

  /// A rate for an hour: `5000/h`, or the number alone.
  static func hourly(_ text: String, of option: String) throws(StartFailure) -> Double {
    if let value = Double(text.hasSuffix("/h") ? text.dropLast(2) : text[...]), value >= 1, value <= 1e9 {
      return value
    }
    throw fault(option, "1/h to 1000000000/h", text)
  }

  /// A time in seconds: `500ms`, `30s`, `5m`, `1h`, or a number alone for seconds.
  static func seconds(_ text: String, of option: String) throws(StartFailure) -> Double {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400), ("", 1)]
    if let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
      let number = Double(text.dropLast(unit.count)), number >= 0, number * factor <= longest
    {
      return number * factor
    }
    throw fault(option, "a duration such as 500ms, 30s or 5m", text)
  }

  /// The name of a time zone that this system has.
  static func zone(_ text: String, of option: String) throws(StartFailure) -> String {
    do throws(Failure) { _ = try Zone(named: Text(text)) } catch {
      throw fault(option, "a time zone of this system such as Asia/Riyadh, UTC or +03:00", text)
    }
    return text
  }

  /// A year, in seconds. A longer time is a typing error, and some parts of the program could not
  /// count it in milliseconds.
  private static let longest = 366.0 * 86400

  private static func fault(_ option: String, _ wanted: String, _ found: String) -> StartFailure {
    StartFailure(message: "\(option) must be \(wanted), but is '\(Escaping.line(found))'")
  }
}
