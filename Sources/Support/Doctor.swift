import Catalog
import Commands
import HTTP
import JSON
import Ledger
import Library
import Machine
import Rendering
import Service
import Stage
import Verbs

/// Checks everything that a message needs in order to arrive: first the network, then the key, the account,
/// the ledger, and at last the messages that failed since yesterday.
struct Doctor {
  enum Verdict: String {
    case ok, warn, fail, skipped
  }

  struct Check {
    var name: String
    var verdict: Verdict
    var said: String
    var hint: String?
    /// With what the program ends because of this check; nil where it does not.
    var failure: Failure?
  }

  struct Report {
    var checks: [Check] = []
    /// Why the program ends with a status other than 0; nil where it ends with 0.
    var failure: Failure? { checks.lazy.compactMap(\.failure).first }

    var explanation: Explanation {
      let bad = checks.filter { $0.verdict == .fail }.count
      let doubtful = checks.filter { $0.verdict == .warn }.count
      let heading =
        bad > 0
        ? "\(Figures.counted(bad, "check")) failed."
        : doubtful > 0
          ? "Nothing failed, \(Figures.counted(doubtful, "thing")) to look at."
          : "Everything that could be looked at is well."
      var explanation = Explanation(
        [
          "ok": .bool(bad == 0),
          "checks": .array(
            checks.map {
              [
                "name": Value($0.name), "verdict": Value($0.verdict.rawValue), "said": Value($0.said),
                "hint": $0.hint.map { Value($0) } ?? .null,
              ]
            }),
        ], heading: heading,
        checks.map { check in
          (
            "\(check.verdict.rawValue.padded(to: 7)) \(check.name)",
            check.said + (check.hint.map { "\n→ \($0)" } ?? "")
          )
        })
      explanation.failure = failure
      return explanation
    }
  }

  private let service: Service
  private let ledger: Ledger
  private let account: AccountReader

  /// The highest number of instances whose connection is read, each by a request of its own.
  private static let mostInstances = 20
  /// The longest time that the first request may take, in seconds. It is a little longer than the limit for
  /// connecting, so that a connection that fails says what is wrong before this time is over.
  private static let patience = 10.5

  init(_ service: Service, _ ledger: Ledger) {
    self.service = service
    self.ledger = ledger
    account = AccountReader(service)
  }

  func report() async throws(Failure) -> Report {
    var report = Report()
    guard let client = (try? service.client.get()) ?? service.keyless else { return report }
    let reached = try await look(at: client, &report)
    if reached, case .failure(let failure) = service.client {
      report.checks.append(Check(name: "key", failure: failure))
      return report
    }
    guard reached else {
      let isLimited = report.failure?.kind == .rateLimit
      report.skip(
        ["key", "scopes", "credits", "clock", "instances", "ledger", "failures"],
        isLimited ? "no call can be made now" : "the service was not reached")
      return report
    }
    try await lookAtAccount(&report)
    if report.failure?.kind == .auth {
      report.skip(["scopes", "credits", "instances", "ledger", "failures"], "the key does not work")
      return report
    }
    try await lookAtInstances(&report)
    let wait = service.console.progress.begin(waitingFor: "the ledger")
    report.checks += Self.checks(of: await ledger.health(), hasPlace: ledger.hasPlace)
    service.console.progress.end(wait)
    if service.console.interruption.isSet { throw .interrupted }
    report.checks += try await FailuresCheck(service).checks()
    return report
  }

  // MARK: The network

  /// Sends one `me`, and checks all that it passes on its way, from the name of the host to the clock of the
  /// service. Returns whether the service was reached and its answer can say something about the key.
  private func look(at client: Client, _ report: inout Report) async throws(Failure) -> Bool {
    guard let call = try? Operation.me.request(for: Object()) else { return false }
    if let limit = limit(of: client) {
      report.checks.append(limit)
      return false
    }
    let client = service.watched(client.withoutRetries)
    let request = client.request(.get, call.target)
    let wait = service.console.progress.begin(waitingFor: Operation.me.name)
    let outcome = await client.send(request, within: Self.patience)
    service.console.progress.end(wait)
    if service.console.interruption.isSet { throw .interrupted }
    switch outcome?.result {
    case .success(let response) where response.status == 429 || response.status == 404:
      report.checks += reached(response, client)
      report.checks.append(wrong(response, outcome?.retryAfter, client))
    case .success(let response):
      report.checks += reached(response, client)
      report.checks.append(clock(theirs: try await time(of: response)))
      return true
    case .failure(let error):
      report.checks += unreached(error, client)
    case nil:
      report.checks.append(
        Check(
          name: "connection", verdict: .fail, said: "no answer in \(Int(Self.patience)) s",
          hint: "does a proxy stop the connection?",
          failure: Failure(
            .timeout, "the service must answer in \(Int(Self.patience)) s, but did not")))
    }
    return false
  }

