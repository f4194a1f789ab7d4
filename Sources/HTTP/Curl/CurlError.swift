import CCurl

/// A libcurl call that failed.
struct CurlError: Error {
  var code: CURLcode

  var text: String {
    ccurl_load() ? String(cString: ccurl_easy_strerror(code)) : "libcurl must be installed, but is not there"
  }
}

/// Checks the result of a libcurl call. All calls that can fail go through here.
func check(_ code: CURLcode) throws(CurlError) {
  if code != CURLE_OK { throw CurlError(code: code) }
}

/// The same for the multi interface. Its failures are lack of memory, or faults of this program.
func check(_ code: CURLMcode) throws(CurlError) {
  if code != CURLM_OK {
    throw CurlError(code: code == CURLM_OUT_OF_MEMORY ? CURLE_OUT_OF_MEMORY : CURLE_FAILED_INIT)
  }
}
