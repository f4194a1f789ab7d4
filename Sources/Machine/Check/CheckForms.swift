import JSON
import Syntax

/// The values that the machine's own builtins take, asked of what takes them at the run.
extension Checker {
  func formFaults(_ arguments: CommandArguments) -> [ArgumentFault] {
    let command = arguments.command
    guard case .form(let form)? = commands.builtin(command.name.text, verb: command.verb?.text)?.body else {
      return []
    }
    let given = arguments.known
    let faults: [ArgumentFault?] =
      switch form {
      case .each:
        [
          fault(flag: "parallel", given) { value throws(Failure) in
            _ = try GroupRule(limit: value, pace: .null)
          }, fault(flag: "pace", given) { value throws(Failure) in _ = try Rhythm(pace: value) },
        ]
      case .every: [fault(operand: given) { value throws(Failure) in _ = try Rhythm(every: value) }]
      case .first, .skip:
        [
          fault(operand: given) { value throws(Failure) in
            if value.asInt ?? -1 < 0 { throw .argument(command.name.text, "a count from 0 on", value) }
          }
        ]
      default: []
      }
    return faults.compactMap(\.self)
  }

  private func fault(
    flag: String, _ given: KnownArguments, _ take: (Value) throws(Failure) -> Void
  ) -> ArgumentFault? {
    guard let value = given.flagValues[flag] else { return nil }
    do throws(Failure) { try take(value) } catch { return ArgumentFault(flag: flag, message: error.message) }
    return nil
  }

  private func fault(
    operand given: KnownArguments, _ take: (Value) throws(Failure) -> Void
  ) -> ArgumentFault? {
    guard let value = given.operands.first ?? nil else { return nil }
    do throws(Failure) { try take(value) } catch { return ArgumentFault(operand: 0, message: error.message) }
    return nil
  }
}
