import Catalog
import HTTP
import JSON
import Machine

/// What an outcome means: the body of an answer, or a failure of the kind that language.md names.
enum Answers {
  static func body(of outcome: Outcome) throws(Failure) -> Value {
    let response: Response
    switch outcome.result {
    case .failure(let error): throw failure(of: error, outcome)
    case .success(let success): response = success
    }
    guard (200..<300).contains(response.status) else { throw failure(of: response, outcome) }
    if response.body.isEmpty, response.status == 204, outcome.request.method == .delete { return .null }
    let body: Value
    do throws(JSONError) { body = try Value(parsing: response.body) } catch {
      throw unreadable(response, error, outcome.request)
    }
    // The status says yes, and the body no. The results of a bulk tell of each message.
    if outcome.request.isWrite, body["success"] == false, body["data"]?["results"] == nil {
      let said = body["message"]?.asString.map { ": \($0)" } ?? ""
      throw Failure(
        .inDoubt,
        Escaping.lines("the answer (\(response.status)) must say success, but says success=false\(said)")
          + "; it is not known whether the server acted",
        hint: Advice(for: outcome.request).doubt, status: Int64(response.status),
        errorCode: body["error_code"]?.asString)
    }
    return body
  }

  /// An answer that says yes and cannot be read. Of a write nobody knows then what it did.
  private static func unreadable(_ response: Response, _ error: JSONError, _ request: Request) -> Failure {
    let found =
      response.body.isEmpty
      ? "the body is empty" : "it is not: at byte \(error.offset) \(error.message)"
    let message = "the answer (\(response.status)) must be JSON, but \(found)"
    guard request.isWrite else {
      return Failure(
        .server, message, hint: "is the base URL that of the API?", status: Int64(response.status))
    }
    return Failure(
      .inDoubt, message + "; it is not known whether the server acted", hint: Advice(for: request).doubt,
      status: Int64(response.status))
  }

  /// What a write has cost by its answer: that of a bulk tells how many were queued, a credit each (documentation,
  /// "Credits").
  static func charge(_ answer: Value) -> Int64 {
    guard let data = answer["data"] else { return 0 }
    return data["credits_charged"]?.asInt ?? (data["results"] == nil ? 0 : data["success_count"]?.asInt ?? 0)
  }

  /// The rows of a list's answer. Anything else is told: an empty list would look like an answer.
  static func rows(_ value: Value, of name: String) throws(Failure) -> [Value] {
    if case .array(let rows) = value { return rows }
    throw Failure(
      .server, "\(name) must be answered with a list, but was with \(value.described)",
      hint: "--raw shows the whole answer")
  }

  private static func failure(of response: Response, _ outcome: Outcome) -> Failure {
    let body = try? Value(parsing: response.body)
    let said = body?["message"]?.asString
    let meaning = StatusMeaning.of(response.status)
    let reason =
      meaning?.reason ?? (response.reason.isEmpty ? "HTTP status \(response.status)" : response.reason)
    // A service that begins with the reason itself is not made to say it twice.
    let rest = said.map { said in
      said.hasPrefix(reason) ? String(said.dropFirst(reason.count).drop { $0 == ":" || $0 == " " }) : said
    }
    var message =
      "\(reason) (\(response.status))" + tries(outcome) + (rest.map { $0.isEmpty ? "" : ": \($0)" } ?? "")
    let errors = body?["errors"] ?? .null
    let advice = Advice(for: outcome.request)
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
        ? advice.doubt : advice.refusal(status: response.status, errors: errors.asObject),
      status: Int64(response.status), errorCode: body?["error_code"]?.asString, errors: errors)
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
    case 410: .gone
    case 429: .rateLimit
    case 400..<500: .validation
    default: .server
    }
  }

  private static func failure(of error: TransportError, _ outcome: Outcome) -> Failure {
    let message = error.message + tries(outcome)
    if outcome.isInDoubt {
      return Failure(
        .inDoubt, message + "; it is not known whether the server acted",
        hint: Advice(for: outcome.request).doubt
      )
    }
    switch error.kind {
    case .cancelled: return .interrupted
    case .timeout: return Failure(.timeout, message, hint: error.hint)
    case .badURL, .badHeader, .insecure, .unrecorded: return Failure(.usage, message, hint: error.hint)
    default: return Failure(.network, message, hint: error.hint)
    }
  }
}

/// The last exchange, as `$response` shows it: the key is never in it. Its value is made when somebody
/// asks, and few do.
struct LastExchange: Sendable {
  private let outcome: Outcome
  private let requestBody: Value?
  private let key: APIKey?
  /// When it ended, in seconds since 1970 by this machine's clock.
  private let time: Double
  /// The body of the answer, where that has been read.
  var answer: Value?

  init(_ outcome: Outcome, requestBody: Value?, key: APIKey?, at time: Double) {
    self.outcome = outcome
    self.time = time
    self.requestBody = requestBody
    self.key = key
  }

  /// By how many seconds the clock of the service is ahead of this machine's, where the answer tells.
  var clockDifference: Double? {
    guard case .success(let response) = outcome.result else { return nil }
    return response.date.map { $0 - time }
  }

  /// Whether it asked for a page of a list.
  var isPage: Bool { outcome.request.url.contains("per_page=") }

  /// The call as code, without the key.
  func code(in language: CodeLanguage) -> String {
    let request = outcome.request
    let call = CodeCall(
      method: request.method.rawValue, url: request.url, bodies: requestBody.map { [$0] } ?? [])
    return Redaction(of: key).text(language.code(for: call))
  }

  var value: Value {
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
      "body": answer ?? (try? Value(parsing: response.body))
        ?? Value(String(decoding: response.body, as: UTF8.self)),
      "time_ms": .double((response.timings.total * 100_000).rounded() / 100),
      "request": request,
    ]
  }

  private static func headers(_ headers: [Header]) -> Value {
    .object(Object(headers.map { (Text($0.name.lowercased()), Value($0.value)) }))
  }
}
