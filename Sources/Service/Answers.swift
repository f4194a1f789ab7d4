import Catalog
import CodeExport
import Commands
import HTTP
import JSON
import Library
import Machine
import Rendering
import Verbs

/// Turns the outcome of a call into the body of its answer, or into a failure of the kinds that Language.md lists.
package enum Answers {
  /// The body of the answer to a call.
  ///
  /// - Parameter time: when the call began, in seconds since 1970.
  /// - Throws: the failure that the answer reports; `in_doubt` for a write whose answer does not confirm it.
  package static func body(
    of outcome: Outcome, to call: OutgoingCall, at time: Double, _ notices: Notices? = nil
  ) throws(Failure) -> Value {
    let body = try body(of: outcome, advice: Advice(for: call, at: time), notices)
    if !outcome.request.isWrite, let said = body["success"], said != true {
      // A body with `success: false` may contain an empty list, which must not be taken for the answer.
      let why = body["message"]?.asString.map { ": \(Escaping.line($0))" } ?? ""
      throw Failure(
        .server,
        Redaction(of: outcome.request.key).text(
          "the answer must say success=true, but says success=\(said.json)\(why)"))
    }
    // The answer to a deletion may have no body.
    if outcome.request.isWrite, !body.isNull || call.method != .delete || !outcome.isEmpty {
      try confirm(body, of: outcome, to: call, at: time)
    }
    return body
  }

  /// The body of an answer to a read, or to a control route of the sandbox.
  package static func body(of outcome: Outcome) throws(Failure) -> Value {
    try body(of: outcome, advice: Advice())
  }

  private static func body(
    of outcome: Outcome, advice: Advice, _ notices: Notices? = nil
  ) throws(Failure) -> Value {
    let response: Response
    switch outcome.result {
    case .failure(let error): throw failure(of: error, outcome, advice)
    case .success(let success): response = success
    }
    guard (200..<300).contains(response.status) else { throw failure(of: response, outcome, advice) }
    if outcome.isEmpty, outcome.request.method == .delete { return .null }
    do throws(JSONError) { return try response.json(notices) } catch {
      throw unreadable(response, error, outcome.request, advice)
    }
  }

  /// Checks that the answer confirms the write in the documented form. Otherwise nobody knows what the write did.
  ///
  /// - Throws: `in_doubt`.
  private static func confirm(
    _ body: Value, of outcome: Outcome, to call: OutgoingCall, at time: Double
  ) throws(Failure) {
    guard case .success(let response) = outcome.result else { return }
    let lack = call.operation.map { $0.lack(in: body, record: call.record) } ?? Unconfirmed(ofAny: body)
    var failure = Failure(
      .inDoubt, "", hint: Advice(for: call, at: time).doubt, status: Int64(response.status),
      errorCode: body["error_code"]?.asString)
    failure.charged = charge(body)
    if let lack {
      let said = body["message"]?.asString ?? body["error"]?.asString
      failure.message =
        "the answer (\(response.status)) must \(lack.words)" + (said.map { ": \($0)" } ?? "")
    } else if case .rows(let name)? = call.operation?.receipt {
      let rows = body["data"]?[name]?.asArray ?? []
      let count = call.batchSize ?? max(rows.count, 1)
      let receipt = BatchReceipt(rows, of: count)
      if let contradiction = receipt.contradiction(in: body["data"] ?? .null) {
        failure.message = contradiction
        // The counts contradict the rows, so nothing is known about the messages that the rows call refused.
        failure.results = .array(rows.filter { $0["success"] == true })
      } else if receipt.untold > 0 {
        failure.message =
          "the answer must tell of each message, but leaves out \(receipt.untold) of \(count)"
        failure.results = .array(rows)
      } else {
        return
      }
    } else {
      return
    }
    failure.message = Escaping.lines(Redaction(of: outcome.request.key).text(failure.message))
    failure.message += "; it is not known whether the server acted"
    throw failure
  }

  /// The failure for an answer that has a status of success and is not JSON. For a write it is `in_doubt`.
  private static func unreadable(
    _ response: Response, _ error: JSONError, _ request: Request, _ advice: Advice
  ) -> Failure {
    let found =
      response.body.isEmpty
      ? "the body is empty" : "it is not: at byte \(error.offset) \(error.message)"
    let message = "the answer (\(response.status)) must be JSON, but \(found)"
    guard request.isWrite else {
      return Failure(
        .server, message, hint: "check that the base URL is the API's", status: Int64(response.status))
    }
    return Failure(
      .inDoubt, message + "; it is not known whether the server acted", hint: advice.doubt,
      status: Int64(response.status))
  }

  /// How many credits a write has cost according to its answer, at least 0. Without `credits_charged`, each message of
  /// a bulk that was queued counts as one credit (documentation, "Credits"). Some services put the charge beside
  /// `data`, into the rows of a bulk, or write it as text. Where the answer names several, the highest counts.
  package static func charge(_ answer: Value) -> Int64 {
    let told = [answer["data"], answer].compactMap { $0?["credits_charged"]?.asCharge }.max()
    let rows = (answer["data"] ?? answer)["results"]?.asArray ?? []
    if let told, !rows.contains(where: { $0["credits_charged"] != nil }) { return told }
    let ofRows = rows.map { $0["credits_charged"]?.asCharge ?? ($0["success"] == true ? 1 : 0) }
    return max(told ?? 0, ofRows.reduce(0) { $0.adding($1) })
  }

  /// The page of a list that an answer contains, in the documented form; nil where the answer contains the whole list.
  ///
  /// For a list that is documented as whole, some services give only a part of the rows, and say in `meta.total`,
  /// `pagination.total` or `total` how many there are. Where that is more than the answer has, its rows are taken as a
  /// page.
  ///
  /// - Parameter isFollowing: whether an earlier page has been read.
  static func page(in body: Value, isFollowing: Bool) -> Value? {
    guard let data = body["data"] else { return nil }
    if data["data"]?.asArray != nil { return data }
    guard let rows = data.asArray else { return nil }
    let totals = [body["meta"]?["total"], body["pagination"]?["total"], body["total"]].compactMap {
      $0?.asCharge
    }
    guard let total = totals.max() else { return isFollowing ? ["data": data] : nil }
    return total > rows.count || isFollowing ? ["data": data, "total": .int(total)] : nil
  }

  /// The rows of a list.
  ///
  /// - Throws: where the answer is not a list. An empty list in its place would look like a true answer.
  package static func rows(_ value: Value, of name: String) throws(Failure) -> [Value] {
    if case .array(let rows) = value { return rows }
    throw Failure(
      .server, "\(name) must be answered with a list, but was with \(value.described)",
      hint: "--raw shows the whole answer")
  }

  private static func failure(of response: Response, _ outcome: Outcome, _ advice: Advice) -> Failure {
    let body = try? response.json()
    let said = body?["message"]?.asString
    let meaning = StatusMeaning.of(response.status)
    let reason =
      meaning?.reason ?? (response.reason.isEmpty ? "HTTP status \(response.status)" : response.reason)
    // Where the service's message begins with the reason, the reason is not repeated.
    let rest = said.map { said in
      said.hasPrefix(reason) ? String(said.dropFirst(reason.count).drop { $0 == ":" || $0 == " " }) : said
    }
    var message =
      "\(reason) (\(response.status))" + tries(outcome) + (rest.map { $0.isEmpty ? "" : ": \($0)" } ?? "")
    let errors = body?["errors"] ?? .null
    if case .object(let fields) = errors {
      for member in fields.members {
        for text in member.value.asArray ?? [member.value] {
          message += "\n  \(member.name): \(text.asString ?? text.json)"
        }
      }
    }
    let kind = outcome.isInDoubt ? Failure.Kind.inDoubt : kind(of: response.status)
    if kind == .inDoubt { message += "; it is not known whether the server acted" }
    var failure = Failure(
      kind, Escaping.lines(Redaction(of: outcome.request.key).text(message)),
      hint: kind == .inDoubt
        ? advice.doubt
        : advice.refusal(
          status: response.status, errors: errors.asObject?.names.map(\.string) ?? [],
          retryAfter: outcome.retryAfter,
          url: Escaping.line(String(outcome.request.url.prefix { $0 != "?" }))),
      status: Int64(response.status), errorCode: body?["error_code"]?.asString, errors: errors)
    failure.charged = body.map(charge) ?? 0
    if errors.asObject != nil {
      failure.given = outcome.request.body.flatMap { (try? Value(parsing: $0))?.asObject }
    }
    return failure
  }

  private static func tries(_ outcome: Outcome) -> String {
    outcome.attempts > 1 ? " (tried \(outcome.attempts) times)" : ""
  }

  private static func kind(of status: Int) -> Failure.Kind {
    switch status {
    case 401: .auth
    case 402: .credits
    case 403: .permission
    case 404: .missing
    case 408: .timeout
    case 410: .gone
    case 429: .rateLimit
    case 400..<500: .validation
    default: .server
    }
  }

  private static func failure(of error: TransportError, _ outcome: Outcome, _ advice: Advice) -> Failure {
    let message = error.message + tries(outcome)
    if outcome.isInDoubt {
      return Failure(
        .inDoubt, message + "; it is not known whether the server acted",
        hint: advice.doubt
      )
    }
    switch error.kind {
    case .cancelled: return .interrupted
    case .timeout: return Failure(.timeout, message, hint: error.hint)
    case .badURL, .badHeader, .insecure, .unrecorded: return Failure(.usage, message, hint: error.hint)
    case .unresolved, .refused, .unreachable, .tls, .proxy, .lost, .turnedAway, .truncated, .tooLarge,
      .garbage,
      .unusable:
      return Failure(.network, message, hint: error.hint)
    }
  }
}

