import Catalog
import JSON
import Machine
import Profiles
import Syntax

/// An operation of the API as a command of the language. One for all: what differs from operation to
/// operation stands in the Catalog.
struct OperationCommand: Sendable {
  let operation: Operation

  init(_ operation: Operation) { self.operation = operation }

  var worldBuiltin: WorldBuiltin {
    let operation = operation
    var command = WorldBuiltin(
      signature, operation.summary, examples: OperationExamples.of(operation.name),
      operation.isList ? .stream : .value
    ) { (call, session) async throws(Failure) in
      let command = OperationCommand(operation)
      guard let rehearsal = session.rehearsal else { return try await command.perform(call, in: session) }
      return try await command.rehearse(call, in: session, rehearsal)
    }
    command.builtin.textFlag = Flag.code.name
    return command
  }

  var signature: Signature {
    Signature(
      operation.name,
      operands: operation.pathParameters.map {
        Operand($0.type.pathName, type: $0.type.valueType, collection: $0.reference?.noun)
      },
      flags: flags,
      // What one gives to an operation that is gone is not looked at.
      parameters: operation.gone != nil
        ? .any
        : .declared(
          operation.parameters.map {
            Syntax.Parameter(
              $0.name, type: $0.type.valueType, required: $0.required, meaning: $0.meaning,
              alternatives: alternatives(to: $0.name), collection: $0.reference?.noun)
          }))
  }

  /// The parameters of which one will do as well.
  private func alternatives(to name: String) -> [String] {
    operation.rules.flatMap { rule -> [String] in
      if case .oneOf(let names, _) = rule, names.contains(name) { names.filter { $0 != name } } else { [] }
    }
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
          "wait", .optional, type: .enumeration(Session.progress),
          meaning: "until delivered, or the status that is given"))
      flags.append(Flag("timeout", .required, type: .duration, meaning: "how long to wait; 60s unless told"))
    }
    if operation.batch != nil {
      flags += [
        Flag("once", .required, type: .string, meaning: "a key: each message goes out once, also run again"),
        .inDoubt,
      ]
    }
    if operation.isPaginated {
      flags.append(
        Flag(
          "since", .required, meaning: "created at or after: 2d, today, yesterday, an ISO time, (now() - 1h)")
      )
      flags.append(Flag("until", .required, meaning: "created before"))
      flags.append(Flag("to", .required, type: .string, meaning: "sent to this number"))
    }
    if operation.confirms { flags.append(Flag("yes", meaning: "without asking")) }
    return flags
  }

  /// What the Catalog finds wrong with the arguments as far as they are known.
  func faults(_ given: KnownArguments, defaults: Object, isReadOnly: Bool) -> [ArgumentFault] {
    if isReadOnly, operation.kind != .read, !given.flags.contains("dry-run"), !given.flags.contains("code") {
      let failure = Failure.readOnly(operation.name)
      return [ArgumentFault(message: failure.message, hint: failure.hint)]
    }
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
    // A missing operand and an unknown parameter have been told by the signature.
    let checks = Checks(
      path: given.operands.count == operation.pathParameters.count,
      batchSize: operation.batch == nil, computed: computed, isOpen: given.open)
    let filled = operation.filling(known, from: defaults.leavingOut(computed), checks: checks)
    let violations = operation.validate(filled, checks: checks).filter { !$0.isUnknownParameter }
    return Window.faults(given)
      + violations.map { violation in
        ArgumentFault(
          parameter: violation.field,
          operand: operation.pathParameters.firstIndex { $0.name == violation.argument },
          message: violation.expectation(of: operation), hint: hint(after: violation))
      } + warnings(filled)
  }
}

extension Object {
  fileprivate func leavingOut(_ names: Set<String>) -> Object {
    names.isEmpty
      ? self : Object(members.filter { !names.contains($0.name.string) }.map { ($0.name, $0.value) })
  }
}

extension Violation {
  fileprivate var isUnknownParameter: Bool {
    if case .unknown = fault { field == argument } else { false }
  }
}

extension ParameterType {
  /// What a parameter of the path is called where it is given by its place.
  fileprivate var pathName: String {
    if case .identifier = self { "id-or-name" } else { "id" }
  }

  /// The type that a bare word takes.
  var valueType: ValueType {
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
