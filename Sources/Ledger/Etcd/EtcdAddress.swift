import Machine

/// The address of a ledger that several machines share: `etcd://HOST:2379[,HOST2:2379…][/PREFIX]`, or `etcds://…` for
/// TLS.
public struct EtcdAddress: Hashable, Sendable {
  /// The base URLs of the nodes, without a slash at the end.
  public let endpoints: [String]
  /// The text with which the names of all keys begin, without a slash at the end.
  public let prefix: String
  /// The address as the user wrote it.
  public let text: String

  private static let port = "2379"

  /// Whether the text looks like an address, and is therefore not meant as the path of a file. A mistyped address must
  /// not name a new, empty ledger.
  public static func isMeant(_ text: String) -> Bool {
    text.contains("://") || ["etcd:", "etcds:"].contains { text.lowercased().hasPrefix($0) }
  }

  /// - Throws: `EtcdAddressError` where the text is malformed.
  public init(parsing text: String) throws(EtcdAddressError) {
    guard text.hasPrefix("etcd://") || text.hasPrefix("etcds://"), let start = text.firstRange(of: "://")
    else { throw EtcdAddressError(text) }
    let scheme = text.hasPrefix("etcds") ? "https" : "http"
    let rest = text[start.upperBound...]
    let nodes = rest.prefix { $0 != "/" }.split(separator: ",", omittingEmptySubsequences: false)
    let isPlain = nodes.allSatisfy { !$0.isEmpty && !$0.contains(where: { "@?# ".contains($0) }) }
    guard isPlain, !nodes.isEmpty else { throw EtcdAddressError(text) }
    endpoints = nodes.map { "\(scheme)://\($0)" + (Self.hasPort($0) ? "" : ":" + Self.port) }
    var prefix = rest.drop { $0 != "/" }
    while prefix.hasPrefix("/") { prefix.removeFirst() }
    while prefix.hasSuffix("/") { prefix.removeLast() }
    self.prefix = prefix.isEmpty ? "wessaal" : String(prefix)
    self.text = text
  }

  /// In `[::1]` the colons belong to the host and do not begin a port.
  private static func hasPort(_ node: Substring) -> Bool {
    let end = node.lastIndex(of: "]") ?? node.startIndex
    return node[end...].contains(":")
  }
}

/// The error for a text that is not a valid address of etcd.
public struct EtcdAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  public let text: String

  init(_ text: String) { self.text = text }

  public var description: String {
    "the address of a shared ledger must be etcd://HOST:2379[,HOST2:2379…][/PREFIX], or etcds://…, "
      + "but is '\(text)'"
  }
}

/// The user as whom this program writes to etcd.
public struct EtcdUser: Sendable {
  /// Finds the user; nil where none is configured.
  public typealias Source = @Sendable () throws(Failure) -> EtcdUser?

  public var name: String
  var password: String

  public init(name: String, password: String) {
    self.name = name
    self.password = password
  }

  /// Reads `USER:PASSWORD`, the form in which `journal_command` prints it.
  public init?(parsing line: String) {
    guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
    self.init(name: String(line[..<colon]), password: String(line[line.index(after: colon)...]))
  }
}
