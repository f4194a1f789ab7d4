import Catalog
import JSON
import Machine
import Stage
import Syntax

/// A command that calls an operation of the API. This one type serves all operations. What differs between them is in
/// the Catalog.
package struct OperationCommand: Sendable {
  package let operation: Operation

  package init(_ operation: Operation) { self.operation = operation }

  /// The command as the language knows it.
  package var builtin: Builtin {
    let operation = operation
    let documented = DocumentedOutline()
    return Builtin(
      signature, operation.summary, in: .account, also: operation.otherNames,
      examples: operation.lines.map { Builtin.Example($0.code, shows: $0.shown) },
      gives: .from { given, _ in OperationCommand(operation).outline(given, documented) },
      faults: { given, rules in OperationCommand(operation).faults(given, rules) },
      .world(operation.isList ? .stream : .value)
    ).with {
      $0.textFlag = Flag.code.name
      $0.effect = { command in
        command.isOnlyShown ? .none : operation.kind == .read ? .reads(.account) : .writes(.account)
      }
    }
  }

  var signature: Signature {
    Signature(
      operation.name,
      operands: operation.pathParameters.map {
        Operand($0.type.pathName, type: $0.type.valueType, collection: $0.reference?.noun ?? operation.noun)
      },
      flags: flags,
      // The arguments of an operation that the API no longer has are not checked.
      parameters: operation.gone != nil
        ? .any
        : .declared(
          operation.parameters.map {
            Syntax.Parameter(
              $0.name, type: $0.type.valueType, required: $0.required, meaning: $0.meaning,
              alternatives: $0.alternatives(operation.rules), condition: $0.condition(operation.rules),
              collection: $0.reference?.noun)
          }))
  }

  private var flags: [Flag] {
    var flags = [
      Flag("raw", meaning: "the whole body of the answer, not just its data"),
      Flag("no-check", meaning: "send it unchecked, to see the server's own answer"),
      Flag("dry-run", meaning: "show the request and send nothing"),
      .code,
    ]
    if operation.kind == .send, operation.gone == nil {
      flags.append(
        Flag(
          "wait", .optional, type: .enumeration(WordMeaning.wayToRecipient),
          meaning: "until the message is delivered, or has the status that is given"))
      flags.append(Flag("timeout", .required, type: .duration, meaning: "how long to wait; 60s unless told"))
    }
    if operation.batch != nil {
      flags += [
        Flag(
          "once", .required, type: .string,
          meaning: "a key: each message is sent only once, even if the command is run again"),
        .inDoubt,
      ]
    }
    if operation.isPaginated {
      flags.append(
        Flag(
          "since", .required, meaning: "created at or after: 2d, today, yesterday, an ISO time, (now() - 1h)")
      )
      flags.append(Flag("until", .required, meaning: "created before"))
      flags.append(
        Flag(
          "to", .required, type: .string, collection: Operand.numbers, meaning: "sent to this number",
          otherNames: ["recipient", "phone", "number"]))
    }
    if operation.mayBeFollowed {
      flags.append(
        Flag("follow", meaning: "show new messages and changes of status as they come, until Ctrl-C"))
      flags.append(
        Flag(
          "pace", .required, type: .string, meaning: "how often --follow asks, as 12/m; every 5 s unless told"
        ))
    }
    if operation.confirms { flags.append(Flag("yes", meaning: "without asking")) }
    return flags
  }

  /// The faults that the Catalog finds in the arguments, as far as these are known before the run.
  func faults(_ given: KnownArguments, _ rules: CallRules) -> [ArgumentFault] {
    if rules.isReadOnly, operation.kind != .read, !given.flags.contains("dry-run"),
      !given.flags.contains("code")
    {
      let failure = Failure.readOnly(operation.name)
      return [ArgumentFault(message: failure.message, hint: failure.hint)]
    }
    let hasPage = given.written.contains("page") || given.parameters["page"] != nil
    if let idle = idleFlag(hasPage: hasPage, given.flags.contains) { return [idle] }
    if given.flags.contains("no-check") { return [] }
    if let reason = operation.gone {
      return [
        ArgumentFault(
          message: "\(operation.name) is not there any more (410 Gone)", hint: reason)
      ]
    }
    var known = given.parameters
    var computed = given.unknown
    for (parameter, value) in zip(operation.pathParameters, given.operands) {
      if let value { known[parameter.name] = value } else { computed.insert(parameter.name) }
    }
    // The signature has already reported missing operands and unknown parameters.
    let checks = Checks(
      path: given.operands.count == operation.pathParameters.count,
      batchSize: operation.batch == nil, computed: computed, isOpen: given.open)
    let filled = operation.filling(known, from: rules.defaults.leavingOut(computed), checks: checks)
    let violations = operation.validate(filled, checks: checks).filter { !$0.isUnknownParameter }
    let missing = WhatIsMissing(violations, of: operation)
    let numbers = numbers(in: given.operands)
    let others = missing.others.filter { violation in
      !numbers.contains { $0.operand.map { operation.pathParameters[$0].name } == violation.argument }
    }
    return Window.faults(given) + paceFaults(given) + [missing.fault].compactMap(\.self) + numbers
      + others.map { violation in
        var fault = ArgumentFault(
          parameter: violation.field,
          operand: operation.pathParameters.firstIndex { $0.name == violation.argument },
          message: violation.expectation(of: operation),
          hint: hint(after: violation) ?? operation.placeholder(after: violation))
        if case .unknown = violation.fault { fault.isAboutName = true }
        fault.addition = operation.addition(after: violation)
        return fault
      } + zeros(filled)
      + warnings(
        filled, written: given.written, partly: given.open ? Object() : given.partly, checks: checks)
  }

  private func paceFaults(_ given: KnownArguments) -> [ArgumentFault] {
    guard let pace = given.flagValues["pace"] else { return [] }
    do throws(Failure) { _ = try Rhythm(pace: pace, of: operation.name) } catch {
      return [ArgumentFault(flag: "pace", message: error.message)]
    }
    return []
  }

  private func zeros(_ arguments: Object) -> [ArgumentFault] {
    TrunkZero(in: arguments, of: operation).map {
      [ArgumentFault(parameter: $0.parameter, message: $0.message, hint: $0.hint)]
    } ?? []
  }
}

extension Object {
  fileprivate func leavingOut(_ names: Set<String>) -> Object {
    names.isEmpty
      ? self : Object(members.filter { !names.contains($0.name.string) }.map { ($0.name, $0.value) })
  }
}

extension Command {
  /// Whether the call is only shown, not sent (`--dry-run`, `--code`).
  package var isOnlyShown: Bool { hasFlag("dry-run") || hasFlag("code") }
}

extension Violation {
  fileprivate var isUnknownParameter: Bool {
    if case .unknown = fault { field == argument } else { false }
  }
}

extension ParameterType {
  /// The name of a path parameter, which is given as an operand.
  fileprivate var pathName: String {
    if case .identifier = self { "id-or-name" } else { "id" }
  }

  /// The type that the value of this parameter has in the language.
  package var valueType: ValueType {
    switch self {
    case .string: .string
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .enumeration(let words): .enumeration(words)
    case .array(let item): .array(item.valueType)
    case .object: .object
    case .identifier: .identifier
    case .textMap: .map(.string)
    }
  }
}

extension Operation {
  /// Whether the list can be followed (`--follow`). That needs rows with a status that changes.
  package var mayBeFollowed: Bool { isPaginated && parameters.contains { $0.name == "status" } }
}
