import JSON
import Syntax

/// Checks the values that the machine's own builtins take, by the code that reads them during the run.
extension Checker {
  func formFaults(_ arguments: CommandArguments) -> [ArgumentFault] {
    guard let form = arguments.builtin?.form else { return [] }
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
            if value.asInt ?? -1 < 0 { throw .argument(arguments.name, "a count from 0 on", value) }
          }
        ]
      case .where, .map, .until, .any, .all, .reduce, .sum, .fail, .fails, .ignore: []
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

extension Checker {
  /// Warns of a block of `every` that only reads. At a prompt its value is shown; elsewhere it is lost.
  func tellSilent(_ command: Command, _ builtin: Builtin) {
    guard builtin.form == .every, !options.interactive, let block = command.block else { return }
    var does = false
    Node.block(block).forEachPart { part in does = does || self.does(part) }
    if does { return }
    warn(
      "the block of 'every' shows nothing here: its value is shown at a prompt alone", at: command.name.span,
      hint: "'| print' at the block's end prints it; '| ignore' there says that it is not wanted")
  }

  /// Whether a part of a block does something by itself beside reading the account: it shows, writes, fails, or sets a
  /// variable.
  private func does(_ part: Node) -> Bool {
    switch part {
    case .statement(let statement):
      switch statement.kind {
      case .assign, .assert, .returnValue: true
      case .declare, .keep, .forIn, .whileLoop, .breakLoop, .continueLoop, .define, .use, .test, .param,
        .pipeline:
        false
      }
    case .command(let command):
      // A def may do anything.
      resolution.builtin(of: command).map { does($0, command) } ?? true
    case .block, .pipeline, .expression: false
    }
  }

  private func does(_ builtin: Builtin, _ command: Command) -> Bool {
    switch builtin.body {
    case .world: builtin.traits.effect(command) != .reads(.account)
    case .form(let form): [.fail, .fails, .ignore].contains(form)
    case .function, .filter, .stage, .gather: false
    }
  }
}
