import Catalog
import JSON
import Library
import Machine

/// Looks among the account's messages for the one that a block, whose end is not known, may have sent.
struct Search {
  enum Result: Equatable {
    /// Its answer: it was sent.
    case found(Value)
    case nothing
    case several(Int)
    /// It cannot be looked for.
    case unknown

    /// Why it is in doubt.
    var words: String {
      switch self {
      case .found: "it was"
      case .nothing: "no message of the account fits it"
      case .several(let count): "\(count) messages of the account fit it"
      case .unknown: "it cannot be looked for among the account's messages"
      }
    }
  }

  private let trace: Journal.Trace
  private let session: Session

  init(_ trace: Journal.Trace, in session: Session) {
    self.trace = trace
    self.session = session
  }

  func result() async throws(Failure) -> Result {
    // What was done beside it is not known to be done.
    guard trace.writes.count == 1 else { return .unknown }
    let write = trace.writes[0]
    if let answer = write.answer { return .found(answer) }
    guard let recipient = write.body["recipient"]?.asString, let content = write.body["content"]?.asString,
      let list = session.commands.catalog.operations.first(where: \.isPaginated)
    else { return .unknown }
    let type = write.body["type"]?.asString ?? "text"
    let claimed = try session.journal.claimed()
    var fitting: [Value] = []
    let walk = Walk(
      list, Object(), Window(since: trace.start - Self.clockMargin, recipient: recipient), in: session)
    while case let rows = try await walk.next(), !rows.isEmpty {
      fitting += rows.filter {
        $0["content"]?.asString == content && $0["type"]?.asString == type
          && !claimed.contains($0["id"] ?? .null)
      }
    }
    switch fitting.count {
    case 0: return .nothing
    case 1: return .found(Self.answer(fitting[0]))
    default: return .several(fitting.count)
    }
  }

  /// How far the clock of the service may be behind ours, in seconds.
  private static let clockMargin = 2.0

  /// A row of the list, with its id as a send's answer has it.
  private static func answer(_ row: Value) -> Value {
    guard case .object(let members) = row else { return row }
    return .object(
      Object(members.members.map { ($0.name == "id" ? "message_id" : $0.name, $0.value) }))
  }
}
