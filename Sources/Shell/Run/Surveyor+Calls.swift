import Catalog
import HTTP
import JSON
import Machine
import Source
import Syntax

/// What the commands of a script call, as far as their text tells.
extension Surveyor {
  /// The messages that a command sends.
  func sent(by command: Command) -> Amount {
    guard command.isSent, let operation = operation(of: command), operation.kind == .send,
      operation.gone == nil
    else { return Amount() }
    guard let batch = operation.batch else { return Amount(count: 1) }
    guard case .array(let items)? = command.parameter(batch.parameter)?.kind,
      !items.contains(where: \.spread)
    else { return Amount(isLeast: true) }
    return Amount(count: items.count)
  }

  /// Notes what a command changes, and which permission it needs.
  mutating func noteCall(_ command: Command) {
    guard command.isSent else { return }
    let operation = operation(of: command)
    if let scope = operation?.scope { scopes.insert(scope.rawValue) }
    guard commands.writes(command), operation?.kind != .send else { return }
    let line = line(of: command.span)
    let name = operation?.name ?? command.requested
    if let place = changes.firstIndex(where: { $0.name == name }) {
      if !changes[place].lines.contains(line) { changes[place].lines.append(line) }
    } else {
      let isFinal = operation?.confirms ?? (command.method == .delete)
      changes.append(Survey.Change(name: name, isFinal: isFinal, lines: [line]))
    }
  }

  /// That of the command; for a request that is written by hand, that of its method and path.
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
  /// Whether it is more than shown.
  fileprivate var isSent: Bool { !hasFlag("dry-run") && !hasFlag("code") }

  /// The method of a request that is written by hand, where its text tells.
  fileprivate var method: HTTP.Method? {
    operands.first?.constant(as: .string)?.asString.flatMap { HTTP.Method(rawValue: $0.uppercased()) }
  }

  /// A request that is written by hand, as it is written.
  fileprivate var requested: String {
    let words = operands.prefix(2).map { $0.constant(as: .string)?.asString ?? "…" }
    return ([name.text] + words).joined(separator: " ")
  }

  fileprivate func parameter(_ name: String) -> Expression? {
    arguments.lazy.compactMap { argument -> Expression? in
      if case .parameter(let path, _, let value) = argument.kind, path.count == 1, path[0].text == name {
        value
      } else {
        nil
      }
    }.first
  }
}
