import HTTP
import JSON
import Machine
import Rendering
import Synchronization

/// Answers requests from a recording, in its order: of those that are the same, each answer once. Nothing goes to
/// the network.
final class ReplayTransport: Transport {
  private struct State {
    var calls: [RecordedCall?]
    /// Where the one stood that was used last, and one further.
    var place = 0

    /// What came after that one when it was recorded; else the first that nobody has asked for.
    var next: RecordedCall? {
      let rest = calls[place...].first { $0 != nil } ?? calls.first { $0 != nil }
      return rest ?? nil
    }
  }

  private let base: BaseURL
  private let state: Mutex<State>

  init(_ calls: [RecordedCall], below base: BaseURL) {
    self.base = base
    state = Mutex(State(calls: calls))
  }

  func send(_ request: Request) async throws(TransportError) -> Response {
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
    var response = try call.result.get()
    response.body = call.body.bytes
    return response
  }

  private func take(_ asked: Asked) -> RecordedCall? {
    state.withLock { state in
      let place = state.calls.firstIndex { $0.map { asked.isSame(as: Asked($0)) } == true }
      guard let place else { return nil }
      defer { (state.calls[place], state.place) = (nil, place + 1) }
      return state.calls[place]
    }
  }
}

/// What a request asks for.
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

  /// `POST /messages/send {"content":"Hi"}`: of the body what another one has not, where both ask the same
  /// otherwise.
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

/// What a replay stands in the place of.
struct Outside {
  var client: Result<Client, Failure>
  var label: String
  var journal: Journal
}

extension Session {
  /// From now on calls are answered from a recording.
  func replay(_ path: String) throws(Failure) {
    try settings.files.check(path)
    let bytes: [UInt8]?
    do throws(FileError) { bytes = try InputFile.bytes(of: path, most: 512 << 20) } catch {
      throw Failure(error)
    }
    guard let bytes else {
      throw Failure(.usage, "a recording must have at most 512 MiB, but \(Escaping.line(path)) has more")
    }
    let calls = try RecordedCall.all(in: bytes, of: path)
    recorder.add(replayed: calls)
    if outside == nil { outside = Outside(client: client, label: label, journal: journal) }
    client = .success(replaying(calls))
    label = "replay"
    // What is replayed was not done: 'once' must not believe so later.
    journal = Journal(.memory, account: "replay")
    say(
      "\(Figures.counted(calls.count, "exchange")) of \(Escaping.line(path)) answer from now on; nothing is sent"
        + " until 'replay off'")
  }

  /// A client as the session's own, or as one without a key where there is none.
  private func replaying(_ calls: [RecordedCall]) -> Client {
    let real = (try? outside?.client.get()) ?? keyless
    let base = real?.base ?? .documented
    var client = Client(
      transport: ReplayTransport(calls, below: base), base: base, key: real?.key,
      surroundings: world.surroundings, retry: real?.retry ?? RetryPolicy(),
      limiter: RateLimiter(perHour: 1e9))
    // What was waited for when it was recorded need not be waited for again.
    client.surroundings.sleep = { _ async throws(CancellationError) in }
    return client
  }

  /// The service again.
  func endReplay() throws(Failure) {
    guard let outside else {
      throw Failure(.usage, "'replay off' ends a replay, but there is none", hint: "replay FILE begins one")
    }
    self.outside = nil
    (client, label, journal) = (outside.client, outside.label, outside.journal)
  }

  /// Refuses what would make the session speak to the service while a recording answers.
  func refuseInReplay(_ command: String) throws(Failure) {
    guard outside != nil else { return }
    throw Failure(
      .usage, "'\(command)' speaks to the service, but this is a replay", hint: "'replay off' ends it")
  }
}
