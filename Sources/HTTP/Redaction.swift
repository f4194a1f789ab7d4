import JSON

/// Takes the key out of what is to be shown or recorded.
public struct Redaction: Sendable {
  private let key: APIKey?

  public init(of key: APIKey?) { self.key = key }

  /// The text with each occurrence of the key, as it is or as a URL has it, replaced by its short form.
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

  /// The headers with the values of those that carry credentials hidden, and the key out of the rest.
  public func headers(_ headers: [Header]) -> [Header] {
    headers.map { header in
      Header(header.name, Self.isSecret(header) ? "…" : text(header.value))
    }
  }

  /// All headers that the request is sent with, the key's in its short form.
  public func headers(of request: Request) -> [Header] {
    headers(request.headers) + (request.key.map { [Header(APIKey.header, $0.description)] } ?? [])
  }

  private static func isSecret(_ header: Header) -> Bool {
    [APIKey.header, "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"]
      .contains(where: header.isNamed)
  }
}

extension APIKey {
  /// The header that carries it (Integration API v1, "Authentication").
  public static let header = "X-API-Key"
}
