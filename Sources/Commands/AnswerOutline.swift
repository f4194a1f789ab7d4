import Catalog
import Machine
import Synchronization

/// What the documentation shows of the value of one operation. It is made at the first call of a program and kept,
/// since it is the same for each call and has many members.
final class DocumentedOutline: Sendable {
  private let made = Mutex<Outline?>(nil)

  func outline(_ make: () -> Outline) -> Outline {
    made.withLock { made in
      let outline = made ?? make()
      made = outline
      return outline
    }
  }
}

extension OperationCommand {
  /// The members that the value of a call will have, according to the documentation of the answer.
  func outline(_ given: KnownArguments, _ documented: DocumentedOutline) -> Outline {
    if given.flags.contains("code") { return .types(.text) }
    if given.flags.contains("dry-run") { return operation.isList ? .unknown : .types(.null) }
    let outline =
      given.flags.contains("raw")
      ? outline(of: operation.wholeAnswer)
      : documented.outline { self.outline(of: operation.value, or: undocumented) }
    // With `--wait`, the answer also has the members of the status that the call waits for.
    guard given.flags.contains("wait"), let status = Operation.messageStatus.value else { return outline }
    let more = Outline(status, of: operation.name, [:]).members?.all ?? []
    return outline.changingMembers { members in
      .object(Outline.Members(members.all + more.filter { members[$0.name] == nil }, origin: members.origin))
    }
  }

  private func outline(of answer: Answer?, or other: Outline = .unknown) -> Outline {
    answer.map { Outline($0, of: operation.name, overlooked) } ?? other
  }

  /// What is known of the value where the documentation does not show it: a list has records, and a record is an object.
  private var undocumented: Outline {
    operation.isList ? .list(of: .types(.object)) : operation.readsRecord ? .types(.object) : .unknown
  }
}

extension Outline {
  /// - Parameter overlooked: by members: their words of which others are often meant too.
  fileprivate init(_ answer: Answer, of command: String, _ overlooked: [String: [String: Overlooked]]) {
    switch answer {
    case .scalar: self = .unknown
    case .list(let item): self = .list(of: Outline(item, of: command, overlooked))
    case .object(let members):
      self = .object(
        Members(
          members.map { member in
            Member(
              member.name,
              overlooked[member.name].map { .word($0) } ?? Outline(member.answer, of: command, overlooked))
          }, origin: .documentation(command)))
    }
  }
}