extension Value {
  fileprivate var asCharge: Int64? {
    guard let text = asString?.filter({ !$0.isWhitespace }) else { return asCount }
    if !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      return Int64(text) ?? .max
    }
    return (try? Value(parsing: text))?.asCount
  }
}

extension BatchReceipt {
  /// How the counts of the answer contradict the rows that report a refusal; nil where they agree. Rows that report
  /// success are believed in any case.
  ///
  /// - Parameter data: has `success_count` and `failure_count` (documentation, "Send Bulk Messages").
  fileprivate func contradiction(in data: Value) -> String? {
    let queued = items.count - refused - untold
    if refused > 0, let count = data["success_count"]?.asCharge, count > queued {
      return
        "the answer must count what its rows tell, but success_count is \(count) and \(queued) of them succeeded"
    }
    if refused > 0, let count = data["failure_count"]?.asCharge, count < refused {
      return
        "the answer must count what its rows tell, but failure_count is \(count) and \(refused) of them failed"
    }
    return nil
  }
}

extension Response {
  /// The body as JSON. A byte order mark at the beginning is ignored, since some services write one.
  package func json(_ notices: Notices? = nil) throws(JSONError) -> Value {
    try Value(parsing: body, options: .data(notices))
  }
}

extension Outcome {
  /// Whether the status alone says that all is done (204 No Content, RFC 9110 §15.3.5).
  fileprivate var isEmpty: Bool {
    if case .success(let response) = result { response.status == 204 && response.body.isEmpty } else { false }
  }
}

