import Files
import HTTP
import JSON
import Machine
import Rendering
import Stage
import SystemCalls

/// What `once` has done in an account. Each key has lines in a store that other processes share, so that what a key
/// stands for is done only once.
///
/// A key is claimed before its block runs. Each write is noted before it leaves, and its outcome afterwards. In the end
/// the key is done, failed, free, or in doubt. The claim and the end are synced to the disk. The lines of a write need
/// not be: after a loss of power a write without them is in doubt, and a process that is killed loses nothing that it
/// has written.
///
/// Only the thread of the session uses it.
public final class Ledger {
  /// Runs a task beside the session, on the session's thread.
  public typealias Background = (@escaping @Sendable () async -> Void) -> Void

  /// Where a ledger is stored.
  public enum Place: Sendable {
    /// A file that the user has named (`--journal`).
    case file(String)
    /// The account's own file in this folder.
    case folder(String)
    case etcd(EtcdAddress)
    case memory
    /// There is no folder for the ledger, for this reason. Opening it fails.
    case nowhere(String)
  }

  /// The account whose keys a ledger holds.
  public struct Owner: Sendable {
    /// The scheme, host and port of the API where `needsUser` is true. Otherwise the full name of the account.
    public var base: String
    /// Whether the account's name also needs `user.id` from the answer to `me`.
    public var needsUser: Bool
    /// The journal of an older release that is to be taken over.
    public var older: OlderJournal?

    public init(base: String, needsUser: Bool, older: OlderJournal? = nil) {
      (self.base, self.needsUser, self.older) = (base, needsUser, older)
    }
  }

  let place: Place
  let owner: Owner
  /// Whether this ledger reads the store but writes to memory only.
  let isCopy: Bool
  private let transport: (any Transport)?
  /// Finds the user of etcd. It is called when a ledger in etcd is opened.
  private let etcdUser: EtcdUser.Source
  let surroundings: Surroundings?
  /// Runs a task beside the session, on the session's thread.
  let background: Background?
  var isKeeping = false
  /// How many seconds a call of a store on the network may take.
  let timeout: Double
  /// The store; nil until `open` has succeeded.
  package private(set) var store: (any LedgerStore)?
  package private(set) var account = ""
  /// Asks the service for `user.id` of `me`: the user to whom the API key belongs.
  package var identify: (() async throws(Failure) -> String)?
  package private(set) var holder = Holder.current()
  /// When each process was first seen to be gone, in seconds since 1970, by the token of the process.
  private var goneSince: [String: Double] = [:]
  /// The keys whose blocks are running now.
  package let turns = Turns()
  package let traffic = Traffic()
  /// How many keys this process has claimed.
  var claims = 0
  private var unsynced = 0
  private var isServing = false
  /// How often the disk was synced, and the result of the last time. Fibers that wait for another fiber's sync read
  /// both.
  private var syncs = 0
  private var lastSync: Result<Void, Failure> = .success(())
  private let waiting = WaitList()
  private var opening: Result<Void, Failure>?
  private var isOpening = false

  public init(
    _ place: Place, of owner: Owner, transport: (any Transport)? = nil, surroundings: Surroundings? = nil,
    background: Background? = nil, timeout: Double = 30, isCopy: Bool = false,
    etcdUser: @escaping EtcdUser.Source = { () throws(Failure) in nil }
  ) {
    self.place = place
    self.owner = owner
    self.transport = transport
    self.surroundings = surroundings
    self.background = background
    self.timeout = timeout
    self.isCopy = isCopy
    self.etcdUser = etcdUser
  }

  /// A ledger that ends with the process, for a sandbox or a replay.
  public static func ofMemory(_ account: String = "sandbox") -> Ledger {
    Ledger(.memory, of: Owner(base: account, needsUser: false))
  }

  /// A ledger that begins with the contents of this one. What is added to it ends with the process.
  public func copied() -> Ledger {
    if case .memory = place { return self }
    let copy = Ledger(
      place, of: owner, transport: transport, surroundings: surroundings, background: background,
      timeout: timeout, isCopy: true, etcdUser: etcdUser)
    copy.identify = identify
    return copy
  }

  package var isOpen: Bool { store != nil }

  /// Whether several machines may use the ledger. Then every look at it costs a call.
  package var isShared: Bool { if case .etcd = place { true } else { false } }

  /// A ledger of the same account in another place.
  func moved(to place: Place, isCopy: Bool) -> Ledger {
    let other = Ledger(
      place, of: Owner(base: owner.base, needsUser: owner.needsUser, older: nil), transport: transport,
      surroundings: surroundings, background: background, timeout: timeout, isCopy: isCopy,
      etcdUser: etcdUser)
    other.identify = identify
    return other
  }

  /// The user of etcd that `ETCD_USER` and `ETCD_PASSWORD` name; nil where the first is not set.
  public static var environmentUser: EtcdUser? {
    guard let name = CurrentProcess.variable("ETCD_USER"), !name.isEmpty else { return nil }
    return EtcdUser(name: name, password: CurrentProcess.variable("ETCD_PASSWORD") ?? "")
  }

