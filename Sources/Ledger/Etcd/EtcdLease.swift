import JSON
import Machine
import Stage
import SystemCalls

/// The lease that says to other machines that this process runs.
///
/// Used by one thread, as the session.
final class EtcdLease {
  /// Seconds until a process that says nothing more is taken for gone.
  static let lifetime = 30.0
  /// So many seconds must be left of it where a request leaves: more than the moment from the look at it to the send.
  private static let margin = 5.0

  private let client: EtcdClient
  /// Its name. A new one says that the one before has run out, so that others may have taken what was claimed under it.
  private(set) var id: String?
  /// When it runs out, on the boot clock.
  private var end = 0.0
  private var isAsking = false
  /// How often etcd was asked, and what came of it last.
  private var asked = 0
  private var last: Result<Void, Failure> = .success(())
  private let list = WaitList()

  init(_ client: EtcdClient) { self.client = client }

  /// Seconds that it has left for certain: they are counted from before the request that asked for it, on a clock that
  /// goes on while the machine sleeps.
  private var remaining: Double { end - SystemClock.boot() }

  /// Whether a request may leave under it now.
  var isCertain: Bool { id != nil && remaining > Self.margin }

  /// Sees to it that at least half of its time is left. Fibers that ask together are served by one call.
  func keep() async throws(Failure) {
    if isAsking {
      let before = asked
      while asked == before { await list.wait { asked == before } }
      return try last.get()
    }
    if id != nil, remaining > Self.lifetime / 2 { return }
    isAsking = true
    do throws(Failure) {
      try await ask()
      last = .success(())
    } catch { last = .failure(error) }
    isAsking = false
    asked += 1
    list.wake()
    try last.get()
  }

  private func ask() async throws(Failure) {
    if let id, remaining > 0, try await keepAlive(id) { return }
    let before = SystemClock.boot()
    let answer = try await client.call("/v3/lease/grant", ["TTL": Value("\(Int(Self.lifetime))")])
    guard let granted = answer["ID"]?.asString else {
      throw Failure(.network, "etcd must grant a lease, but answers \(answer.json)", hint: "nothing was sent")
    }
    id = granted
    end = before + Double(answer["TTL"]?.asEtcdNumber ?? Int64(Self.lifetime))
  }

  /// - Returns: whether it lives: one that is dead answers without its time.
  private func keepAlive(_ id: String) async throws(Failure) -> Bool {
    let before = SystemClock.boot()
    let answer = try await client.call("/v3/lease/keepalive", ["ID": Value(id)])
    guard let left = answer["result"]?["TTL"]?.asEtcdNumber, left > 0 else { return false }
    end = before + Double(left)
    return true
  }

  /// Another lease, for what is to be forgotten.
  func granted(_ seconds: Double) async throws(Failure) -> String? {
    let time = Int64(clamping: seconds)
    return try await client.call("/v3/lease/grant", ["TTL": Value("\(max(1, time))")])["ID"]?.asString
  }
}

extension Int64 {
  /// The nearest one; what is no number is 0.
  fileprivate init(clamping value: Double) {
    self = value.isNaN ? 0 : Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)
  }
}