  /// The fault where no call may go now, because the service has limited the key or the run's own rate is
  /// used up. Nil where a call may go within a second. Nothing is sent, and nothing waits.
  private func limit(of client: Client) -> Check? {
    let now = service.console.world.surroundings.now()
    let wait = client.limiter.wait(now: now)
    if wait < 1 { return nil }
    if client.limiter.isSlowed(now: now) { return limited(wait) }
    return Check(
      name: "rate",
      failure: Failure(
        .rateLimit, "this run's own rate is used up: its next call can go in \(Figures.duration(wait))",
        hint:
          "the service has not limited the key; --rate N/h, or rate in the profile, sets how fast calls go"))
  }

  private func limited(_ seconds: Double?) -> Check {
    Check(
      name: "rate",
      failure: Failure(
        .rateLimit,
        seconds.map { "the key is limited for \(Figures.duration($0)) more" }
          ?? "the key is limited, and the answer does not say for how long",
        hint:
          "calls wait until then; 'messages send-bulk' sends many messages in one call, --rate makes a run slower"
      ))
  }

  /// The check for an answer that says nothing about the key: 429 or 404.
  private func wrong(_ response: Response, _ retryAfter: Double?, _ client: Client) -> Check {
    if response.status == 429 { return limited(retryAfter) }
    return Check(
      name: "path",
      failure: Failure(
        .missing, "\(client.base) is not the API: 'me' is not there (404)",
        hint: "the documented path is \(Catalog.basePath)", status: 404))
  }

  private func reached(_ response: Response, _ client: Client) -> [Check] {
    let times = response.timings
    let isReused = times.connect == 0
    let plain = client.base.isLoopback
    return [
      Check(
        name: "name", verdict: .ok,
        said: "\(client.base)" + (isReused ? "" : " in \(Figures.duration(times.nameLookup))")),
      Check(
        name: "connection", verdict: .ok,
        said: isReused ? "open already" : "in \(Figures.duration(max(times.connect - times.nameLookup, 0)))"),
      Check(
        name: "tls", verdict: .ok,
        said: "\(client.base)".hasPrefix("https")
          ? "verified" + (times.tls > 0 ? ", in \(Figures.duration(max(times.tls - times.connect, 0)))" : "")
          : plain ? "none needed on this machine" : "none"),
      Check(name: "answer", verdict: .ok, said: "first byte after \(Figures.duration(times.firstByte))"),
    ]
  }

  private func unreached(_ error: TransportError, _ client: Client) -> [Check] {
    let order = ["name", "connection", "tls", "answer"]
    let at =
      switch error.kind {
      case .unresolved, .badURL: 0
      case .refused, .unreachable, .proxy, .timeout(.connect, _), .insecure: 1
      case .tls, .timeout(.tls, _): 2
      case .badHeader, .timeout(.total, _), .lost, .turnedAway, .truncated, .tooLarge, .cancelled,
        .unrecorded,
        .garbage, .unusable:
        3
      }
    return order.enumerated().map { place, name in
      if place < at { return Check(name: name, verdict: .ok, said: "\(client.base)") }
      if place > at { return Check(name: name, verdict: .skipped, said: "the step before failed") }
      return Check(name: name, failure: Failure(.network, error.message, hint: error.hint))
    }
  }

  /// When the service answered: by the header `Date`, and where there is none by `ping` (documentation,
  /// "Ping"). In seconds since 1970.
  private func time(of response: Response) async throws(Failure) -> Double? {
    if let date = response.date { return date }
    return try await account.read(.ping).value?["timestamp"]?.asText.flatMap {
      ISOTime.seconds($0)?.asDouble
    }
  }