  /// Whether there is a place for it. Without one, it can be asked for nothing.
  package var hasPlace: Bool { unusable == nil }

  /// A ledger to look at: the open one, or else a copy that makes no file and claims nothing.
  ///
  /// - Throws: why the ledger cannot be read.
  package func viewed() async throws(Failure) -> Ledger {
    if store != nil { return self }
    let copy = isCopy ? self : copied()
    try await copy.open()
    return copy
  }

  /// Finds out whose keys these are, and reads the store. An open ledger is left as it is.
  ///
  /// - Throws: why the ledger cannot be used. Then nothing has been sent.
  package func open() async throws(Failure) {
    while isOpening { await waiting.wait { isOpening } }
    if store != nil { return }
    isOpening = true
    defer {
      isOpening = false
      waiting.wake()
    }
    if let unusable { throw unusable }
    if account.isEmpty { account = try await identity() }
    let store = try await opened()
    self.store = store
    if !isCopy, let older = owner.older { try await takeOver(older) }
  }

  private func identity() async throws(Failure) -> String {
    guard owner.needsUser else { return owner.base }
    guard let identify else { throw Failure(.script, "a ledger must know its account, but nothing names it") }
    return "\(owner.base)/\(try await identify())"
  }

  private func opened() async throws(Failure) -> any LedgerStore {
    let store: any LedgerStore
    switch place {
    case .memory, .nowhere: store = MemoryStore()
    case .file, .folder:
      guard let path else { return MemoryStore() }
      // A copy must not make a file.
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

  /// The file of the ledger; nil where the ledger is not in a file, or where the account is not known yet.
  package var path: String? {
    switch place {
    case .file(let path): path
    case .folder(let folder): account.isEmpty ? nil : "\(folder)/\(Self.fileName(account)).jsonl"
    case .etcd, .memory, .nowhere: nil
    }
  }

  /// The file that names messages which are sent under no key, also before the ledger is opened.
  private(set) lazy var sentFile: SentFile? =
    switch place {
    case .file(let path): SentFile(path, base: owner.base, isBounded: false)
    case .folder(let folder):
      SentFile("\(folder)/\(Self.fileName(owner.base)).sent.jsonl", base: owner.base, isBounded: true)
    case .etcd, .memory, .nowhere: nil
    }

  /// The name of an account's file: `app.wessaal.com-93` for an account at the standard port over https. Other names
  /// begin with their scheme.
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

  /// The command that lists the keys, for a hint.
  package var listing: String {
    switch place {
    case .file(let path): "'wessaal --journal \(Escaping.line(path)) journal'"
    case .etcd(let address): "'wessaal --journal \(address.text) journal'"
    case .folder, .memory, .nowhere: "'journal'"
    }
  }

  /// Where the ledger is, for a message.
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
  /// One line of a key, as it is written.
  ///
  /// - Throws: where the body of a write is nested too deep to be read again.
  package func line(
    _ state: LineState, _ key: Text, at time: Double, _ members: [(Text, Value)] = []
  ) throws(Failure) -> Value {
    for (_, value) in members where state == .writing && !value.isKeepable { throw .nestedTooDeep }
    return Value.line(state, of: account, key, at: time, members)
  }

  /// Adds lines to keys. Either all are added or none.
  ///
  /// - Returns: the new revisions of the keys; nil where another process came first with one of them.
  /// - Throws: why the lines cannot be written.
  package func add(_ additions: [Addition]) async throws(Failure) -> [Int64]? {
    try await open()
    unsynced += 1
    return try await store?.add(additions)
  }

  /// Returns when all lines so far would survive a loss of power. Fibers that ask at the same time share one sync of
  /// the disk: the first of them lets the others ask before it begins.
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

  /// When a process that has claimed a key was first seen to be gone. What it may have sent can still be on its way for
  /// a while after that.
  ///
  /// - Returns: a time in seconds since 1970; nil where the process runs, or where nobody can tell.
  package func gone(_ holder: Holder, at time: Double) async throws(Failure) -> Double? {
    if holder.token == self.holder.token { return time }
    if let known = goneSince[holder.token] { return known }
    guard try await store?.isRunning(holder) == false else { return nil }
    goneSince[holder.token] = time
    return time
  }

  /// Those of the messages that belong to a key of the account, or that were sent under no key.
  package func claimed(among messages: [Value]) async throws(Failure) -> Set<Value> {
    try await open()
    return messages.isEmpty ? [] : try await store?.claimed(among: messages) ?? []
  }

  /// Removes all lines that do not count any more.
  ///
  /// - Throws: `usage` where a block of `once` is running, or where the ledger cannot be compacted.
  package func compact() async throws(Failure) {
    try await open()
    guard claims == 0 else {
      throw Failure(
        .usage, "a ledger must not be compacted while a block of 'once' runs, but one does",
        hint: "run 'journal compact' outside the block")
    }
    try store?.compact()
  }
}
