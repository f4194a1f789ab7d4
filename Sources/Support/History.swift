import Catalog
import Commands
import JSON
import Library
import Machine
import Rendering
import Service
import Stage

/// The messages of a span of time, newest first, as far back as they were read.
struct History {
  fileprivate(set) var rows: [Value] = []
  /// The beginning of the span, in seconds since 1970.
  let since: Double
  /// When the oldest message that was read was created, in seconds since 1970; nil where none was
  /// read.
  fileprivate(set) var oldest: Double?
  /// Whether the whole span was read.
  fileprivate(set) var isWhole = true
  /// Why the list could not be read; nil where it could.
  fileprivate(set) var refused: AccountReader.Reading?

  /// How many rows are read unless the person agreed to more: 200 requests.
  static let mostRows = 20_000

  var failed: [Value] { rows.filter(\.isFailed) }

  /// `2,345 messages of the last 7 d looked at`; where the span was not read as a whole, also how
  /// far back it was.
  func words(now: Double) -> String {
    let span = Figures.duration((now - since).rounded())
    let count = Figures.counted(rows.count, "message")
    if isWhole { return "\(count) of the last \(span) looked at" }
    return "\(count) looked at, back to \(oldest.map(Library.written) ?? "?"), not the whole \(span)"
  }
}

extension Value {
  /// Whether the message did not arrive and never will.
  var isFailed: Bool { ["failed", "refunded"].contains(self["status"]?.asString) }

  /// When the message was created or queued, in seconds since 1970.
  var created: Double? {
    (self["created_at"] ?? self["queued_at"])?.asText.flatMap { ISOTime.seconds($0)?.asDouble }
  }
}

/// Reads the messages of a span of time, page by page.
struct HistoryReader {
  let service: Service

  /// - Parameters:
  ///   - since: the beginning of the span, in seconds since 1970.
  ///   - until: its end; nil: now.
  ///   - most: reading ends with the page that reaches this number of rows.
  ///   - about: the rows that belong to the person who is asked about; a recording keeps no others.
  /// - Throws: where the user interrupts it. Other failures become `refused`.
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
