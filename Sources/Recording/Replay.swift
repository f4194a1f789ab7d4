import HTTP
import JSON
import Machine
import Rendering
import Stage
import Synchronization
import Verbs

/// Answers requests from a recording. Equal requests get their answers in the recorded order, each answer once. Those
/// that the input made which was typed come first: `explain` asks like `contacts list`, but keeps less of the answer.
/// Nothing goes to the network.
package final class ReplayTransport: Transport {
  private struct State {
    var calls: [RecordedCall?]
    /// The place after the exchange that was used last.
    var place = 0

    /// The exchange that was recorded next, or the first one that is still unused.
    var next: RecordedCall? {
      let rest = calls[place...].first { $0 != nil } ?? calls.first { $0 != nil }
      return rest ?? nil
    }
  }

  private let base: BaseURL
  private let state: Mutex<State>
  private let clock: RecordedClock

  /// - Parameter clock: is set to the end of each exchange that is replayed.
  package init(_ calls: [RecordedCall], below base: BaseURL, clock: RecordedClock) {
    self.base = base
    self.clock = clock
    state = Mutex(State(calls: calls))
  }

  package func send(_ request: Request) async throws(TransportError) -> Response {
    if Task.isCancelled { throw TransportError(.cancelled, host: base.host, acted: .no) }
    let asked = Asked(request, below: base)
    guard let call = take(asked) else {
      let next = state.withLock { $0.next }.map(Asked.init)
      throw TransportError(
        .unrecorded(
          asked: asked.words(beside: next, request.key), next: next?.words(beside: asked, request.key)),
        host: base.host, acted: .no)
    }
    if case .cut(_, let count) = call.body {
      let whole = "\(asked.words(beside: asked, request.key)) with its whole answer"
      throw TransportError(
        .unrecorded(asked: whole, next: "the beginning of \(count) bytes"), host: base.host, acted: .no)
    }
    clock.stand(at: call.end)
    var response = try call.result.get()
    response.body = call.body.bytes
    return response
  }

  private func take(_ asked: Asked) -> RecordedCall? {
    state.withLock { state in
      let places = state.calls.indices.filter { state.calls[$0].map { asked.isSame(as: Asked($0)) } == true }
      guard let place = places.first(where: { clock.isOfInput(state.calls[$0]?.start ?? 0) }) ?? places.first
      else { return nil }
      defer { (state.calls[place], state.place) = (nil, place + 1) }
      return state.calls[place]
    }
  }
}

extension RecordedCall {
  /// Seconds since 1970.
  var end: Double {
    guard case .success(let response) = result else { return start }
    return start + response.timings.total
  }
}

private struct Asked {
  var method: String
  var path: String
  var body: RecordedBody

  init(_ request: Request, below base: BaseURL) {
    method = request.method.rawValue
    path =
      request.url.hasPrefix("\(base)") ? String(request.url.dropFirst("\(base)".count)) : request.url
    let bytes = request.body ?? []
    let scrubber = Scrubber([], mask: nil)
    body = RecordedBody(bytes, of: bytes.count, scrubber, scrubber.withoutKeys)
  }

  init(_ call: RecordedCall) {
    (method, path, body) = (call.method, call.path, call.requestBody)
  }

  func isSame(as other: Asked) -> Bool {
    method == other.method && path == other.path && body == other.body
  }

  /// `POST /messages/send {"content":"Hi"}`. Where two requests differ only in the body, only the members in which
  /// they differ are written.
  func words(beside other: Asked?, _ key: APIKey?) -> String {
    var words = "\(method) \(path)"
    if case .json(.object(var members)) = body {
      if let other, other.method == method, other.path == path, case .json(.object(let theirs)) = other.body,
        theirs != members
      {
        members = Object(members.members.filter { theirs[$0.name] != $0.value }.map { ($0.name, $0.value) })
      }
      words += " \(Value.object(members).json)"
    }
    return Redaction(of: key).text(words).cut(to: 200)
  }
}
