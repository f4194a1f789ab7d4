import Catalog
import HTTP
import JSON
import Library
import Machine
import Rendering
import Stage

/// Looks at everything that must be well for a message to arrive, from the network up.
struct Doctor {
  enum Verdict: String {
    case ok, warn, fail, skipped
  }

  struct Check {
    var name: String
    var verdict: Verdict
    var said: String
    var hint: String?
  }

  struct Report {
    var checks: [Check] = []
    /// Why the program ends with another status than 0.
    var failure: Failure?

    var explanation: Explanation {
      let bad = checks.filter { $0.verdict == .fail }.count
      let doubtful = checks.filter { $0.verdict == .warn }.count
      let heading =
        bad > 0
        ? "\(Figures.counted(bad, "check")) failed."
        : doubtful > 0
          ? "Nothing failed, \(Figures.counted(doubtful, "thing")) to look at."
          : "Everything that could be looked at is well."
      return Explanation(
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
    }
  }

  private let session: Session
  private let account: Account

  /// No step may take longer, in seconds.
  private static let patience = 10.0

  init(_ session: Session) {
    self.session = session
    account = Account(session: session)
  }

  func report() async throws(Failure) -> Report {
    var report = Report()
    guard let client = (try? session.client.get()) ?? session.keyless else { return report }
    let reached = try await look(at: client, &report)
    if reached, case .failure(let failure) = session.client {
      report.checks.append(Check(name: "key", verdict: .fail, said: failure.message, hint: failure.hint))
      report.failure = failure
      return report
    }
    guard reached else {
      for name in ["key", "scopes", "credits", "clock", "instances", "failures"] {
        report.checks.append(Check(name: name, verdict: .skipped, said: "the service was not reached"))
      }
      return report
    }
    try await lookAtAccount(&report)
    try await lookAtInstances(&report)
    try await lookAtFailures(&report)
    return report
  }

  // MARK: The network

  /// One `me`, looked at from the name of the host to the clock of the service.
  private func look(at client: Client, _ report: inout Report) async throws(Failure) -> Bool {
    guard let call = try? session.commands.catalog[nil, "me"]?.request(for: Object()) else { return false }
    let client = session.watched(client.withoutRetries)
    let request = client.request(.get, call.target)
    let outcome = await within(Self.patience) { await client.send(request) }
    if session.interruption.isSet { throw .interrupted }
    switch outcome?.result {
    case .success(let response):
      report.checks += reached(response, client)
      report.checks.append(clock(theirs: try await time(of: response)))
      return true
    case .failure(let error):
      report.checks += unreached(error, client)
      report.failure = Failure(.network, error.message, hint: error.hint)
    case nil:
      report.checks.append(
        Check(
          name: "connection", verdict: .fail, said: "no answer in \(Int(Self.patience)) s",
          hint: "is a proxy in the way?"))
      report.failure = Failure(.timeout, "the service must answer in \(Int(Self.patience)) s, but did not")
    }
    return false
  }

  private func within(_ seconds: Double, _ body: @escaping @Sendable () async -> Outcome) async -> Outcome? {
    let surroundings = session.world.surroundings
    return await withTaskGroup(of: Outcome?.self) { tasks in
      tasks.addTask { await body() }
      tasks.addTask {
        try? await surroundings.sleep(seconds)
        return nil
      }
      defer { tasks.cancelAll() }
      return await tasks.next() ?? nil
    }
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
      case .tls: 2
      default: 3
      }
    return order.enumerated().map { place, name in
      if place < at { return Check(name: name, verdict: .ok, said: "\(client.base)") }
      if place > at { return Check(name: name, verdict: .skipped, said: "the step before failed") }
      return Check(name: name, verdict: .fail, said: error.message, hint: error.hint)
    }
  }

  /// When the service answered: as HTTP tells it, else as `ping` does (documentation, "Ping").
  private func time(of response: Response) async throws(Failure) -> Double? {
    if let date = response.date { return date }
    return try await account.read(nil, "ping").value?["timestamp"]?.asText.flatMap {
      ISOTime.seconds($0)?.asDouble
    }
  }

