/// The API key. Code that prints, dumps or interpolates it shows at most its last four characters.
/// The secret itself leaves this room only in the `X-API-Key` header, or by `kept`.
public struct APIKey: Hashable, Sendable {
  let secret: String

  /// Reads a key from a text. White space around it is dropped, because files and the output of
  /// commands end with a newline.
  public init(parsing text: String) throws(APIKeyError) {
    let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    var bytes = Array(text.utf8)[...]
    while let last = bytes.last, blank.contains(last) { bytes.removeLast() }
    while let first = bytes.first, blank.contains(first) { bytes.removeFirst() }
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .unprintable }
    secret = String(decoding: bytes, as: UTF8.self)
  }
}

extension APIKey {
  /// The secret itself, only for the file in which its owner keeps it.
  public var kept: String { secret }

  /// Whether a text contains the key. O(length of the text).
  public func isIn(_ text: String) -> Bool {
    let (bytes, key) = (Array(text.utf8), Array(secret.utf8))
    return bytes.indices.contains { bytes[$0] == key[0] && bytes[$0...].starts(with: key) }
  }
}

/// Why a text cannot be an API key.
public enum APIKeyError: Error, Hashable, Sendable {
  case empty
  /// It holds a character that is not printable ASCII, or a space.
  case unprintable
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `sk_…1234`; only `…` for a short key, of which four characters would reveal much.
  public var description: String {
    guard secret.utf8.count >= 12 else { return "…" }
    return (secret.hasPrefix("sk_") ? "sk_…" : "…") + secret.suffix(4)
  }

  public var debugDescription: String { description }

  public var customMirror: Mirror { Mirror(self, children: []) }
}
