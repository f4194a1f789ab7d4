import JSON

/// The address of the API: a URL to which paths are appended.
public struct BaseURL: Hashable, Sendable {
  /// Scheme, host and port: `https://app.wessaal.com`.
  public let origin: String
  /// The path below the origin, without a slash at its end: `/integration/v1`.
  public let path: String
  public let host: String
  public let isSecure: Bool

  /// Reads a base URL from its text: http or https, a host, perhaps a port and a path, and nothing else.
  /// Without a path it gets the documented one (Integration API v1, "Base URL").
  public init(parsing text: String) throws(BaseURLError) {
    guard let end = Self.endOfScheme(text) else { throw BaseURLError(.scheme, in: text) }
    let rest = text[end...]
    if rest.contains("?") { throw BaseURLError(.query, in: text) }
    if rest.contains("#") { throw BaseURLError(.fragment, in: text) }
    let authority = rest.prefix { $0 != "/" }
    if authority.contains("@") { throw BaseURLError(.userInfo, in: text) }
    if authority.isEmpty || authority.hasPrefix(":") { throw BaseURLError(.host, in: text) }
    guard let parts = URLParts(parsing: text) else { throw BaseURLError(.malformed, in: text) }
    var path = rest[authority.endIndex...]
    while path.hasSuffix("/") { path.removeLast() }
    // The origin has only one spelling, because the keys of `once` belong to it.
    let standardPort = parts.isSecure ? ":443" : ":80"
    let place = authority.lowercased()
    self.origin =
      parts.scheme + "://"
      + (place.hasSuffix(standardPort) ? String(place.dropLast(standardPort.count)) : place)
    self.path = path.isEmpty ? Self.documentedPath : String(path)
    self.host = parts.host
    self.isSecure = parts.isSecure
    self.isLoopback = parts.isLoopback
  }

  /// The documented base URL (Integration API v1, "Base URL"): `https://app.wessaal.com/integration/v1`. It
  /// is not parsed, because that would load libcurl, which a program may never need.
  public static let documented = BaseURL()

  private init() {
    host = "app.wessaal.com"
    origin = "https://" + host
    path = Self.documentedPath
    isSecure = true
    isLoopback = false
  }

  /// Whether it is this machine: 127.0.0.0/8, ::1 or localhost.
  public let isLoopback: Bool

  /// Scheme, host and port. All names of this machine have one spelling here, so that keys of `once` belong
  /// to the same API in whatever form the URL is written.
  public var identity: String {
    guard isLoopback, let start = origin.firstRange(of: "://")?.upperBound else { return origin }
    let place = origin[start...]
    let end = place.lastIndex(of: "]") ?? start
    let port = place[end...].firstIndex(of: ":").map { place[$0...] } ?? ""
    return "\(origin[..<start])localhost\(port)"
  }

  /// The URL of a path that begins with a slash. The parts of the path must be percent-encoded.
  public func url(_ path: String, query: [(name: String, value: String)] = []) -> String {
    description + path + PercentEncoding.query(query)
  }

  private static let documentedPath = "/integration/v1"

  private static func endOfScheme(_ text: String) -> String.Index? {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
    let scheme = String(text[..<colon])
    guard ["http", "https"].contains(where: scheme.equalsIgnoringASCIICase) else { return nil }
    return text.index(colon, offsetBy: 3)
  }
}

extension BaseURL: CustomStringConvertible {
  public var description: String { origin + path }
}

/// What is wrong with the text of a base URL.
public struct BaseURLError: Error, Hashable, Sendable {
  /// The part of the URL that is wrong.
  public enum Fault: Hashable, Sendable { case scheme, host, userInfo, query, fragment, malformed }

  public var fault: Fault
  public var text: String

  init(_ fault: Fault, in text: String) {
    self.fault = fault
    self.text = text
  }
}
