import JSON
import NIOCore

/// The changes as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). Every
/// tenth of a second, the new ones are encoded once for all pages.
struct Feed: Sendable {
  private struct Chunk: Sendable {
    let from: Int
    let events: ByteBuffer
  }

  /// The longest time before a change is sent.
  static let pace = Duration.milliseconds(100)
  /// How many encoded bytes are kept. For a page that is further behind, the events are encoded again.
  private static let mostBytes = 2 << 20

  private var chunks: [Chunk] = []
  private var bytes = 0
  /// How many changes were encoded.
  private var end = 0
  private var writtenAt = ContinuousClock.now - pace

  /// The events after so many changes, and how many changes a page has seen with them. A page whose last
  /// change is no longer kept is told to begin again.
  mutating func events(after cursor: Int, of state: State) -> (events: [ByteBuffer], next: Int) {
    let changes = state.changes
    guard cursor >= changes.first, cursor <= changes.end else {
      let reset = Self.event(["kind": "reset"], id(changes.end, changes))
      return ([ByteBuffer(bytes: reset)], changes.end)
    }
    write(upTo: changes.end, for: cursor, of: state)
    guard cursor < end else { return ([], cursor) }
    guard let place = chunks.lastIndex(where: { $0.from <= cursor }), chunks[place].from == cursor else {
      return ([text(cursor..<end, of: state)], end)
    }
    return (chunks[place...].map(\.events), end)
  }

  /// The number in `Last-Event-ID`. Without that header, it is the end of the changes. An id of another run
  /// comes before all of them.
  static func cursor(_ lastEventID: String?, _ changes: Changes) -> Int {
    guard let lastEventID else { return changes.end }
    let parts = lastEventID.split(separator: ".")
    guard parts.count == 2, parts[0] == changes.run, let number = Int(parts[1]) else { return -1 }
    return number
  }

  private mutating func write(upTo newest: Int, for cursor: Int, of state: State) {
    let now = ContinuousClock.now
    guard end < newest, now - writtenAt >= Self.pace else { return }
    // No page has listened for a while, or the encoded events come from before a reset.
    if now - writtenAt > Self.pace * 20 || end < state.changes.first {
      chunks = []
      bytes = 0
      end = max(cursor, state.changes.first)
    }
    writtenAt = now
    let chunk = Chunk(from: end, events: text(end..<newest, of: state))
    chunks.append(chunk)
    bytes += chunk.events.readableBytes
    end = newest
    while bytes > Self.mostBytes, chunks.count > 1 { bytes -= chunks.removeFirst().events.readableBytes }
  }

  private func text(_ numbers: Range<Int>, of state: State) -> ByteBuffer {
    var text = ByteBuffer()
    for number in numbers { text.writeBytes(event(number, of: state)) }
    return text
  }

  private func id(_ number: Int, _ changes: Changes) -> String { "\(changes.run).\(number)" }

  private func event(_ number: Int, of state: State) -> [UInt8] {
    Self.event(state.changes[number].view(in: state), id(number + 1, state.changes))
  }

  private static func event(_ data: Value, _ id: String) -> [UInt8] {
    Array("id: \(id)\ndata: ".utf8) + data.jsonBytes() + Array("\n\n".utf8)
  }
}

extension Change {
  private static let moving = MessageView([
    "status", "error_message", "sent_at", "delivered_at", "failed_at", "refunded_at", "updated_at",
  ])

  fileprivate func view(in state: State) -> Value {
    switch kind {
    case .message:
      var message = state.messages[index]
      message.status = .pending
      return ["kind": "message", "message": state.truth(of: message), "balance": .int(state.credits)]
    case .status(let status):
      var message = state.messages[index]
      message.status = status
      return [
        "kind": "status", "id": .int(message.id), "changed": Self.moving.of(message),
        "balance": .int(state.credits),
      ]
    case .reply:
      let message = state.messages[index]
      return ["kind": "reply", "id": .int(message.id), "changed": .object(state.repliesView(of: message))]
    case .state: return ["kind": "state"]
    case .reset: return ["kind": "reset"]
    }
  }
}