extension Unconfirmed {
  /// The words that follow "the answer must".
  fileprivate var words: String {
    switch self {
    case .success(nil): "say success=true, but does not"
    case .success(let found?): "say success=true, but says success=\(found.json)"
    case .id(let name, let found): "hold a \(name), but \(Self.found(found))"
    case .record(let id, let found): "be about the record \(id), but is about \(found.json)"
    case .rows(let name, let found): "hold the list \(name), but \(Self.found(found))"
    }
  }

  private static func found(_ value: Value?) -> String {
    guard let value else { return "holds none" }
    let text = value.json
    return "holds " + (text.count > 40 ? text.prefix(39) + "…" : text)
  }
}

/// The last exchange with the API, which `$response` shows without the API key. The value is made only when a program
/// reads it.
package struct LastExchange: Sendable {
  private let outcome: Outcome
  private let requestBody: Value?
  private let key: APIKey?
  /// When the exchange ended, in seconds since 1970 by this machine's clock.
  private let time: Double
  /// The body of the answer, where it has been read.
  package var answer: Value?

  init(_ outcome: Outcome, requestBody: Value?, key: APIKey?, at time: Double) {
    self.outcome = outcome
    self.time = time
    self.requestBody = requestBody
    self.key = key
  }

  /// By how many seconds the clock of the service is ahead of this machine's; nil where the answer has no date.
  package var clockDifference: Double? {
    guard case .success(let response) = outcome.result else { return nil }
    return response.date.map { $0 - time }
  }

  /// Whether the request asked for a page of a list.
  var isPage: Bool { outcome.request.url.contains("per_page=") }

  /// The request as code in this language, without the API key.
  package func code(in language: CodeLanguage) -> String {
    let request = outcome.request
    let call = CodeCall(
      method: request.method.rawValue, url: request.url, bodies: requestBody.map { [$0] } ?? [])
    return Redaction(of: key).text(language.code(for: call))
  }

  package var value: Value {
    let redaction = Redaction(of: key)
    let request: Value = [
      "method": Value(outcome.request.method.rawValue),
      "url": Value(redaction.text(outcome.request.url)),
      "headers": Self.headers(redaction.headers(of: outcome.request)),
      "body": requestBody ?? .null,
    ]
    guard case .success(let response) = outcome.result else {
      return [
        "status": .null, "reason": .null, "headers": [:], "body": .null, "time_ms": .null, "request": request,
      ]
    }
    return [
      "status": .int(Int64(response.status)),
      "reason": Value(response.reason),
      "headers": Self.headers(redaction.headers(response.headers)),
      "body": answer ?? (try? response.json())
        ?? Value(String(decoding: response.body, as: UTF8.self)),
      "time_ms": .double((response.timings.total * 100_000).rounded() / 100),
      "request": request,
    ]
  }

  private static func headers(_ headers: [Header]) -> Value {
    .object(Object(headers.map { (Text($0.name.lowercased()), Value($0.value)) }))
  }
}
