import CCurl
import SystemCalls

extension Transfer {
  /// The response, or the meaning of libcurl's code for this request.
  func result(_ code: CURLcode, _ options: CurlTransport.Options) -> Result<Response, TransportError> {
    // Where an HTTP/2 connection that carried other requests ends before the answer, libcurl reports no
    // error.
    code == CURLE_OK && head.status != 0 ? .success(response()) : .failure(failure(code, options))
  }

  /// An error of this request. Once the request began, the server may have acted, unless it says that it did
  /// not.
  func error(_ kind: TransportError.Kind, detail: String = "") -> TransportError {
    TransportError(
      kind, host: url?.host ?? "", port: url?.port, detail: detail,
      acted: hasBegun && !isUndone ? .unknown : .no)
  }

  /// Whether the server certainly did not act: it turned the request away, and did not answer.
  private var isUndone: Bool { wasTurnedAway && head.status == 0 && !easy.hasAnswered }

  private func response() -> Response {
    Response(
      version: head.version, status: head.status, reason: head.reason, headers: head.headers,
      body: body, timings: timings())
  }

  private func timings() -> Timings {
    var timings = Timings()
    timings.nameLookup = easy.seconds(CURLINFO_NAMELOOKUP_TIME_T)
    timings.connect = easy.seconds(CURLINFO_CONNECT_TIME_T)
    timings.tls = easy.seconds(CURLINFO_APPCONNECT_TIME_T)
    timings.firstByte = easy.seconds(CURLINFO_STARTTRANSFER_TIME_T)
    timings.total = easy.seconds(CURLINFO_TOTAL_TIME_T)
    return timings
  }

  private func failure(_ code: CURLcode, _ options: CurlTransport.Options) -> TransportError {
    let detail = easy.detail
    return error(
      kind(code, options), detail: detail.isEmpty ? CurlError(code: code).text : detail)
  }

  private func kind(_ code: CURLcode, _ options: CurlTransport.Options) -> TransportError.Kind {
    if isUndone { return .turnedAway }
    if wasLost { return .lost }
    if isTooLarge { return .tooLarge(limit: options.bodyLimit) }
    if !hasBegun, easy.long(CURLINFO_HTTP_CONNECTCODE) >= 300 { return .proxy }
    switch code {
    case CURLE_OK: return .lost
    case CURLE_URL_MALFORMAT: return .badURL
    case CURLE_COULDNT_RESOLVE_HOST: return .unresolved
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: return .proxy
    case CURLE_COULDNT_CONNECT: return isRefused ? .refused : .unreachable
    case CURLE_OPERATION_TIMEDOUT:
      return hasBegun
        ? .timeout(.total, seconds: timeout)
        : .timeout(isInHandshake ? .tls : .connect, seconds: min(options.connectTimeout, timeout))
    case CURLE_FILESIZE_EXCEEDED: return .tooLarge(limit: options.bodyLimit)
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING,
      CURLE_WRITE_ERROR:
      return .garbage
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM:
      return head.status == 0 ? .lost : .truncated
    case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION: return .unusable
    // Before the request begins, the remaining codes are those of the TLS handshake.
    default: return hasBegun ? .lost : .tls
    }
  }

  /// Whether the host itself, and not a proxy, accepted the connection, and the TLS handshake is not over.
  /// libcurl has the time of a handshake only after its end.
  private var isInHandshake: Bool {
    url?.scheme == "https" && easy.long(CURLINFO_LOCAL_PORT) > 0
      && easy.seconds(CURLINFO_APPCONNECT_TIME_T) == 0
      && easy.long(CURLINFO_PRIMARY_PORT) == url?.port
  }

  private var isRefused: Bool { easy.long(CURLINFO_OS_ERRNO) == Int(SystemError.connectionRefused.code) }
}
