import Catalog
import JSON
import Ledger
import Machine
import Rendering
import Service
import Source
import Stage
import SystemCalls

/// Looks up a key for which `once` is called, and decides what is to be done.
struct OnceRecord {
  private let key: Text
  private let call: WorldCall
  private let desk: LedgerDesk
  private let origin: Origin

  enum Standing {
    /// The key is done with this value, and the block must not run.
    case value(Value)
    /// The key may be claimed, unless another process has it since.
    case free(KeyState)
  }

  init(_ key: Text, _ call: WorldCall, _ desk: LedgerDesk) {
    self.key = key
    self.call = call
    self.desk = desk
    origin = desk.origin(of: call)
  }

  private var ledger: Ledger { desk.ledger }

  /// - Returns: nil where another process came first.
  func claim(after state: KeyState) async throws(Failure) -> Claim? {
    try await ledger.claim([Ledger.Wanted(key, after: state, origin: origin)], at: desk.date)?.first
  }

  /// The value of a key that is done; nil where the block would run. Nothing is written for it.
  ///
  /// - Throws: the recorded failure, as a run would.
  func doneValue() async throws(Failure) -> Value? {
    let state = try await desk.viewed().state(of: key, at: desk.date)
    if isOver(state) { return nil }
    switch state.standing {
    case .done(let value, _):
      try check(state)
      desk.service.calls.recall(1, of: state.time)
      return value
    case .failed(let error) where desk.undelivered != .retry:
      try check(state)
      throw failure(error)
    case .failed, .free, .held, .open: return nil
    }
  }

  /// Waits while another process has the key, and finds out what became of a key in doubt.
  func standing() async throws(Failure) -> Standing {
    var wait = HolderWait(key, desk)
    while true {
      let state = try await ledger.state(of: key, at: desk.date)
      switch state.standing {
      case .free: return .free(state)
      case .done(let value, let leftOut):
        if isOver(state) { return .free(state) }
        try check(state)
        tell(leftOut)
        desk.service.calls.recall(1, of: state.time)
        return .value(value)
      case .failed(let error):
        if isOver(state) { return .free(state) }
        try check(state)
        if desk.undelivered == .retry { return .free(state) }
        throw failure(error)
      case .held(let holder): try await wait.pause(for: holder)
      case .open(let trace):
        if let standing = try await settled(trace, state) { return standing }
      }
    }
  }

  /// The time in words, in UTC.
  private static func day(_ time: Double) -> String {
    let civil = CivilTime(seconds: Int64(exactly: time.rounded(.down)) ?? 0)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(civil.year)-\(two(civil.month))-\(two(civil.day)) \(two(civil.hour)):\(two(civil.minute)) UTC"
  }

  /// Whether the key is done and was to be forgotten by now (`--for`).
  private func isOver(_ state: KeyState) -> Bool {
    call.flag("for")?.asDouble.map { desk.date - state.time > $0 } ?? false
  }

  /// Throws where the key was done by another block of another script. A message that was asked for is skipped only
  /// where this message was sent.
  private func check(_ state: KeyState) throws(Failure) {
    guard let first = state.origin, !origin.isSame(as: first, or: desk.sameAs) else { return }
    let name = Escaping.line(key.string)
    var failure = Failure(
      .usage,
      "a key of 'once' must stand for one thing, but '\(name)' was done by another block "
        + "(\(Escaping.line(first.name)), \(Self.day(state.time)))",
      hint:
        "nothing was sent under it; give this block a key of its own\(sameAs(first)); \(ledger.listing) shows the key"
    )
    failure.exit = ExitStatus.failed
    throw failure
  }

  /// How the user says that both blocks send the same message: an option of a run, and only of one after a script's.
  private func sameAs(_ first: Origin) -> String {
    guard let path = first.script, origin.name != Origin.prompt else { return "" }
    return ", or, where it is the same message, --same-as \(Escaping.line(path)) says so"
  }

  /// The recorded value does not show that a bulk has left messages out, so it is said here.
  private func tell(_ leftOut: [Value]) {
    guard !leftOut.isEmpty, !desk.console.mode.isRehearsed else { return }
    desk.console.say(
      "once '\(Escaping.line(key.string))' was done before, but not all of it, and is not done again")
    desk.service.tell(leftOut: leftOut)
  }

  private func failure(_ recorded: Value) -> Failure {
    var failure = Failure(raising: recorded)
    failure.message =
      "once '\(Escaping.line(key.string))' was sent before, and is not sent again: \(failure.message)"
    failure.hint = "--undelivered retry sends it anew under the same key"
    return failure
  }

  // MARK: Keys in doubt

  /// - Returns: nil where another process came first, so that the caller must look again.
  private func settled(_ found: KeyTrace, _ state: KeyState) async throws(Failure) -> Standing? {
    var trace = found
    // A write is noted before it leaves. So a block without a noted write has sent nothing.
    if trace.writes.isEmpty, trace.isComplete { return .free(state) }
    try check(state)
    trace.writesOften = call.writesOften
    let rule = desk.rule(of: call)
    // A message whose id came with an answer is claimed already.
    let isKnown = trace.onlyWrite?.answer != nil
    // The result is noted before another key may look. Otherwise two keys could take the same message for their own.
    let result = try await ledger.traffic.settling { () async throws(Failure) -> Search.Result? in
      var search = try await desk.settled([trace], under: rule)[0]
      guard case .found(var answer) = search else { return search }
      if !isKnown, let write = trace.onlyWrite {
        answer = desk.service.catalog.answer(to: write, from: answer)
      }
      search = .found(answer)
      let messages = isKnown ? [] : answer["message_id"].map { [$0] } ?? []
      return try await note(.done, state, [("value", answer), ("settled", true)], messages) ? search : nil
    }
    guard let result else { return nil }
    guard case .found(let answer) = result else { return try await decide(result, trace, rule, state) }
    tell(answer, trace, isFound: !isKnown)
    return .value(answer)
  }

