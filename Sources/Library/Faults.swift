import JSON
import Machine

extension Library {
  /// What is known to be wrong with a builtin's arguments before it runs: the syntax of patterns and of
  /// queries.
  public static func faults(_ name: String, given: KnownArguments) -> [ArgumentFault] {
    guard let text = given.operands.first??.asText else { return [] }
    switch name {
    case "captures":
      return patternFault { () throws(RegexpError) in
        _ = try IRegexp(parsing: text.string, dialect: .extended)
      }
    case "query", "paths":
      return queryFault { () throws(PathError) in _ = try PathQuery(parsing: text.string) }
    default: return []
    }
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
