/// The API key. Whatever prints, dumps or interpolates it shows its last four characters at most;
/// the secret itself leaves this room only in the `X-API-Key` header.
public struct APIKey: Hashable, Sendable {
  let secret: String

  /// A key of its text; white space around it is dropped, since files and commands end in a newline.
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
  /// The secret itself, for the file in which its owner keeps it, and nothing else.
  public var kept: String { secret }

  /// Whether a text holds it. O(length of the text).
  public func isIn(_ text: String) -> Bool {
    let (bytes, key) = (Array(text.utf8), Array(secret.utf8))
    return bytes.indices.contains { bytes[$0] == key[0] && bytes[$0...].starts(with: key) }
  }
}

public enum APIKeyError: Error, Hashable, Sendable {
  case empty
  /// It holds a character that is not printable ASCII, or a space.
  case unprintable
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `sk_…1234`, or `…` where four characters would give much of a short key away.
  public var description: String {
    guard secret.utf8.count >= 12 else { return "…" }
    return (secret.hasPrefix("sk_") ? "sk_…" : "…") + secret.suffix(4)
  }

  public var debugDescription: String { description }

  public var customMirror: Mirror { Mirror(self, children: []) }
}