  private func note(
    _ end: LineState, _ state: KeyState, _ members: [(Text, Value)], _ messages: [Value] = []
  ) async throws(Failure) -> Bool {
    let isNoted = try await ledger.settle(
      key, as: end, after: state.revision, origin: state.origin ?? origin, at: desk.date, members,
      messages: messages)
    try await ledger.sync()
    return isNoted
  }

  /// Tells how a key that counts as done has ended, where it did not end well.
  ///
  /// - Parameter isFound: whether the message was found in the list of messages just now.
  private func tell(_ answer: Value, _ trace: KeyTrace, isFound: Bool) {
    let status = answer["status"]?.asString.flatMap { ["failed", "refunded"].contains($0) ? $0 : nil }
    if isFound, let id = answer["message_id"] {
      let end = status.map { "; it is \($0) now" } ?? ""
      return desk.console.say(
        Escaping.line(
          "once '\(key.string)' was in doubt: message \(id.recordKey) in messages list is it, so it was sent, and is "
            + "not repeated\(end)"))
    }
    guard let end = status.map({ "the message is \($0)" }) ?? trace.error else { return }
    desk.console.say(
      Escaping.line("once '\(key.string)' was done before and is not repeated; it ended with: \(end)"))
  }

  private func decide(
    _ search: Search.Result, _ trace: KeyTrace, _ rule: InDoubtRule, _ state: KeyState
  ) async throws(Failure) -> Standing? {
    let question = doubt(search, trace)
    switch rule {
    case .skip:
      return try await note(.done, state, [("value", .null), ("skipped", true)]) ? .value(.null) : nil
    case .retry where search.mayBeRepeated: return .free(state)
    case .ask where search.mayBeRepeated:
      if try await desk.console.askWhenQuiet(
        "\(question.message)\n\(Self.described(trace))Send it again?") == true
      {
        return .free(state)
      }
    case .ask, .retry, .fail: break
    }
    throw question
  }

  /// The last write of the block, for a person: to whom, and how its content begins. Empty where it tells neither.
  private static func described(_ trace: KeyTrace) -> String {
    guard let body = trace.writes.last?.body.asObject else { return "" }
    let to = body["recipient"]?.asString ?? body["contact_id"].map { "contact \($0.json)" }
    let content = body["content"]?.asString.map(beginning(of:))
    let parts = [to.map { "to \($0)" }, content.map { "\"\($0)\"" }].compactMap(\.self)
    return parts.isEmpty ? "" : Escaping.line(parts.joined(separator: ": ")) + "\n"
  }

  /// The beginning of a text on one line, cut at a blank where it is long.
  private static func beginning(of text: String) -> String {
    let words = text.split { $0 == " " || $0.isNewline }.map(String.init)
    let first = wrapped(words, columns: mostShown).first ?? []
    let whole = first.joined(separator: " ")
    let cut = String(whole.prefix(mostShown))
    return first.count < words.count || cut != whole ? cut + " …" : cut
  }

  /// How many characters of a message's content the question shows.
  private static let mostShown = 60

  private func doubt(_ search: Search.Result, _ trace: KeyTrace) -> Failure {
    let what = trace.writes.last?.operation ?? "its block"
    let catalog = desk.service.catalog
    let noun = catalog.operations.first { $0.name == what }?.noun
    let place = noun.flatMap { $0 == Operation.listMessages.noun ? nil : catalog.list(of: $0)?.name }
    return Failure(
      .inDoubt,
      "once '\(Escaping.line(key.string))' was begun before, and it is not known whether \(what) was done: "
        + search.words,
      hint:
        "look at '\(place ?? messages(of: trace))'; then --in-doubt skip takes it as done, "
        + (search.mayBeRepeated
          ? "--in-doubt retry does it again; " : "and what is missing needs a key of its own; ")
        + "\(ledger.listing) lists such keys")
  }
}

extension OnceRecord {
  /// The command that lists the messages which the block may have sent.
  private func messages(of trace: KeyTrace) -> String {
    Advice.messages(since: trace.start, to: trace.writes.last?.body["recipient"]?.asString)
  }
}

/// Waits for a process that has a key. It looks at growing intervals, and tells the user after a second.
struct HolderWait {
  private let key: String
  private let desk: LedgerDesk
  private var waited = 0.0

  /// In seconds: the first interval, the longest interval, the time until the user is told, and the longest wait while
  /// this run has other keys.
  private static let (first, longest, patience, mostNested) = (0.05, 1.0, 1.0, 60.0)

  init(_ key: Text, _ desk: LedgerDesk) {
    self.key = key.string
    self.desk = desk
  }

  /// Waits until the next look.
  ///
  /// - Throws: `interrupted`; `script` where this run has other keys and has waited for so long that the two processes
  ///   probably wait for each other.
  mutating func pause(for holder: Holder) async throws(Failure) {
    if waited > Self.mostNested, !desk.heldKeys.isEmpty {
      throw Failure(
        .script,
        "keys must be taken in one order, but '\(Escaping.line(key))' is held by \(holder.words), which may wait for "
          + "a key of this run", hint: "take them in the same order everywhere, or one after the other")
    }
    let rest = min(max(Self.first, waited / 4), Self.longest)
    if waited <= Self.patience, waited + rest > Self.patience {
      desk.console.say("waiting for \(holder.words), which has the key '\(Escaping.line(key))'")
    }
    waited += rest
    try await desk.console.pause(rest)
  }
}
