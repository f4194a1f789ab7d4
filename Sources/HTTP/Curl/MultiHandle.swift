import CCurl
import SystemCalls

/// A libcurl multi handle: the running transfers, and the connections that are kept.
///
/// It tells libcurl which descriptors are ready. libcurl would find that out by itself, with a call of poll(2) for each
/// transfer whenever one of them goes on.
final class MultiHandle {
  private let pointer: UnsafeMutableRawPointer
  private var waits = WaitSet()
  private var ready: [(descriptor: Int32, events: WaitSet.Events)] = []
  /// When libcurl has something to do even if no descriptor is ready, on the monotonic clock; nil for never.
  private var deadline: Double?

  /// - Parameter connections: how many are open at the same time at most. They are kept for later
  ///   requests.
  init(connections: Int) throws(CurlError) {
    guard ccurl_load() else { throw CurlError(code: CURLE_FAILED_INIT) }
    try check(ccurl_global_init(Int(CURL_GLOBAL_SSL)))
    guard let pointer = ccurl_multi_init() else { throw CurlError(code: CURLE_FAILED_INIT) }
    self.pointer = pointer
    try check(ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections))
    try check(ccurl_multi_set_long(pointer, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections))
    try hookUp()
  }

  deinit {
    // libcurl would call back for each connection that it closes.
    ccurl_multi_set_callbacks(pointer, nil, nil, nil)
    ccurl_multi_cleanup(pointer)
  }

  func add(_ easy: EasyHandle) throws(CurlError) {
    try check(ccurl_multi_add_handle(pointer, easy.pointer))
  }

  /// Ends the transfer where it still runs. It fails only for a handle that was never added.
  func remove(_ easy: EasyHandle) {
    ccurl_multi_remove_handle(pointer, easy.pointer)
  }

  /// Reads and writes what the last wait found to be possible, and does what is due.
  func perform() throws(CurlError) {
    let found = ready
    ready = []
    for (descriptor, events) in found {
      var flags: Int32 = 0
      if events.contains(.reading) { flags |= CURL_CSELECT_IN }
      if events.contains(.writing) { flags |= CURL_CSELECT_OUT }
      if !events.isDisjoint(with: .broken) { flags |= CURL_CSELECT_ERR }
      try check(ccurl_multi_act(pointer, descriptor, flags))
    }
    guard let due = deadline, SystemClock.monotonic() >= due else { return }
    deadline = nil
    try check(ccurl_multi_act(pointer, CURL_SOCKET_TIMEOUT, 0))
  }

  /// Waits until something can be done, or so many milliseconds; -1 for ever. True where the other
  /// descriptor can be read.
  func wait(milliseconds: Int32, other: Int32) -> Bool {
    var limit = milliseconds
    if let deadline {
      let left = Int32(min(3_600_000, max(0, ((deadline - SystemClock.monotonic()) * 1000).rounded(.up))))
      limit = limit < 0 ? left : min(limit, left)
    }
    waits.set(other, .reading)
    ready = waits.wait(milliseconds: limit)
    guard let place = ready.firstIndex(where: { $0.descriptor == other }) else { return false }
    ready.remove(at: place)
    return true
  }

  /// The next transfer that has ended, and its result; nil where there is none.
  func nextFinished() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
    var code = CURLE_OK
    guard let easy = ccurl_multi_finished(pointer, &code) else { return nil }
    return (easy, code)
  }

  /// This is safe: libcurl calls back only within its functions, which the handle calls itself.
  private func hookUp() throws(CurlError) {
    let this = Unmanaged.passUnretained(self).toOpaque()
    let code = ccurl_multi_set_callbacks(
      pointer, this,
      { _, descriptor, what, this, _ in
        var events: WaitSet.Events = []
        if what & CURL_POLL_IN != 0 { events.insert(.reading) }
        if what & CURL_POLL_OUT != 0 { events.insert(.writing) }
        MultiHandle.of(this).waits.set(descriptor, events)
        return 0
      },
      { _, milliseconds, this in
        let now = SystemClock.monotonic()
        MultiHandle.of(this).deadline = milliseconds < 0 ? nil : now + Double(milliseconds) / 1000
        return 0
      })
    try check(code)
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> MultiHandle {
    // It is never nil: libcurl returns what `hookUp` gave it.
    Unmanaged<MultiHandle>.fromOpaque(pointer!).takeUnretainedValue()
  }
}