  /// Compares the service's clock with ours, because a wrong clock makes certificates and `--since` wrong.
  private func clock(theirs: Double?) -> Check {
    guard let theirs else {
      return Check(name: "clock", verdict: .skipped, said: "the service does not tell its time")
    }
    let difference = service.console.world.surroundings.date() - theirs
    let said =
      abs(difference) < 2
      ? "within 2 s of the service's"
      : "\(Figures.duration(abs(difference))) \(difference > 0 ? "ahead of" : "behind") the service's"
    return Check(
      name: "clock", verdict: abs(difference) < 60 ? .ok : .warn, said: said,
      hint: abs(difference) < 60 ? nil : "--since and --until count by this machine's clock")
  }

  // MARK: The account

  private func lookAtAccount(_ report: inout Report) async throws(Failure) {
    let me = try await account.read(.me)
    guard let data = me.value else {
      report.checks.append(Check(name: "key", unread: me))
      return
    }
    let name = data["api_key"]?["name"]?.asString ?? "?"
    report.checks.append(
      Check(
        name: "key", verdict: .ok, said: "works: \(Escaping.line(name))",
        hint: KeyPractice(data, now: service.console.world.surroundings.date()).age))
    report.checks.append(scopes(data))
    for pocket in data["pockets"]?.asObject?.members ?? [] {
      let balance = pocket.value["balance"]?.asInt ?? 0
      let isOurs = pocket.name == "whatsapp"
      report.checks.append(
        Check(
          name: "credits", verdict: balance > 0 || !isOurs ? .ok : .fail,
          said: "\(Figures.grouped(Int(balance))) in the pocket \(Escaping.line(pocket.name.string))",
          hint: balance > 0 || !isOurs ? nil : "top up the pocket: nothing can be sent",
          failure: balance > 0 || !isOurs
            ? nil : Failure(.credits, "the WhatsApp pocket must hold credits, but is empty")))
    }
  }

  private func scopes(_ data: Value) -> Check {
    let has = Set((data["api_key"]?["permissions"]?.asArray ?? []).compactMap(\.asString))
    let needed = Set(service.catalog.operations.compactMap { $0.scope?.rawValue })
    let lacking = needed.subtracting(has).sorted()
    return Check(
      name: "scopes", verdict: lacking.isEmpty ? .ok : .warn,
      said: lacking.isEmpty ? "all of them" : "without \(lacking.joined(separator: " "))",
      hint: lacking.isEmpty ? KeyPractice.narrow : "calls that need them are refused with 403")
  }

  private func lookAtInstances(_ report: inout Report) async throws(Failure) {
    let list = try await account.read(.listInstances)
    guard let instances = list.value?.asArray else {
      report.checks.append(Check(name: "instances", unread: list))
      return
    }
    if instances.count > Self.mostInstances {
      report.checks.append(
        Check(
          name: "instances", verdict: .ok, said: "\(Self.mostInstances) of \(instances.count) looked at"))
    }
    for instance in instances.prefix(Self.mostInstances) {
      let name = instance["name"] ?? .null
      let live = try await account.read(.instanceStatus, id: name)
      let state = live.value?["connection_status"]?.asString ?? instance["status"]?.asString ?? "?"
      let meaning = WordMeaning.connectionStatuses.first { $0.word == state }
      report.checks.append(
        Check(
          name: "instance", verdict: state == "open" ? .ok : .warn,
          said: "\(Escaping.line(name.asString ?? name.json)) is \(state.asConnection)",
          hint: state == "open" ? nil : meaning?.advice))
    }
  }
}

extension Doctor.Check {
  init(name: String, failure: Failure) {
    self.init(name: name, verdict: .fail, said: failure.message, hint: failure.hint, failure: failure)
  }

  /// What could not be read is skipped where the key may not read it, and a fault otherwise.
  init(name: String, unread: AccountReader.Reading) {
    self.init(name: name, verdict: .skipped, said: unread.reason ?? "the answer is no list")
    if case .failed(let failure) = unread { self.init(name: name, failure: failure) }
  }
}

extension Doctor.Report {
  fileprivate mutating func skip(_ names: [String], _ reason: String) {
    checks += names.map { Doctor.Check(name: $0, verdict: .skipped, said: reason) }
  }
}

extension Client {
  fileprivate var withoutRetries: Client {
    var client = self
    client.retry = RetryPolicy(attempts: 1)
    return client
  }
}
