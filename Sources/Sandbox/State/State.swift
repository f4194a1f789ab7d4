import JSON

/// Everything that the sandbox remembers. It changes only under the lock of `Service`.
struct State: Sendable {
  let clock: Clock
  let hourlyRate: Int
  let hasTestNumbers: Bool
  /// The kinds of records that are not known completely.
  let unknown: Set<World.Kind>
  var now: Timestamp
  var user: Object
  var credits: Int64
  private(set) var keys: [String: Key]
  private var limits: [String: RateLimit] = [:]
  private(set) var messages: [Message] = []
  private var census = Census()
  private var agenda = Agenda()
  var workspaces: Records
  var instances: Records
  var contacts: Records
  var templates: Records
  /// The test numbers that have had their refusal.
  var met: Set<Text> = []
  var requests = RequestLog()
  var trouble: Trouble
  /// The reactions of recipients, by the ids of their messages.
  var replies: [Int64: Replies] = [:]
  /// Whether the next queued message fails, whoever its recipient is.
  var nextFails = false
  var changes = Changes()

  /// The id of the first message, as in the documentation's examples.
  static let firstID: Int64 = 12345

  init(_ options: Options) {
    clock = Clock(mode: options.clock, beginning: options.beginning)
    hasTestNumbers = options.hasTestNumbers
    unknown = options.world.unknown
    hourlyRate = options.hourlyRate
    now = clock.start
    user = options.world.user
    credits = options.credits ?? options.world.credits
    keys = Dictionary(options.keys.map { ($0.text, $0) }, uniquingKeysWith: { _, last in last })
    workspaces = Records(options.world.workspaces)
    instances = Records(options.world.instances)
    contacts = Records(options.world.contacts)
    templates = Records(options.world.templates)
    trouble = Trouble(options.faults, seed: options.seed)
    seedMessages(options.messages)
  }

  mutating func add(_ key: Key) { keys[key.text] = key }

  /// Returns to the state at the start.
  mutating func reset(_ options: Options) {
    var changes = changes
    changes.reset()
    self = State(options)
    self.changes = changes
  }
}

// MARK: - Time

extension State {
  /// Reads the clock, and carries out everything that is due.
  mutating func tick() { advance(to: clock.now(after: now)) }

  /// Carries out everything that is due by this time. O(log n) for each step of a message.
  mutating func advance(to time: Timestamp) {
    now = max(now, time)
    while let entry = agenda.next(by: now) {
      guard let step = messages[entry.index].nextStep else { continue }
      let group = messages[entry.index].group
      messages[entry.index].status = step.status
      census.move(group, to: messages[entry.index].group, at: entry.index)
      if step.status == .refunded { credits = credits.adding(1) }
      changes.add(Change(kind: .status(step.status), index: entry.index))
      plan(entry.index)
    }
  }

  /// When something happens next without further requests; nil where nothing does.
  var nextEvent: Timestamp? { agenda.first }

  private mutating func plan(_ index: Int) {
    guard let step = messages[index].nextStep else { return }
    agenda.add(Agenda.Entry(at: step.at, index: index))
  }

  /// Takes one of the key's requests of this hour. Where none is left, returns the seconds to wait.
  mutating func takeRequest(of key: Key) -> Int? {
    limits[key.text, default: RateLimit(hourly: hourlyRate, at: now)].take(at: now)
  }
}

extension Message {
  fileprivate var nextStep: (status: Status, at: Timestamp)? {
    plan.step(after: status).map { ($0.status, queuedAt.adding(microseconds: $0.offset)) }
  }
}

// MARK: - Messages

extension State {
  var nextMessageID: Int64 { Self.firstID + Int64(messages.count) }

  /// The message with this id. O(1), because ids have no gaps.
  func message(_ id: Int64) -> Message? {
    let index = Int(id.subtractingReportingOverflow(Self.firstID).partialValue)
    return messages.indices.contains(index) ? messages[index] : nil
  }

  /// Adds a message, and plans its steps.
  mutating func add(_ message: Message) {
    append(message)
    plan(messages.count - 1)
    changes.add(Change(kind: .message, index: messages.count - 1))
  }

  private mutating func append(_ message: Message) {
    census.add(message.group, at: messages.count)
    messages.append(message)
  }

  /// The number of messages that fit the filter, and one page of them, newest first.
  func list(_ filter: Census.Filter, skipping skipped: Int, size: Int) -> (total: Int, page: [Message]) {
    let places = census.page(filter, skipping: skipped, size: size) { messages[$0].group }
    return (census.count(filter), places.map { messages[$0] })
  }

  /// Replaces all messages.
  mutating func replaceMessages(_ all: [Message]) {
    messages = []
    census = Census()
    agenda = Agenda()
    for message in all { add(message) }
    changes.reset()
  }

  private mutating func seedMessages(_ count: Int) {
    guard count > 0 else { return }
    messages.reserveCapacity(count)
    let old = now.adding(microseconds: -86_400_000_000)
    let (type, instance): (Text, Text) = ("text", "my-instance")
    for index in 0..<count {
      append(.seeded(index, type, from: instance, id: nextMessageID, at: old))
    }
  }
}

extension Message {
  fileprivate var group: Census.Group { Census.Group(status: status, type: type) }

  /// One of many messages at the start, delivered or failed. Every tenth recipient was not on
  /// WhatsApp.
  fileprivate static func seeded(
    _ index: Int, _ type: Text, from instance: Text, id: Int64, at time: Timestamp
  ) -> Message {
    let failed = index % 10 == 9
    return Message(
      id: id, type: type, recipient: Text("+96650\(1_000_000 + index % 9_000_000)"),
      content: Text("Message \(index + 1)"), instanceID: 124, instanceName: instance, contactID: nil,
      templateID: nil, metadata: nil, queuedAt: time,
      plan: Plan(outcome: failed ? .notOnWhatsApp : .delivered, delay: 0, pace: 1_000_000),
      status: failed ? .refunded : .delivered)
  }
}

// MARK: - Instances

extension State {
  /// The instance with this id or name. The id may be a number or digits.
  func instance(_ reference: Value?) -> Object? {
    if let id = reference?.asInt { return instances[id] }
    guard let text = reference?.asString else { return nil }
    return instances.named(text) ?? Int64(text).flatMap { instances[$0] }
  }
}
