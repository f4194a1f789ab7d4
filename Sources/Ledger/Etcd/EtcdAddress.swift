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

  /// Checks the place of a ledger, which is the path of a file or an address of etcd.
  ///
  /// - Throws: where it is a malformed address, another URL, or empty. As a file of that name, each machine would have a
  ///   ledger of its own, and would send what another one has sent.
  public static func check(place: String) throws(EtcdAddressError) {
    if isMeant(place) {
      _ = try EtcdAddress(parsing: place)
    } else if place.isEmpty || scheme(of: place) != nil {
      throw EtcdAddressError(place)
    }
  }

  /// What stands before the `:/` of a URL, or before the `:` of a misspelt `etcd:HOST`; nil in the path of a file.
  fileprivate static func scheme(of place: String) -> Substring? {
    guard let colon = place.firstIndex(of: ":"), place.first?.isASCII == true, place.first?.isLetter == true
    else { return nil }
    let scheme = place[..<colon]
    guard scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }) else {
      return nil
    }
    let isURL = place[colon...].hasPrefix(":/") && scheme.count > 1
    return isURL || scheme.lowercased().hasPrefix("etcd") ? scheme : nil
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
    if text.isEmpty { return "a ledger must be a file or an address of etcd, but its name is empty" }
    return "the address of a shared ledger must be etcd://HOST:2379[,HOST2:2379…][/PREFIX], or etcds://…, "
      + "but is '\(text)'"
  }

  /// The address as it was probably meant; nil where that cannot be told.
  public var hint: String? {
    guard let scheme = EtcdAddress.scheme(of: text), !["etcd://", "etcds://"].contains(where: text.hasPrefix)
    else { return nil }
    let rest = text.dropFirst(scheme.count + 1).drop { $0 == "/" }
    switch scheme.lowercased() {
    case "file": return "/\(rest)"
    case "https", "etcds": return "etcds://\(rest)"
    default: return "etcd://\(rest)"
    }
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
