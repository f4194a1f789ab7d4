import JSON
import Machine
import Stage
import SystemCalls

/// The lease by which other machines see that this process is running (etcd 3.4, "Lease").
///
/// Only the thread of the session uses it.
final class EtcdLease {
  /// After so many seconds without a sign of life, other machines regard this process as gone.
  static let lifetime = 30.0
  /// When a request leaves, the lease must still run for this many seconds. That is more than the time between the
  /// check and the send.
  private static let margin = 5.0

  private let client: EtcdClient
  /// The lease's number in etcd. When it changes, the former lease has run out, and other processes may have taken the
  /// keys that were claimed under it.
  private(set) var id: String?
  /// When the lease runs out, in seconds on the boot clock.
  private var end = 0.0
  private var isAsking = false
  /// How often etcd was asked, and the result of the last time. Fibers that wait for another fiber's call read both.
  private var asked = 0
  private var last: Result<Void, Failure> = .success(())
  private let list = WaitList()

  init(_ client: EtcdClient) { self.client = client }

  /// How many seconds the lease certainly still runs. The time is counted from before the request that asked for the
  /// lease, on a clock that also runs while the machine sleeps.
  private var remaining: Double { end - SystemClock.boot() }

  /// Whether a request may leave under this lease now.
  var isCertain: Bool { id != nil && remaining > Self.margin }

  /// Renews the lease where less than half of its time is left. Fibers that ask at the same time share one call.
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
      throw Failure(
        .network, "etcd must grant a lease, but answers \(answer.json)",
        hint: "nothing was sent under this key")
    }
    id = granted
    end = before + Double(answer["TTL"]?.asEtcdNumber ?? Int64(Self.lifetime))
  }

  /// Renews the lease.
  ///
  /// - Returns: false where the lease has run out: then etcd's answer has no `TTL`.
  private func keepAlive(_ id: String) async throws(Failure) -> Bool {
    let before = SystemClock.boot()
    let answer = try await client.call("/v3/lease/keepalive", ["ID": Value(id)])
    guard let left = answer["result"]?["TTL"]?.asEtcdNumber, left > 0 else { return false }
    end = before + Double(left)
    return true
  }

  /// Makes another lease of that many seconds, for a key that is to be forgotten after them.
  ///
  /// - Returns: the number of the lease in etcd.
  func granted(_ seconds: Double) async throws(Failure) -> String? {
    let time = Int64(clamping: seconds.rounded(.up))
    return try await client.call("/v3/lease/grant", ["TTL": Value("\(max(1, time))")])["ID"]?.asString
  }
}
