import Catalog
import JSON
import Machine

/// Whether a run really does what it says.
package enum Mode {
  case real
  /// Writes are shown and not sent, and files are not written.
  case dry
  /// All of it is done to a copy of the account, and files are not written. The observer is told of everything.
  case rehearsed(any RunObserver)

  package var isDry: Bool { if case .dry = self { true } else { false } }

  package var isRehearsed: Bool { observer != nil }

  package var observer: (any RunObserver)? {
    if case .rehearsed(let observer) = self { observer } else { nil }
  }
}

/// Is told what a run does, while it does it: a rehearsal.
package protocol RunObserver: AnyObject {
  /// Notes where the fiber is whose effect is carried out next.
  func note(_ fiber: Fiber)

  /// The items around a fiber that is about to be started.
  var items: [Value] { get }

  /// Runs a fiber that was started within these items, side by side with others.
  func inLane<T>(within items: [Value], _ body: () async -> T) async -> T

  /// Is told of what is read of a file, from its beginning on: the items, and their lines.
  func reader(of file: String) -> ([Value], [Int]) -> Void

  /// A file would be written.
  func saves(_ sink: NoSink)

  /// A key of `once` is done already, or its block begins.
  func skips(_ key: String)
  func begins(_ key: String)

  /// A call reads the account.
  func reads(_ operation: Operation)

  /// A call of a write has failed; the script may catch that.
  func refused(_ operation: Operation, _ arguments: Object, _ failure: Failure)

  /// A loop goes on after a failure, or the script catches it.
  func passed(_ failure: Failure, _ reason: PassOver)
}

extension Failure {
  /// A write in a session that only reads.
  package static func readOnly(_ name: String) -> Failure {
    Failure(
      .permission, "a read-only session only reads, but \(name) is a write", hint: "nothing was sent")
  }
}
