import JSON
import Machine

/// The lines of one key since it was last free, oldest first.
package struct KeyLines {
  package var lines: [Value]
  /// What says that nobody has added a line since; 0 where there is none.
  package var revision: Int64

  package static let none = KeyLines(lines: [], revision: 0)
}

/// Lines to be added to a key where nobody else has added any since.
package struct Addition {
  package var key: Text
  package var lines: [Value]
  /// The key's revision that they are meant for.
  package var revision: Int64
  /// Messages that the key takes for its own: where another key has one of them, nothing is added.
  package var messages: [Value] = []
  /// Who had the key before, where it is taken over from somebody who seems to be gone.
  package var former: Holder?
  /// Whether the store may keep them back for a moment, to write them with the next ones of the key.
  package var mayWait = false
}

/// Where the lines of an account's keys stand: memory, a file that several processes write, or etcd.
///
/// Used by one thread, as the session.
package protocol LedgerStore: AnyObject {
  /// The lines of a key. What others have added before the call began is among them.
  func lines(of key: Text) async throws(Failure) -> KeyLines
  /// The same of several keys, in their order.
  func lines(of keys: [Text]) async throws(Failure) -> [KeyLines]
  /// Adds lines, all or none, and gives the keys' new revisions; nil where another process came first.
  ///
  /// - Throws: why they cannot be added. Then none stands there, or nobody knows.
  func add(_ additions: [Addition]) async throws(Failure) -> [Int64]?
  /// Comes back when what was added would survive the loss of power.
  func sync() throws(Failure)
  /// Whether the process of that token runs, as far as the store can tell; nil where it cannot.
  func isRunning(_ holder: Holder) async throws(Failure) -> Bool?
  /// Those of the messages that a key has claimed, or that were sent under none.
  func claimed(among messages: [Value]) async throws(Failure) -> Set<Value>
  /// Notes messages that were sent under no key.
  func note(sent messages: [Value], at time: Double) async throws(Failure)
  /// All keys, in the order in which they were begun, or by name.
  func eachKey(_ body: (Text, KeyLines) throws(Failure) -> Void) async throws(Failure)
  /// The keys that are not done, in any order.
  func eachOpenKey(_ body: (Text, KeyLines) throws(Failure) -> Void) async throws(Failure)
  /// The machines that it stands on, where there are others than this one.
  func nodes() async -> [LedgerHealth.Node]
  /// Leaves of each key what counts.
  func compact() throws(Failure)
  /// Sees to it that keys which this process has claimed are its own for certain while a request leaves now.
  ///
  /// - Returns: false where another process has taken one of them: nothing may leave then.
  /// - Throws: why that cannot be known. Nothing may leave then either.
  func confirm(_ keys: [Text]) async throws(Failure) -> Bool
  /// Whether this process has claims that others take for given up unless it says time and again that it runs.
  var mustBeKept: Bool { get }
  /// Says that this process runs, and writes what was kept back.
  func keepAlive() async throws(Failure)
  /// How many keys are done, and how many open, as far as it is known without asking anybody.
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
