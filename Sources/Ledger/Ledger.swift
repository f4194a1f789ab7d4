import Files
import HTTP
import JSON
import Machine
import Rendering
import Stage
import SystemCalls

/// What `once` has done in an account, so that it is done once only: a key's lines, in a store that others share.
///
/// A key is claimed before its block runs; each write is noted before it leaves, and what came of it after; then the key
/// is done, failed, free, or in doubt. The claim and the end are synced; a write's lines need not be: without them a
/// write is in doubt after a loss of power, and a process that is killed loses nothing that it has written.
///
/// Used by one thread, as the session.
public final class Ledger {
  public typealias Background = (@escaping @Sendable () async -> Void) -> Void

  public enum Place: Sendable {
    /// A file that the user has named.
    case file(String)
    /// The account's own file in that folder.
    case folder(String)
    case etcd(EtcdAddress)
    case memory
    /// There is no folder for it: who needs it fails.
    case nowhere
  }

  /// Whose keys they are.
  public struct Owner: Sendable {
    /// Scheme, host and port of the API, where the account is known by `user.id` of `me` beside; else all of it.
    public var base: String
    /// Whether `me` tells the rest.
    public var needsUser: Bool
    /// The journal of an older release, and what it calls the account.
    public var older: OlderJournal?

    public init(base: String, needsUser: Bool, older: OlderJournal? = nil) {
      (self.base, self.needsUser, self.older) = (base, needsUser, older)
    }
  }

  let place: Place
  let owner: Owner
  /// Whether it only looks at what is there, and notes in memory.
  let isCopy: Bool
  /// Whether messages under no key are noted in the account's folder before the ledger is opened.
  let notesFreeSends: Bool
  private let transport: (any Transport)?
  /// Who writes to etcd; asked when a ledger there is opened.
  private let etcdUser: EtcdUser.Source
  let surroundings: Surroundings?
  /// Does something beside the run, on its thread.
  let background: Background?
  var isKeeping = false
  /// Seconds that a store in the network is waited for.
  let timeout: Double
  package private(set) var store: (any LedgerStore)?
  package private(set) var account = ""
  /// Asks the service who the key belongs to: `user.id` of `me`.
  package var identify: (() async throws(Failure) -> String)?
  package private(set) var holder = Holder.current()
  /// When a process was first seen to be gone, by its token.
  private var goneSince: [String: Double] = [:]
  /// The keys whose blocks run now.
  package let turns = Turns()
  package let traffic = Traffic()
  /// How many keys this process has.
  var claims = 0
  private var unsynced = 0
  private var isServing = false
  /// How often the disk was asked, and what came of it last.
  private var syncs = 0
  private var lastSync: Result<Void, Failure> = .success(())
  private let waiting = WaitList()
  private var opening: Result<Void, Failure>?
  private var isOpening = false

  public init(
    _ place: Place, of owner: Owner, transport: (any Transport)? = nil, surroundings: Surroundings? = nil,
    background: Background? = nil, timeout: Double = 30, notesFreeSends: Bool = true, isCopy: Bool = false,
    etcdUser: @escaping EtcdUser.Source = { () throws(Failure) in nil }
  ) {
    self.place = place
    self.owner = owner
    self.transport = transport
    self.surroundings = surroundings
    self.background = background
    self.timeout = timeout
    self.notesFreeSends = notesFreeSends
    self.isCopy = isCopy
    self.etcdUser = etcdUser
  }

  /// One that ends with the process: of a sandbox, or a replay.
  public static func ofMemory(_ account: String = "sandbox") -> Ledger {
    Ledger(.memory, of: Owner(base: account, needsUser: false))
  }

  /// One that begins with what this one holds, and whose lines end with the process.
  public func copied() -> Ledger {
    if case .memory = place { return self }
    let copy = Ledger(
      place, of: owner, transport: transport, surroundings: surroundings, background: background,
      timeout: timeout, notesFreeSends: notesFreeSends, isCopy: true, etcdUser: etcdUser)
    copy.identify = identify
    return copy
  }

  package var isOpen: Bool { store != nil }

  /// Whether several machines may use it: a look at it takes a call then.
  package var isShared: Bool { if case .etcd = place { true } else { false } }

  /// The same account's, in another place.
  func moved(to place: Place, isCopy: Bool) -> Ledger {
    let other = Ledger(
      place, of: Owner(base: owner.base, needsUser: owner.needsUser, older: nil), transport: transport,
      surroundings: surroundings, background: background, timeout: timeout,
      notesFreeSends: notesFreeSends, isCopy: isCopy, etcdUser: etcdUser)
    other.identify = identify
    return other
  }

  /// The user of etcd that the environment names.
  public static var environmentUser: EtcdUser? {
    guard let name = CurrentProcess.variable("ETCD_USER"), !name.isEmpty else { return nil }
    return EtcdUser(name: name, password: CurrentProcess.variable("ETCD_PASSWORD") ?? "")
  }

  /// What only looks at it: it makes no file and claims nothing.
  package func viewed() async throws(Failure) -> Ledger {
    if store != nil { return self }
    let copy = copied()
    try await copy.open()
    return copy
  }

  /// Finds out whose keys these are, and reads what is there. Throws where it cannot be used: nothing was sent then.
  package func open() async throws(Failure) {
    while isOpening { await waiting.wait { isOpening } }
    if store != nil { return }
    isOpening = true
    defer {
      isOpening = false
      waiting.wake()
    }
    if case .nowhere = place { throw Self.noFolder }
    if account.isEmpty { account = try await identity() }
    let store = try await opened()
    self.store = store
    if !isCopy, let older = owner.older { try await takeOver(older) }
  }

