import JSON
import Machine
import Rendering

/// Messages with the same content to the same recipient, one soon after the other. A customer who got them
/// says that the message came twice.
struct Repeated {
  /// The messages, oldest first.
  let rows: [Value]

  /// The longest time between two such messages, in seconds.
  private static let nearest = 86400.0

  /// - Parameter messages: the messages to one recipient, newest first.
  static func all(in messages: [Value]) -> [Repeated] {
    var groups: [[Value]: [Value]] = [:]
    for row in messages {
      guard let content = row["content"], !content.isNull else { continue }
      groups[[row["type"] ?? .null, content], default: []].append(row)
    }
    return groups.values.flatMap { split($0.reversed()) }
      .sorted { ($1.rows.last?.created ?? 0) < ($0.rows.last?.created ?? 0) }
  }

  private static func split(_ rows: [Value]) -> [Repeated] {
    var runs: [[Value]] = []
    for row in rows {
      if let last = runs.last?.last?.created, let time = row.created, time - last <= nearest {
        runs[runs.count - 1].append(row)
      } else {
        runs.append([row])
      }
    }
    return runs.filter { $0.count > 1 }.map { Repeated(rows: $0) }
  }

  private var ids: String { rows.map { $0["id"]?.json ?? "?" }.joined(separator: ", ") }

  private var span: Double { (rows.last?.created ?? 0) - (rows.first?.created ?? 0) }

  var words: String {
    "\(ids) are equal: sent \(rows.count) times within \(Figures.duration(span))"
  }

  func heading(_ number: String) -> String {
    "The same message was sent to \(number) \(rows.count) times."
  }

  var advice: String {
    "\(Figures.counted(rows.count, "call")) sent it, each charged: look who called twice; "
      + "once KEY { … } sends a message one time"
  }

  var value: Value { ["ids": .array(rows.map { $0["id"] ?? .null }), "seconds": .double(span)] }
}
