import HTTP
import JSON
import Library
import Machine
import Rendering

// A recording that can be replayed: one line of JSON for each exchange.

extension RecordedCall {
  /// - Parameters:
  ///   - comment: about the file; programs that read the file ignore it.
  ///   - session: the session of the recording, which only the first line holds.
  package func value(comment: String? = nil, session: RecordedSession? = nil) -> Value {
    var members: [(Text, Value)] = comment.map { [(Text("comment"), Value($0))] } ?? []
    if let session { members.append(("session", session.value)) }
    members += [("method", Value(method)), ("path", Value(path))]
    members += requestBody.members(prefix: "request_")
    switch result {
    case .success(let response):
      members += [
        ("status", .int(Int64(response.status))), ("reason", Value(response.reason)),
        ("version", Value(response.version)), ("headers", Self.value(response.headers)),
      ]
      members += body.members(prefix: "")
      members += [("time", .double(start)), ("timings", response.timings.recorded)]
    case .failure(let error): members += [("error", error.recorded), ("time", .double(start))]
    }
    return .object(Object(members))
  }

  private static func value(_ headers: [Header]) -> Value {
    .array(headers.map { ["name": Value($0.name), "value": Value($0.value)] })
  }

  /// Reads what `value(comment:)` gives; nil where the value is something else.
  package init?(_ value: Value) {
    guard let method = value["method"]?.asString, let path = value["path"]?.asString,
      let requestBody = RecordedBody(value, prefix: "request_"), let body = RecordedBody(value, prefix: "")
    else { return nil }
    self.method = method
    self.path = path
    self.requestBody = requestBody
    self.body = body
    start = value["time"]?.asDouble ?? 0
    if let recorded = value["error"] {
      result = .failure(TransportError(recorded: recorded))
    } else if let status = value["status"]?.asInt.flatMap(Int.init(exactly:)), (100...999).contains(status) {
      let headers = (value["headers"]?.asArray ?? []).map {
        Header($0["name"]?.asString ?? "", $0["value"]?.asString ?? "")
      }
      result = .success(
        Response(
          version: value["version"]?.asString ?? "1.1", status: status,
          reason: value["reason"]?.asString ?? "", headers: headers,
          timings: Timings(recorded: value["timings"] ?? .null)))
    } else {
      return nil
    }
  }
}

extension RecordedBody {
  fileprivate func members(prefix: String) -> [(Text, Value)] {
    switch self {
    case .none: []
    case .json(let value): [(Text(prefix + "body"), PackedRows.packed(value))]
    case .text(let text): [(Text(prefix + "text"), Value(text))]
    case .cut(let text, let count):
      [(Text(prefix + "text"), Value(text)), (Text(prefix + "bytes"), .int(Int64(count)))]
    }
  }

  fileprivate init?(_ value: Value, prefix: String) {
    guard case .object(let members) = value else { return nil }
    if let body = members[Text(prefix + "body")] {
      self = .json(PackedRows.unpacked(body))
    } else if let text = members[Text(prefix + "text")] {
      guard let text = text.asString else { return nil }
      let count = members[Text(prefix + "bytes")]?.asInt
      self = count.map { .cut(text, of: Int($0)) } ?? .text(text)
    } else {
      self = .none
    }
  }
}

extension Timings {
  /// Milliseconds from the start of the request, as libcurl counts them.
  fileprivate var recorded: Value {
    func milliseconds(_ seconds: Double) -> Value { .double((seconds * 1e6).rounded() / 1e3) }
    return [
      "name": milliseconds(nameLookup), "connect": milliseconds(connect), "tls": milliseconds(tls),
      "first_byte": milliseconds(firstByte), "total": milliseconds(total),
    ]
  }

  fileprivate init(recorded: Value) {
    self.init()
    func seconds(_ name: String) -> Double { min(max(recorded[name]?.asDouble ?? 0, 0), 1e12) / 1000 }
    (nameLookup, connect, tls) = (seconds("name"), seconds("connect"), seconds("tls"))
    (firstByte, total) = (seconds("first_byte"), seconds("total"))
  }
}

// MARK: - Failures

extension TransportError {
  /// The kinds that are written as one word.
  private static let words: [(word: String, kind: Kind)] = [
    ("bad_url", .badURL), ("insecure", .insecure), ("unresolved", .unresolved), ("refused", .refused),
    ("unreachable", .unreachable), ("tls", .tls), ("proxy", .proxy), ("lost", .lost),
    ("turned_away", .turnedAway), ("truncated", .truncated), ("cancelled", .cancelled), ("garbage", .garbage),
    ("unusable", .unusable),
  ]

  fileprivate var recorded: Value {
    var members: [(Text, Value)] = [
      ("host", Value(host)), ("detail", Value(detail)), ("may_have_acted", .bool(acted == .unknown)),
    ]
    if let port { members.append(("port", .int(Int64(port)))) }
    switch kind {
    case .timeout(let phase, let seconds):
      members += [
        ("kind", "timeout"), ("phase", Value(phase.rawValue)), ("seconds", .double(seconds)),
      ]
    case .tooLarge(let limit): members += [("kind", "too_large"), ("limit", .int(Int64(limit)))]
    case .badHeader(let name): members += [("kind", "bad_header"), ("name", Value(name))]
    case .badURL, .insecure, .unresolved, .refused, .unreachable, .tls, .proxy, .lost, .turnedAway,
      .truncated, .cancelled, .unrecorded, .garbage, .unusable:
      members.append(("kind", Value(Self.words.first { $0.kind == kind }?.word ?? "lost")))
    }
    return .object(Object(members))
  }

  fileprivate init(recorded: Value) {
    let word = recorded["kind"]?.asString ?? ""
    let kind: Kind =
      switch word {
      case "timeout":
        .timeout(
          (recorded["phase"]?.asString).flatMap(Phase.init) ?? .total,
          seconds: recorded["seconds"]?.asDouble ?? 0)
      case "too_large": .tooLarge(limit: Int(recorded["limit"]?.asInt ?? 0))
      case "bad_header": .badHeader(recorded["name"]?.asString ?? "")
      // Nobody cancelled the replay, so a cancelled request is read as a lost one.
      case "cancelled": .lost
      default: Self.words.first { $0.word == word }?.kind ?? .lost
      }
    self.init(
      kind, host: recorded["host"]?.asString ?? "",
      port: recorded["port"]?.asInt.flatMap { Int(exactly: $0) },
      detail: recorded["detail"]?.asString ?? "",
      acted: recorded["may_have_acted"] == false ? .no : .unknown)
  }
}

// MARK: - The file

extension RecordedCall {
  /// The calls of a file's lines, and the session where the file names it.
  package static func all(
    in bytes: [UInt8], of path: String
  ) throws(Failure) -> (calls: [RecordedCall], session: RecordedSession?) {
    var calls: [RecordedCall] = []
    var session: RecordedSession?
    let bytes = Recording.lines(inPage: bytes) ?? bytes
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) {
      guard let value = try? Value(own: Array(line)), let call = RecordedCall(value) else {
        throw Failure(
          .usage,
          "a recording holds an exchange a line, but line \(number + 1) of \(Escaping.line(path)) is none",
          hint: "record save FILE.jsonl makes one")
      }
      if let recorded = value["session"] { session = RecordedSession(recorded) }
      calls.append(call)
    }
    guard !calls.isEmpty else {
      throw Failure(.usage, "a recording must hold an exchange, but \(Escaping.line(path)) is empty")
    }
    return (calls, session)
  }
}
