import JSON
import Machine

/// The lines of one key since it was last free, oldest first.
package struct KeyLines {
  package var lines: [Value]
  /// A number that changes with each line that anybody adds; 0 where the key has no lines.
  package var revision: Int64

  package static let none = KeyLines(lines: [], revision: 0)
}

/// Lines to be added to a key, on the condition that nobody else has added any meanwhile.
package struct Addition {
  package var key: Text
  package var lines: [Value]
  /// The revision of the key that the caller has seen.
  package var revision: Int64
  /// The messages that the key takes for its own. Where another key has one of them, nothing is added.
  package var messages: [Value] = []
  /// The process from which the key is taken over, since it seems to be gone.
  package var former: Holder?
  /// Whether the store may keep the lines back for a moment, to write them together with the next ones of the key.
  package var mayWait = false
}

/// The place where the lines of an account's keys are stored: memory, a file that several processes write, or etcd.
///
/// Only the thread of the session uses it.
package protocol LedgerStore: AnyObject {
  /// The lines of a key, including those that other processes added before the call began.
  func lines(of key: Text) async throws(Failure) -> KeyLines
  /// The lines of several keys, in their order.
  func lines(of keys: [Text]) async throws(Failure) -> [KeyLines]
  /// Adds lines to keys. Either all are added or none.
  ///
  /// - Returns: the new revisions of the keys; nil where another process came first with one of them.
  /// - Throws: why the lines cannot be added. Then none was added, or it is not known whether they were.
  func add(_ additions: [Addition]) async throws(Failure) -> [Int64]?
  /// Returns when all that was added would survive a loss of power.
  func sync() throws(Failure)
  /// Whether this process runs; nil where the store cannot tell.
  func isRunning(_ holder: Holder) async throws(Failure) -> Bool?
  /// Those of the messages that belong to a key, or that were sent under no key.
  func claimed(among messages: [Value]) async throws(Failure) -> Set<Value>
  /// Notes messages that were sent under no key.
  func note(sent messages: [Value], at time: Double) async throws(Failure)
  /// Gives all keys, in the order in which they were begun, or by name.
  func eachKey(_ body: (Text, KeyLines) throws(Failure) -> Void) async throws(Failure)
  /// Gives the keys that are not done, in any order.
  func eachOpenKey(_ body: (Text, KeyLines) throws(Failure) -> Void) async throws(Failure)
  /// The machines on which the store runs; empty where it is on this machine only.
  func nodes() async -> [LedgerHealth.Node]
  /// Removes all lines that do not count any more.
  func compact() throws(Failure)
  /// Makes certain that the keys which this process has claimed still belong to it at the moment when a request leaves.
  ///
  /// - Returns: false where another process has taken one of them. Then nothing may leave.
  /// - Throws: why that cannot be known. Then nothing may leave either.
  func confirm(_ keys: [Text]) async throws(Failure) -> Bool
  /// Whether this process has claims that others would take over unless it gives signs of life.
  var mustBeKept: Bool { get }
  /// Gives a sign of life, and writes the lines that were kept back.
  func keepAlive() async throws(Failure)
  /// How many keys are done, and how many are open; nil where the store would have to ask somebody.
  var counts: (done: Int, open: Int)? { get }
}

extension LedgerStore {
  package func lines(of keys: [Text]) async throws(Failure) -> [KeyLines] {
    var lines: [KeyLines] = []
    for key in keys { lines.append(try await self.lines(of: key)) }
    return lines
  }
  package func nodes() async -> [LedgerHealth.Node] { [] }
  package var mustBeKept: Bool { false }
  package func keepAlive() {}
  package func confirm(_ keys: [Text]) async throws(Failure) -> Bool { true }
  package var counts: (done: Int, open: Int)? { nil }
  package func sync() throws(Failure) {}
}
