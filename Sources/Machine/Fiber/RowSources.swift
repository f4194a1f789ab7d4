import JSON
import Synchronization

extension Failure {
  /// The row of a file that a loop was at.
  public struct Source: Hashable, Sendable {
    public var file: String
    /// From 1.
    public var line: Int

    public init(file: String, line: Int) {
      self.file = file
      self.line = line
    }

    /// `customers.csv:17`
    public var place: String { "\(file):\(line)" }

    var value: Value { ["file": Value(file), "line": .int(Int64(line))] }
  }
}

/// The rows of files that a program holds, found by what is in them: a loop may go over them in any order, and long
/// after they were read. Only where something fails is one looked for.
public final class RowSources: Sendable {
  /// A row, or what a pipeline made of one.
  private struct Row {
    var value: Value
    var origin: Origin
  }

  private enum Origin {
    case line(Int, file: String)
    /// Another row; where that one came from a file, it was added before.
    case row(Value)
  }

  private struct State {
    var rows: [Row] = []
    /// Where the rows stand, as far as they have been looked at.
    var index: [Value: Failure.Source] = [:]
    /// So many rows are in the index.
    var indexed = 0
  }

  /// More rows are not held: nobody else may need them.
  private static let limit = 50_000

  private let state = Mutex(State())
  private let count = Atomic(0)
  private let isRead = Atomic(false)

  public init() {}

  /// To be called when a file is opened that has lines.
  public func fileWasOpened() { isRead.store(true, ordering: .relaxed) }
  /// Until a file was opened, a failure has no row to look for.
  var areThere: Bool { isRead.load(ordering: .relaxed) }

  /// Whether there are rows from which others may be made, and room for those.
  var hasSome: Bool { (1..<Self.limit).contains(count.load(ordering: .relaxed)) }
  /// Whether it takes another row.
  var hasRoom: Bool { count.load(ordering: .relaxed) < Self.limit }

  /// - Parameter lines: those on which the rows begin, as many as there are rows.
  ///
  /// Rows that are not objects are not held: another list may well have the same text or number.
  public func add(_ rows: [Value], of file: String, lines: [Int]) {
    guard rows.count == lines.count, case .object? = rows.first else { return }
    add(zip(rows, lines).lazy.map { Row(value: $0, origin: .line($1, file: file)) }, count: rows.count)
  }

  /// A row that a stream gave, or what was made of one.
  func add(_ row: Value, from source: Failure.Source) {
    add([Row(value: row, origin: .line(source.line, file: source.file))], count: 1)
  }

  /// What was made of another row.
  func add(_ row: Value, madeOf other: Value) { add([Row(value: row, origin: .row(other))], count: 1) }

  private func add(_ rows: some Sequence<Row>, count: Int) {
    state.withLock { state in
      guard state.rows.count + count <= Self.limit else { return }
      state.rows.append(contentsOf: rows)
      self.count.store(state.rows.count, ordering: .relaxed)
    }
  }

  /// Where the first row stands that holds just this; nil where there is none. O(rows) once for each file.
  func source(of row: Value) -> Failure.Source? {
    state.withLock { state in
      for row in state.rows[state.indexed...] where state.index[row.value] == nil {
        switch row.origin {
        case .line(let line, let file): state.index[row.value] = Failure.Source(file: file, line: line)
        case .row(let other): state.index[row.value] = state.index[other]
        }
      }
      state.indexed = state.rows.count
      return state.index[row]
    }
  }
}
