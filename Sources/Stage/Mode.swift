import Catalog
import JSON
import Machine

/// Whether a run acts on the real account.
package enum Mode {
  case real
  /// Writes are shown and not sent. Files are not written.
  case dry
  /// The run acts on a copy of the account. Files are not written. The observer hears of everything that happens.
  case rehearsed(any RunObserver)

  package var isDry: Bool { if case .dry = self { true } else { false } }

  package var isRehearsed: Bool { observer != nil }

  package var observer: (any RunObserver)? {
    if case .rehearsed(let observer) = self { observer } else { nil }
  }
}

/// Hears what a run does while it does it, for the report of a rehearsal.
package protocol RunObserver: AnyObject {
  /// The effect of this fiber is carried out next.
  func note(_ fiber: Fiber)

  /// The items of the loops around a fiber that is about to be started.
  var items: [Value] { get }

  /// Runs a fiber that was started inside these items, next to other fibers.
  func inLane<T>(within items: [Value], _ body: () async -> T) async -> T

  /// Gives a function that hears of the items that are read from a file, from its beginning on, and of the lines on
  /// which these stand.
  func reader(of file: String) -> ([Value], [Int]) -> Void

  /// The run would write a file.
  func saves(_ sink: NoSink)

  /// A key of `once` is done already.
  func skips(_ key: String)
  /// The block of a key of `once` begins.
  func begins(_ key: String)

  /// A call reads from the account.
  func reads(_ operation: Operation)

  /// A write has failed. The script may still catch the failure.
  func refused(_ operation: Operation, _ arguments: Object, _ failure: Failure)

  /// A loop has gone on after a failure, or the script has caught it.
  func passed(_ failure: Failure, _ reason: PassOver)
}

extension Failure {
  /// The failure of a write in a session that may only read.
  package static func readOnly(_ name: String) -> Failure {
    Failure(
      .permission, "a read-only session only reads, but \(name) is a write", hint: "nothing was sent")
  }
}
