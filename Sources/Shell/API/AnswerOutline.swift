import Catalog
import Files
import Library
import Machine

extension ShellCommands {
  /// What is known of the value of a call: what the documentation shows of an answer, the columns of a
  /// file that is named.
  public func outline(_ name: String, verb: String?, given: KnownArguments, input: Outline) -> Outline {
    if let operation = operation(name, verb) { return outline(of: operation, given) }
    switch name {
    case "open": return FileOutline.of(given)
    case "once", "budget": return given.yield
    case "code": return .types(.text)
    case "request" where given.flags.contains("code"): return .types(.text)
    case "now", "today", "yesterday": return .types(.number)
    case "print", "save", "sleep", "table", "bar", "record", "replay": return .types(.null)
    default: return Library.outline(name, given: given, input: input)
    }
  }

  public func taken(_ name: String, verb: String?) -> Taken? { verb == nil ? Library.taken(name) : nil }

  private func outline(of operation: Operation, _ given: KnownArguments) -> Outline {
    if given.flags.contains("code") { return .types(.text) }
    if given.flags.contains("dry-run") { return .unknown }
    let raw = given.flags.contains("raw")
    guard let answer = raw ? operation.wholeAnswer : operation.value else { return .unknown }
    let outline = Outline(answer, of: operation.name)
    // The answer goes on as what is asked for while it waits.
    guard given.flags.contains("wait"), let status = self.operation("messages", "status")?.value else {
      return outline
    }
    let more = Outline(status, of: operation.name).members?.all ?? []
    return outline.changingMembers { members in
      .object(Outline.Members(members.all + more.filter { members[$0.name] == nil }, origin: members.origin))
    }
  }
}

extension Outline {
  fileprivate init(_ answer: Answer, of command: String) {
    switch answer {
    case .scalar: self = .unknown
    case .list(let item): self = .list(of: Outline(item, of: command))
    case .object(let members):
      self = .object(
        Members(
          members.map { Member($0.name, Outline($0.answer, of: command)) },
          origin: .documentation(command)))
    }
  }
}
