import Catalog
import HTTP
import JSON
import Machine
import Stage

/// `messages list --follow`: gives new messages, and messages whose status has changed, in the order in which they were
/// made. The stream never ends by itself.
package final class Follow: WorldStream {
  private let operation: Operation
  private let arguments: Object
  private let service: Service
  private let rhythm: Rhythm
  /// The last known status of each message; nil before the first look.
  private var statuses: [Value: Value]?

  /// How many pages one look reads at most, where many messages came at once.
  private static let mostPages = 20
  private static let perPage = 100

  package init(_ operation: Operation, _ arguments: Object, _ call: WorldCall, in service: Service)
    throws(Failure)
  {
    self.operation = operation
    self.arguments = arguments
    self.service = service
    rhythm = try Rhythm(pace: call.flag("pace") ?? "12/m", of: operation.name)
    super.init()
  }

  package override func next() async throws(Failure) -> [Value] {
    let progress = service.console.progress
    let wait = progress.begin(waitingFor: "new \(operation.noun ?? "rows") (Ctrl-C ends)")
    defer { progress.end(wait) }
    while true {
      let delay = rhythm.take(now: service.console.world.surroundings.now())
      if delay > 0 { try await service.console.pause(delay) }
      let changed = try await look()
      if !changed.isEmpty { return changed }
    }
  }

  /// The messages that are new or changed since the last look. The first look reads the newest page alone, so pages are
  /// read until one has a message of an earlier look, or no new one: what stands behind it is older.
  private func look() async throws(Failure) -> [Value] {
    var changed: [Value] = []
    let earlier = statuses
    statuses = earlier ?? [:]
    for page in 1...Self.mostPages {
      var arguments = arguments
      arguments["page"] = .int(Int64(page))
      if arguments["per_page"] == nil { arguments["per_page"] = .int(Int64(Self.perPage)) }
      let answer = try await service.exchange(operation, arguments)
      let rows = try Answers.rows(answer["data"] ?? answer, of: operation.name)
      var (hasNew, hasKnown) = (false, false)
      for row in rows {
        guard let id = row["id"] else { continue }
        let status = row["status"] ?? .null
        let before = statuses?[id]
        statuses?[id] = status
        if earlier?[id] != nil { hasKnown = true }
        if before == nil { hasNew = true }
        if before != status { changed.append(row) }
      }
      if earlier == nil { return [] }
      if !hasNew || hasKnown { break }
    }
    return changed.reversed()
  }
}
