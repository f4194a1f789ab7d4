import JSON

/// Removes the key from text that is shown or recorded.
public struct Redaction: Sendable {
  private let key: APIKey?

  public init(of key: APIKey?) { self.key = key }

  /// The text with its short form in place of each occurrence of the key, plain or percent-encoded.
  /// O(length of the text).
  public func text(_ text: String) -> String {
    guard let key else { return text }
    let encoded = PercentEncoding.encode(key.secret)
    let shown = replacing(key.secret, in: text, by: key)
    return encoded == key.secret ? shown : replacing(encoded, in: shown, by: key)
  }

  private func replacing(_ secret: String, in text: String, by key: APIKey) -> String {
    let secret = Array(secret.utf8)
    let bytes = Array(text.utf8)
    guard bytes.count >= secret.count else { return text }
    var shown: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == secret[0], bytes[index...].starts(with: secret) {
        shown += Array(key.description.utf8)
        index += secret.count
      } else {
        shown.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// The headers. The values of those with credentials are hidden, and the key is removed from the
  /// others.
  public func headers(_ headers: [Header]) -> [Header] {
    headers.map { header in
      Header(header.name, Self.isSecret(header) ? "…" : text(header.value))
    }
  }

  /// All headers that are sent with the request, with the key in its short form.
  public func headers(of request: Request) -> [Header] {
    headers(request.headers) + (request.key.map { [Header(APIKey.header, $0.description)] } ?? [])
  }

  private static func isSecret(_ header: Header) -> Bool {
    [APIKey.header, "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"]
      .contains(where: header.isNamed)
  }
}

extension APIKey {
  /// The header that carries the key (Integration API v1, "Authentication").
  public static let header = "X-API-Key"
}
