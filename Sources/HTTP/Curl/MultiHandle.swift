import CCurl

/// A libcurl multi handle: the running transfers, and the connections that are kept.
final class MultiHandle {
  private let pointer: UnsafeMutableRawPointer

  /// - Parameter connections: how many are open at the same time at most. They are kept for later
  ///   requests.
  init(connections: Int) throws(CurlError) {
    guard ccurl_load() else { throw CurlError(code: CURLE_FAILED_INIT) }
    try check(ccurl_global_init(Int(CURL_GLOBAL_SSL)))
    guard let pointer = ccurl_multi_init() else { throw CurlError(code: CURLE_FAILED_INIT) }
    self.pointer = pointer
    try check(ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections))
    try check(ccurl_multi_set_long(pointer, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections))
  }

  deinit { ccurl_multi_cleanup(pointer) }

  func add(_ easy: EasyHandle) throws(CurlError) {
    try check(ccurl_multi_add_handle(pointer, easy.pointer))
  }

  /// Ends the transfer where it still runs. It fails only for a handle that was never added.
  func remove(_ easy: EasyHandle) {
    ccurl_multi_remove_handle(pointer, easy.pointer)
  }

  /// Reads and writes what is possible without waiting.
  func perform() throws(CurlError) {
    var running: Int32 = 0
    try check(ccurl_multi_perform(pointer, &running))
  }

  /// Waits until something can be done, or so many milliseconds; -1 for ever. True where the other
  /// descriptor can be read.
  func wait(milliseconds: Int32, other: Int32) throws(CurlError) -> Bool {
    var extra = curl_waitfd(fd: other, events: Int16(CURL_WAIT_POLLIN), revents: 0)
    let timeout = milliseconds < 0 ? 3_600_000 : milliseconds
    try check(ccurl_multi_poll(pointer, &extra, 1, timeout))
    return extra.revents != 0
  }

  /// The next transfer that has ended, and its result; nil where there is none.
  func nextFinished() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
    var code = CURLE_OK
    guard let easy = ccurl_multi_finished(pointer, &code) else { return nil }
    return (easy, code)
  }
}