  /// The service's clock beside ours: once a wrong one makes certificates and `--since` wrong.
  private func clock(theirs: Double?) -> Check {
    guard let theirs else {
      return Check(name: "clock", verdict: .skipped, said: "the service does not tell its time")
    }
    let difference = session.world.surroundings.date() - theirs
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
    let me = try await account.read(nil, "me")
    guard let data = me.value else {
      report.checks.append(Check(name: "key", verdict: .fail, said: me.reason ?? ""))
      if case .failed(let failure) = me {
        report.checks[report.checks.count - 1].said = failure.message
        report.checks[report.checks.count - 1].hint = failure.hint
        report.failure = failure
      }
      return
    }
    let name = data["api_key"]?["name"]?.asString ?? "?"
    report.checks.append(Check(name: "key", verdict: .ok, said: "works: \(Escaping.line(name))"))
    report.checks.append(scopes(data))
    for pocket in data["pockets"]?.asObject?.members ?? [] {
      let balance = pocket.value["balance"]?.asInt ?? 0
      let isOurs = pocket.name == "whatsapp"
      report.checks.append(
        Check(
          name: "credits", verdict: balance > 0 || !isOurs ? .ok : .fail,
          said: "\(Figures.grouped(Int(balance))) in the pocket \(Escaping.line(pocket.name.string))",
          hint: balance > 0 || !isOurs ? nil : "top up the pocket: nothing can be sent"))
      if balance <= 0, isOurs, report.failure == nil {
        report.failure = Failure(.credits, "the WhatsApp pocket must hold credits, but is empty")
      }
    }
  }

  private func scopes(_ data: Value) -> Check {
    let has = Set((data["api_key"]?["permissions"]?.asArray ?? []).compactMap(\.asString))
    let needed = Set(session.commands.catalog.operations.compactMap { $0.scope?.rawValue })
    let lacking = needed.subtracting(has).sorted()
    return Check(
      name: "scopes", verdict: lacking.isEmpty ? .ok : .warn,
      said: lacking.isEmpty ? "all of them" : "without \(lacking.joined(separator: " "))",
      hint: lacking.isEmpty ? nil : "calls that need them are refused with 403")
  }

  private func lookAtInstances(_ report: inout Report) async throws(Failure) {
    let list = try await account.read("instances", "list")
    guard let instances = list.value?.asArray else {
      report.checks.append(Check(name: "instances", verdict: .skipped, said: list.reason ?? ""))
      return
    }
    for instance in instances.prefix(20) {
      let name = instance["name"] ?? .null
      let live = try await account.read("instances", "status", name)
      let state = live.value?["connection_status"]?.asString ?? instance["status"]?.asString ?? "?"
      let meaning = WordMeaning.connectionStatuses.first { $0.word == state }
      report.checks.append(
        Check(
          name: "instance", verdict: state == "open" ? .ok : .warn,
          said: "\(Escaping.line(name.asString ?? name.json)) is \(Escaping.line(state))",
          hint: state == "open" ? nil : meaning?.advice))
    }
  }

  private func lookAtFailures(_ report: inout Report) async throws(Failure) {
    guard let list = session.commands.catalog.operations.first(where: \.isPaginated) else { return }
    if session.known.lacking(for: list) != nil {
      let scope = list.scope?.rawValue ?? ""
      report.checks.append(
        Check(name: "failures", verdict: .skipped, said: "not read: needs the permission \(scope)"))
      return
    }
    let walk = Walk(
      list, Object(), Window(since: session.world.surroundings.date() - 86400, recipient: nil), in: session)
    var failed: [Value] = []
    do throws(Failure) {
      while walk.seenCount < 2000, case let rows = try await walk.next(), !rows.isEmpty {
        failed += rows.filter { ["failed", "refunded"].contains($0["status"]?.asString) }
      }
    } catch {
      if session.interruption.isSet { throw error }
      report.checks.append(Check(name: "failures", verdict: .skipped, said: error.message))
      return
    }
    let reasons = try await reasons(of: failed)
    let count = failed.count
    report.checks.append(
      Check(
        name: "failures", verdict: count == 0 ? .ok : .warn,
        said:
          "\(Figures.counted(count, "message")) failed since yesterday at this time, of \(Figures.grouped(walk.seenCount))"
          + (reasons.isEmpty ? "" : "\n" + reasons.joined(separator: "\n")),
        hint: count == 0
          ? nil : "explain ID tells of one: messages list --since 1d | where @.status in [failed, refunded]"))
  }

  /// `3 × Recipient is not on WhatsApp`, most first: of the newest 30, since each is read by itself.
  private func reasons(of failed: [Value]) async throws(Failure) -> [String] {
    var counts: [String: Int] = [:]
    for row in failed.prefix(30) {
      let record = try await account.read("messages", "get", row["id"] ?? .null)
      counts[record.value?["error_message"]?.asString ?? "no reason given", default: 0] += 1
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5).map {
      "\($0.value) × \(Escaping.line($0.key))"
    }
  }
}

extension Client {
  fileprivate var withoutRetries: Client {
    var client = self
    client.retry = RetryPolicy(attempts: 1)
    return client
  }
}
