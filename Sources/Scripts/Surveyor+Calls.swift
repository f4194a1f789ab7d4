import Catalog
import Commands
import HTTP
import JSON
import Machine
import Syntax
import Verbs

/// The calls of a script's commands, as far as its text shows them.
extension Surveyor {
  /// The messages that a call sends.
  func sent(by command: Command, calling operation: Operation?) -> Amount {
    guard let operation, operation.kind == .send, operation.gone == nil else { return Amount() }
    guard let batch = operation.batch else { return Amount(count: 1) }
    guard case .array(let items)? = command.parameter(batch.parameter)?.kind,
      !items.contains(where: \.spread)
    else { return Amount(isLeast: true) }
    return Amount(count: items.count)
  }

  /// Whether a call sends one message as an item of a batch would, and does not wait for what becomes of it.
  func couldBeBulk(_ command: Command, calling operation: Operation?) -> Bool {
    guard let operation, operation.kind == .send, operation.batch == nil, operation.gone == nil else {
      return false
    }
    let isItem = commands.catalog.operations.contains { other in
      guard let batch = other.batch,
        let items = other.parameters.first(where: { $0.name == batch.parameter })?.members
      else { return false }
      return items.allSatisfy { item in operation.parameters.contains { $0.name == item.name } }
    }
    return isItem && !command.arguments.contains { if case .flag = $0.kind { true } else { false } }
  }

  /// Notes what a call changes, and which permission it needs.
  mutating func note(_ command: Command, calling operation: Operation?, isForItems: Bool) {
    if let scope = operation?.scope { scopes.insert(scope.rawValue) }
    if let operation { notePractice(command, calling: operation, isForItems: isForItems) }
    let builtin = resolution.builtin(of: command)
    scopes.formUnion(builtin?.traits.permissions ?? [])
    guard builtin?.traits.effect(command) == .writes(.account),
      operation?.kind != .send
    else { return }
    let line = line(of: command.span)
    let name = operation?.name ?? command.requested
    if let place = changes.firstIndex(where: { $0.name == name }) {
      if !changes[place].lines.contains(line) { changes[place].lines.append(line) }
    } else {
      let isFinal = operation?.confirms == true || request(of: command)?.deletes == true
      changes.append(Survey.Change(name: name, isFinal: isFinal, lines: [line]))
    }
  }

  /// The operation of a command. For a request that was written by hand it is the one that its method and path name.
  func operation(of command: Command) -> Operation? {
    commands.operation(command.name.text, command.verb?.text) ?? request(of: command)?.operation
  }

  /// The request of a command that was written by hand, as far as the text of the program tells it.
  private func request(of command: Command) -> OutgoingCall? {
    let operands = commands.signature(command.name.text, verb: command.verb?.text)?.operands ?? []
    guard operands.map(\.name).starts(with: ["method", "path"]), let method = command.method,
      let path = command.operands.dropFirst().first?.constant(as: .string)?.asString
    else { return nil }
    let spoof = command.parameter("_method")?.constant(as: .string).map { ["_method": $0] as Value }
    return OutgoingCall(method, path, spoof, in: commands.catalog)
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
