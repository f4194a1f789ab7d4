import Catalog
import Commands
import HTTP
import JSON
import Machine
import Syntax
import Verbs

/// The calls of a script's commands, as far as its text shows them.
extension Surveyor {
  /// How many messages a command sends.
  func sent(by command: Command) -> Amount {
    guard !command.isOnlyShown, let operation = operation(of: command), operation.kind == .send,
      operation.gone == nil
    else { return Amount() }
    guard let batch = operation.batch else { return Amount(count: 1) }
    guard case .array(let items)? = command.parameter(batch.parameter)?.kind,
      !items.contains(where: \.spread)
    else { return Amount(isLeast: true) }
    return Amount(count: items.count)
  }

  /// Whether the command sends a single message that a bulk could send as well, and does not wait for its status.
  func couldBeBulk(_ command: Command) -> Bool {
    guard !command.isOnlyShown, let operation = operation(of: command), operation.kind == .send,
      operation.batch == nil, operation.gone == nil
    else { return false }
    let isItem = commands.catalog.operations.contains { other in
      guard let batch = other.batch,
        let items = other.parameters.first(where: { $0.name == batch.parameter })?.members
      else { return false }
      return items.allSatisfy { item in operation.parameters.contains { $0.name == item.name } }
    }
    return isItem && !command.arguments.contains { if case .flag = $0.kind { true } else { false } }
  }

  /// Notes what a command changes, and which permission it needs.
  mutating func noteCall(_ command: Command, isForItems: Bool) {
    guard !command.isOnlyShown else { return }
    let operation = operation(of: command)
    if let scope = operation?.scope { scopes.insert(scope.rawValue) }
    if let operation { notePractice(command, calling: operation, isForItems: isForItems) }
    scopes.formUnion(callees.builtin(of: command)?.permissions ?? [])
    guard callees.builtin(of: command)?.effect(command) == .writes(.account),
      operation?.kind != .send
    else { return }
    let line = line(of: command.span)
    let name = operation?.name ?? command.requested
    if let place = changes.firstIndex(where: { $0.name == name }) {
      if !changes[place].lines.contains(line) { changes[place].lines.append(line) }
    } else {
      let isFinal = operation?.confirms ?? (command.method == .delete)
      changes.append(Survey.Change(name: name, isFinal: isFinal, lines: [line]))
    }
  }

  /// The operation of a command. For a request that was written by hand it is the one that its method and path name.
  private func operation(of command: Command) -> Operation? {
    if let operation = commands.operation(command.name.text, command.verb?.text) { return operation }
    let operands = commands.signature(command.name.text, verb: command.verb?.text)?.operands ?? []
    guard operands.map(\.name).starts(with: ["method", "path"]), let method = command.method,
      let path = command.operands.dropFirst().first?.constant(as: .string)?.asString
    else { return nil }
    return OutgoingCall(method, path, nil, in: commands.catalog).operation
  }
}

extension Command {
  /// The method of a request that was written by hand, where the text of the program tells it.
  fileprivate var method: Method? {
    operands.first?.constant(as: .string)?.asString.flatMap { Method(word: $0) }
  }

  /// A request that was written by hand, as it stands in the program.
  fileprivate var requested: String {
    let words = operands.prefix(2).map { $0.constant(as: .string)?.asString ?? "…" }
    return ([name.text] + words).joined(separator: " ")
  }

  func parameter(_ name: String) -> Expression? {
    arguments.lazy.compactMap { argument -> Expression? in
      if case .parameter(let path, _, let value) = argument.kind, path.count == 1, path[0].text == name {
        value
      } else {
        nil
      }
    }.first
  }
}
