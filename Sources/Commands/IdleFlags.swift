import Catalog
import JSON
import Machine
import Syntax

/// Flags that would have no effect, because another one is missing, or because what is given beside them comes first.
extension OperationCommand {
  /// Flags that only count beside another one, and what to do without that.
  private static let dependents = [
    ("pace", "follow", "--follow shows new messages as they come, and --pace says how often it asks"),
    (
      "timeout", "wait",
      "--wait waits until the message is delivered; how long an answer may take is said before the command, as in "
        + "'wessaal --timeout 30s …'"
    ),
    (
      "in-doubt", "once", "--once KEY sends each message only once, and --in-doubt is for what it cannot tell"
    ),
  ]

  /// The flags that select rows of the whole list.
  private static let selections = ["since", "until", "to"]

  /// Finds the first flag of a call that would do nothing; nil where there is none.
  ///
  /// - Parameter hasPage: whether the parameter `page` is given.
  package func idleFlag(hasPage: Bool, _ has: (String) -> Bool) -> ArgumentFault? {
    for (flag, other, hint) in Self.dependents
    where has(flag) && !has(other) && signature.flags.contains(where: { $0.name == flag }) {
      return ArgumentFault(
        flag: flag, message: "--\(flag) must stand with --\(other), but stands without it", hint: hint)
    }
    guard operation.isPaginated else { return nil }
    let isFollowed = has("follow")
    let others = [(isFollowed, "--follow"), (hasPage, "page="), (has("raw"), "--raw")].filter(\.0).map(\.1)
    guard let other = others.first else { return nil }
    if let flag = Self.selections.first(where: has) {
      return ArgumentFault(
        flag: flag, message: "--\(flag) looks through the whole list, but \(other) does not",
        hint: "leave one of them out; 'where' after the call selects rows too")
    }
    guard isFollowed, others.count > 1 else { return nil }
    return ArgumentFault(
      flag: "follow", message: "--follow shows what is new, but \(others[1]) is for what is there",
      hint: "leave one of them out")
  }
}
