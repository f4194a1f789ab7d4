import JSON
import Machine

extension Library {
  /// What is known to be wrong with a builtin's arguments before it runs: the syntax of patterns, queries
  /// and formats, countries and zones, and counts.
  public static func faults(_ name: String, given: KnownArguments) -> [ArgumentFault] {
    operandFaults(name, given) + (name == "date" ? zoneFaults(given) : [])
  }

  private static func zoneFaults(_ given: KnownArguments) -> [ArgumentFault] {
    guard let zone = given.flagValues["zone"]?.asText else { return [] }
    return fault { () throws(Failure) in _ = try Zone(named: zone) }.map {
      ArgumentFault(flag: "zone", message: $0.message, hint: $0.hint)
    }
  }

  private static func operandFaults(_ name: String, _ given: KnownArguments) -> [ArgumentFault] {
    guard let first = given.operands.first ?? nil else { return [] }
    switch name {
    case "last": return countFault(first, name, 0)
    case "chunk": return countFault(first, name, 1)
    default: break
    }
    guard let text = first.asText else { return [] }
    switch name {
    case "captures":
      return patternFault { () throws(RegexpError) in
        _ = try IRegexp(parsing: text.string, dialect: .extended)
      }
    case "query", "paths":
      return queryFault { () throws(PathError) in _ = try PathQuery(parsing: text.string) }
    case "date": return fault { () throws(Failure) in try Strftime.check(text.string) }
    case "phone": return fault { () throws(Failure) in _ = try NumberingPlan.country(named: first) }
    default: return []
    }
  }

  private static func countFault(_ value: Value, _ name: String, _ least: Int64) -> [ArgumentFault] {
    if let count = value.asInt, count >= least { return [] }
    let failure = Failure.argument(name, "an integer of at least \(least)", value)
    return [ArgumentFault(operand: 0, message: failure.message)]
  }

  private static func fault(_ take: () throws(Failure) -> Void) -> [ArgumentFault] {
    do throws(Failure) { try take() } catch {
      return [ArgumentFault(operand: 0, message: error.message, hint: error.hint)]
    }
    return []
  }

  private static func patternFault(_ parse: () throws(RegexpError) -> Void) -> [ArgumentFault] {
    do throws(RegexpError) { try parse() } catch {
      return [ArgumentFault(operand: 0, message: error.message, hint: error.hint)]
    }
    return []
  }

  private static func queryFault(_ parse: () throws(PathError) -> Void) -> [ArgumentFault] {
    do throws(PathError) { try parse() } catch { return [ArgumentFault(operand: 0, message: error.message)] }
    return []
  }
}
