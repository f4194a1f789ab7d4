import Catalog
import Commands
import JSON
import Library
import Machine
import Rendering
import Service
import Stage

/// The messages of a time, newest first, as far as they were looked at.
struct History {
  fileprivate(set) var rows: [Value] = []
  /// From when on, in seconds since 1970.
  let since: Double
  /// When the oldest was created that was looked at; nil where there was none.
  fileprivate(set) var oldest: Double?
  /// Whether all of that time was looked at.
  fileprivate(set) var isWhole = true
  /// Why none could be read; nil where they were.
  fileprivate(set) var refused: AccountReader.Reading?

  /// So many rows are looked at unless more was agreed to: 200 requests.
  static let mostRows = 20_000

  var failed: [Value] { rows.filter(\.isFailed) }

  /// `2,345 messages of the last 7 d looked at`, and how far back where that is not all.
  func words(now: Double) -> String {
    let span = Figures.duration((now - since).rounded())
    let count = Figures.counted(rows.count, "message")
    if isWhole { return "\(count) of the last \(span) looked at" }
    return "\(count) looked at, back to \(oldest.map(Library.written) ?? "?"), not the whole \(span)"
  }
}

extension Value {
  /// Whether a message did not arrive, for good.
  var isFailed: Bool { ["failed", "refunded"].contains(self["status"]?.asString) }

  /// When a message was created or queued, in seconds since 1970.
  var created: Double? {
    (self["created_at"] ?? self["queued_at"])?.asText.flatMap { ISOTime.seconds($0)?.asDouble }
  }
}

struct HistoryReader {
  let service: Service

  /// - Parameters:
  ///   - most: so many rows are looked at, or a page more.
  ///   - about: whose rows are wanted; those of others leave no trace in a recording.
  /// - Throws: only where it is interrupted.
  func read(
    since: Double, until: Double? = nil, most: Int = History.mostRows, about: @escaping RowFilter
  ) async throws(Failure) -> History {
    var history = History(since: since)
    let list = Operation.listMessages
    if service.known.lacking(for: list) != nil {
      history.refused = .notAllowed(list.scope?.rawValue ?? "")
      return history
    }
    var window = Window(since: since, recipient: nil)
    window.until = until
    let walk = Walk(list, Object(), window, in: service)
    do throws(Failure) {
      try await service.about(only: about) { () async throws(Failure) in
        while true {
          let rows = try await walk.next()
          history.rows += rows
          if rows.isEmpty { return }
          if history.rows.count >= most {
            history.isWhole = false
            return
          }
        }
      }
    } catch {
      if service.console.interruption.isSet { throw error }
      history.refused =
        error.kind == .permission ? .notAllowed(list.scope?.rawValue ?? "another one") : .failed(error)
    }
    history.oldest = history.rows.last?.created
    return history
  }
}
