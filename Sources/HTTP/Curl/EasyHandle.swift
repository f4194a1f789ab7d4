import CCurl

/// A libcurl easy handle with typed setters. It carries one request at a time, and many one after another.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?
  /// What these were made of.
  var headersMadeOf: (headers: [Header], key: APIKey?)?

  init() throws(CurlError) {
    guard let pointer = ccurl_easy_init() else { throw CurlError(code: CURLE_FAILED_INIT) }
    self.pointer = pointer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try set(CURLOPT_ERRORBUFFER, pointer: errorText)
  }

  deinit {
    ccurl_easy_cleanup(pointer)
    ccurl_slist_free_all(headers)
    errorText.deallocate()
  }

  /// libcurl's words for the last failure; may be empty.
  var detail: String { String(cString: errorText) }

  func clearDetail() { errorText[0] = 0 }

  func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
    try check(ccurl_set_long(pointer, option, value))
  }

  func set(_ option: CURLoption, _ value: Bool) throws(CurlError) {
    try set(option, value ? 1 : 0)
  }

  /// libcurl copies the text; nil resets the option.
  func set(_ option: CURLoption, _ value: String?) throws(CurlError) {
    try check(ccurl_set_text(pointer, option, value))
  }

  /// The pointer has to stay valid as long as the handle uses it.
  func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(CurlError) {
    try check(ccurl_set_pointer(pointer, option, value))
  }

  func set(size option: CURLoption, _ value: Int) throws(CurlError) {
    try check(ccurl_set_size(pointer, option, curl_off_t(value)))
  }

  func set(_ option: CURLoption, write: curl_write_callback?) throws(CurlError) {
    try check(ccurl_set_write(pointer, option, write))
  }

  func set(_ option: CURLoption, prereq: curl_prereq_callback?) throws(CurlError) {
    try check(ccurl_set_prereq(pointer, option, prereq))
  }

  func set(_ option: CURLoption, debug: curl_debug_callback?) throws(CurlError) {
    try check(ccurl_set_debug(pointer, option, debug))
  }

  /// Copies the body into libcurl.
  func set(body: [UInt8]) throws(CurlError) {
    try set(size: CURLOPT_POSTFIELDSIZE_LARGE, body.count)
    let code = body.withUnsafeBytes { bytes in
      ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }
    try check(code)
  }

  /// The header lines to send, `Name: value`.
  func set(headerLines: [String]) throws(CurlError) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in headerLines {
      guard let longer = ccurl_slist_append(list, line) else {
        ccurl_slist_free_all(list)
        throw CurlError(code: CURLE_OUT_OF_MEMORY)
      }
      list = longer
    }
    ccurl_slist_free_all(headers)
    headers = list
    try check(ccurl_set_list(pointer, CURLOPT_HTTPHEADER, list))
  }

  /// A number about the finished transfer, 0 where libcurl has none.
  func long(_ info: CURLINFO) -> Int {
    var value = 0
    return ccurl_get_long(pointer, info, &value) == CURLE_OK ? value : 0
  }

  /// Whether an answer over HTTP/2 has begun. libcurl does not deliver a head that it reads together with the
  /// end of its stream. True where libcurl cannot tell.
  var hasAnswered: Bool { ccurl_has_answered(pointer) }

  /// A time of the finished transfer, in seconds from its start.
  func seconds(_ info: CURLINFO) -> Double {
    var microseconds: curl_off_t = 0
    let code = ccurl_get_size(pointer, info, &microseconds)
    return code == CURLE_OK ? Double(microseconds) / 1e6 : 0
  }
}
