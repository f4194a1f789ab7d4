import Catalog
import JSON
import Machine

/// The calls in an HTTP archive that go to the API (HAR 1.2).
enum HARCalls {
  /// - Throws: `usage`, where the text is not a HAR.
  static func read(_ bytes: [UInt8], _ catalog: Catalog) throws(Failure) -> [ForeignCall] {
    let nouns = Set(
      catalog.operations.compactMap { $0.path.split(separator: "/").first { $0 != "" }.map(String.init) })
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let archive = try? Value(parsing: bytes), let entries = archive["log"]?["entries"]?.asArray else {
      throw Failure(
        .usage, "a HAR must be a JSON object with log.entries, but this is not one",
        hint: "browsers save one: developer tools, network, 'Save all as HAR'")
    }
    return entries.compactMap { entry in entry["request"].flatMap { call($0, nouns) } }
  }

  private static func call(_ request: Value, _ nouns: Set<String>) -> ForeignCall? {
    guard let url = request["url"]?.asString, isOfAPI(url, nouns) else { return nil }
    // A browser sends OPTIONS by itself, to ask whether a page may make the call that follows.
    if request["method"] == "OPTIONS" { return nil }
    var call = ForeignCall()
    call.url = url
    call.method = request["method"]?.asString ?? "GET"
    call.headers = (request["headers"]?.asArray ?? []).compactMap { header in
      guard let name = header["name"]?.asString, let value = header["value"]?.asString else { return nil }
      return (name, value)
    }
    let data = request["postData"]
    if let type = data?["mimeType"]?.asString, call.header("Content-Type") == nil {
      call.headers.append(("Content-Type", type))
    }
    if let text = data?["text"]?.asString, !text.isEmpty {
      let decoded = data?["encoding"] == "base64" ? Base64.bytes(text) : nil
      call.body = .text(decoded.map { String(decoding: $0, as: UTF8.self) } ?? text)
    } else if let fields = data?["params"]?.asArray, !fields.isEmpty {
      call.body = .form(
        fields.map { ($0["name"]?.asString ?? "", $0["value"]?.asString ?? "") },
        isMultipart: data?["mimeType"]?.asString?.hasPrefix("multipart/") == true)
    }
    return call
  }

  /// Whether a URL belongs to the API. The other requests of the page are left out without a word.
  private static func isOfAPI(_ url: String, _ nouns: Set<String>) -> Bool {
    guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return false }
    let parts = url.split(separator: "/").dropFirst().map { String($0.prefix { $0 != "?" && $0 != "#" }) }
    let path = "/" + parts.dropFirst().joined(separator: "/")
    if path.hasPrefix(Catalog.basePath + "/") { return true }
    return parts.first?.contains("wessaal") == true && parts.dropFirst().contains(where: nouns.contains)
      || path.contains("/messages/send")
  }
}
