import Inbox
import NIOCore

/// The body of an answer, in the way in which it is sent.
enum Flow {
  case whole(ByteBuffer)
  /// The connection is closed after half of it.
  case half(ByteBuffer)
  /// `start`, and then the bytes of `next` again and again, with a pause each time, as long as the client
  /// listens.
  case endless(start: ByteBuffer, pause: Duration, next: () -> [ByteBuffer])

  /// The length in the head of the answer; nil where the body has no end.
  var length: Int? {
    switch self {
    case .whole(let bytes), .half(let bytes): bytes.readableBytes
    case .endless: nil
    }
  }
}

extension Reply {
  func flow(of service: Service) -> Flow {
    switch (content, delivery) {
    case (.page, _): .whole(ByteBuffer(string: InboxPage.text))
    case (.redirect, _): .whole(ByteBuffer())
    case (.events(let cursor), _): .events(of: service, after: cursor)
    case (.json, .whole), (.json, .lost): .whole(ByteBuffer(bytes: bytes))
    case (.json, .truncated): .half(ByteBuffer(bytes: bytes))
    case (.json, .garbage): .whole(ByteBuffer(string: "<html><body>\u{0}It works!</body>"))
    case (.json, .endless): .spaces
    }
  }
}

extension Flow {
  /// An answer with a list that does not end. The pauses let other connections be served.
  fileprivate static var spaces: Flow {
    let more = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 18)
    return .endless(start: ByteBuffer(string: #"{"success": true, "data": [0"#), pause: .milliseconds(1)) {
      [more]
    }
  }

  /// Events as long as the page listens. They have no queue of their own, so a slow page takes no memory.
  fileprivate static func events(of service: Service, after cursor: Int) -> Flow {
    var cursor = cursor
    var silence = Duration.zero
    return .endless(start: ByteBuffer(string: "retry: 1000\n\n"), pause: Feed.pace) {
      let (events, next) = service.events(after: cursor)
      cursor = next
      silence = events.isEmpty ? silence + Feed.pace : .zero
      if silence < .seconds(5) { return events }
      // Only a send can show that the page has gone.
      silence = .zero
      return [ByteBuffer(string: ": still here\n\n")]
    }
  }
}