  private static var noFolder: Failure {
    Failure(
      .usage, "a ledger must have a folder, but neither HOME nor XDG_STATE_HOME names one",
      hint: "nothing was sent; name a file for it: --journal FILE")
  }

  private func identity() async throws(Failure) -> String {
    guard owner.needsUser else { return owner.base }
    guard let identify else { throw Failure(.script, "a ledger must know whose it is, but nobody tells") }
    return "\(owner.base)/\(try await identify())"
  }

  private func opened() async throws(Failure) -> any LedgerStore {
    let store: any LedgerStore
    switch place {
    case .memory: store = MemoryStore()
    case .nowhere: throw Self.noFolder
    case .file, .folder:
      guard let path else { return MemoryStore() }
      // What only looks makes no file.
      if isCopy, !FileStore.exists(path) { return MemoryStore() }
      store = try FileStore(
        path, account: account, aliases: aliases, holder: holder, sentFile: sentFile, mayWrite: !isCopy)
    case .etcd(let address):
      guard let transport, let surroundings else { return MemoryStore() }
      store = EtcdStore(
        EtcdClient(address, transport, user: try etcdUser(), timeout: timeout, surroundings),
        account: account,
        holder: holder)
    }
    return isCopy ? MemoryStore(over: store) : store
  }

  private var aliases: Set<String> { Set([owner.older?.account].compactMap(\.self)) }

  /// The file that it stands in; nil where it is none, or the account is not known yet.
  package var path: String? {
    switch place {
    case .file(let path): path
    case .folder(let folder): account.isEmpty ? nil : "\(folder)/\(Self.fileName(account)).jsonl"
    case .etcd, .memory, .nowhere: nil
    }
  }

  /// Where messages are noted that are sent under no key before the ledger is opened.
  private(set) lazy var sentFile: SentFile? =
    switch place {
    case .file(let path): SentFile(path, base: owner.base, isBounded: false)
    case .folder(let folder):
      SentFile("\(folder)/\(Self.fileName(owner.base)).sent.jsonl", base: owner.base, isBounded: true)
    case .etcd, .memory, .nowhere: nil
    }

  /// `app.wessaal.com-93`: an account over https at the standard port; others begin with their scheme.
  private static func fileName(_ account: String) -> String {
    let plain = account.hasPrefix("https://") ? String(account.dropFirst(8)) : account
    let name = plain.replacing("://", with: "_").replacing("/", with: "-").replacing(":", with: "_")
    let isSafe = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "._-[]".utf8.contains(byte)
    }
    return isSafe && name.utf8.count < 100 && !name.hasPrefix(".")
      ? name : KeepFile.name("account", Value(account))
  }

  /// The command that lists its keys, for a hint.
  package var listing: String {
    switch place {
    case .file(let path): "'wessaal --journal \(Escaping.line(path)) journal'"
    case .etcd(let address): "'wessaal --journal \(address.text) journal'"
    case .folder, .memory, .nowhere: "'journal'"
    }
  }

  /// What says where it is.
  package var words: String {
    switch place {
    case .file(let path): path
    case .folder(let folder): path ?? folder
    case .etcd(let address): address.text
    case .memory: "the memory of this process"
    case .nowhere: "nowhere"
    }
  }
}

// MARK: - Lines

extension Ledger {
  package func line(
    _ state: LineState, _ key: Text, at time: Double, _ members: [(Text, Value)] = []
  ) throws(Failure) -> Value {
    for (_, value) in members where state == .writing && !value.isKeepable { throw .nestedTooDeep }
    return Value.line(state, of: account, key, at: time, members)
  }

  /// Adds lines to keys, all or none; nil where another process came first.
  package func add(_ additions: [Addition]) async throws(Failure) -> [Int64]? {
    try await open()
    unsynced += 1
    return try await store?.add(additions)
  }

  /// Comes back when all lines so far would survive the loss of power. Fibers that ask together are served by
  /// one sync of the disk: the first of them waits for those that are ready to ask too.
  package func sync() async throws(Failure) {
    if unsynced == 0 { return }
    if isServing {
      let before = syncs
      await waiting.wait { syncs == before }
    } else {
      isServing = true
      await Task.yield()
      isServing = false
      do throws(Failure) {
        try store?.sync()
        unsynced = 0
        lastSync = .success(())
      } catch { lastSync = .failure(error) }
      syncs += 1
      waiting.wake()
    }
    try lastSync.get()
  }

  /// Whether the process that has claimed a key runs. What it may have sent can be on its way for a while after it was
  /// first seen to be gone.
  ///
  /// - Returns: since when it is gone; nil where it runs, or where nobody can tell.
  package func gone(_ holder: Holder, at time: Double) async throws(Failure) -> Double? {
    if holder.token == self.holder.token { return time }
    if let known = goneSince[holder.token] { return known }
    guard try await store?.isRunning(holder) == false else { return nil }
    goneSince[holder.token] = time
    return time
  }

  package func claimed(among messages: [Value]) async throws(Failure) -> Set<Value> {
    try await open()
    return messages.isEmpty ? [] : try await store?.claimed(among: messages) ?? []
  }

  package func compact() async throws(Failure) {
    try await open()
    guard claims == 0 else {
      throw Failure(
        .usage, "a ledger must not be compacted while a block of 'once' runs, but one does",
        hint: "'journal compact' outside of it")
    }
    try store?.compact()
  }
}
