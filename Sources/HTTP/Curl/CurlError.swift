import CCurl

/// A libcurl call that failed.
struct CurlError: Error {
  var code: CURLcode

  var text: String {
    ccurl_load() ? String(cString: ccurl_easy_strerror(code)) : "libcurl must be installed, but is not there"
  }
}

/// Every libcurl call that can fail goes through here.
func check(_ code: CURLcode) throws(CurlError) {
  if code != CURLE_OK { throw CurlError(code: code) }
}

/// As above, for the multi interface: its failures are those of memory, or faults of this program.
func check(_ code: CURLMcode) throws(CurlError) {
  if code != CURLM_OK {
    throw CurlError(code: code == CURLM_OUT_OF_MEMORY ? CURLE_OUT_OF_MEMORY : CURLE_FAILED_INIT)
  }
}
