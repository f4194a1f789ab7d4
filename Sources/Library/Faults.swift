import JSON
import Machine
import Numbering
import Queries

/// Finds faults in the arguments of builtins before the run. Each check asks the function that takes the argument
/// during the run.
extension ArgumentFault {
  /// The first operand must be an integer of at least `least`.
  static func count(of builtin: String, atLeast least: Int64) -> Builtin.Faults {
    ofOperand { value throws(Failure) in
      if let count = value.asInt, count >= least { return }
      throw .argument(builtin, "an integer of at least \(least)", value)
    }
  }

  /// The first operand must be a regular expression.
  static let pattern = ofText { text throws(Failure) in
    do throws(RegexpError) {
      _ = try IRegexp(parsing: text.string, dialect: .extended)
    } catch { throw Failure(.script, error.message, hint: error.hint) }
  }

  /// The first operand must be a JSONPath query.
  static let query = ofText { text throws(Failure) in
    do throws(PathError) { _ = try PathQuery(parsing: text.string) } catch {
      throw Failure(.script, error.message)
    }
  }

  /// The first operand must be the two letters of a country.
  static let country = ofText { text throws(Failure) in
    _ = try NumberingPlan.code(named: .string(text))
  }

  /// The first operand must be a format of strftime, and `--zone` a time zone.
  static let date: Builtin.Faults = { given, rules in
    let format = ofText { text throws(Failure) in try Strftime.check(text.string) }
    return format(given, rules) + timeFlags(of: "date")(given, rules)
  }

  /// `--zone` must be a time zone, and `--format` a format for reading times.
  static func timeFlags(of builtin: String) -> Builtin.Faults {
    let zone = ofFlag("zone") { text throws(Failure) in
      do throws(Failure) { _ = try Zone(named: text) } catch { throw .unknownZone(text, builtin) }
    }
    let format = ofFlag("format") { text throws(Failure) in try Strptime.check(text.string) }
    return { given, rules in zone(given, rules) + format(given, rules) }
  }

  private static func ofFlag(
    _ flag: String, _ take: @escaping @Sendable (Text) throws(Failure) -> Void
  ) -> Builtin.Faults {
    { given, _ in
      guard let text = given.flagValues[flag]?.asText else { return [] }
      do throws(Failure) {
        try take(text)
        return []
      } catch { return [ArgumentFault(flag: flag, message: error.message, hint: error.hint)] }
    }
  }

  private static func ofText(_ take: @escaping @Sendable (Text) throws(Failure) -> Void) -> Builtin.Faults {
    ofOperand { value throws(Failure) in
      if let text = value.asText { try take(text) }
    }
  }

  /// The failure with which the first operand is refused, where the operand is known.
  private static func ofOperand(
    _ take: @escaping @Sendable (Value) throws(Failure) -> Void
  ) -> Builtin.Faults {
    { given, _ in
      guard let value = given.operands.first ?? nil else { return [] }
      do throws(Failure) {
        try take(value)
        return []
      } catch { return [ArgumentFault(operand: 0, message: error.message, hint: error.hint)] }
    }
  }
}
