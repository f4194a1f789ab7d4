import HTTP
import JSON

extension World {
  /// The value of `$env`. It leaves out the API key, variables whose names suggest a secret, and values that contain
  /// one (Program.md, "What a script may touch").
  ///
  /// - Parameter key: the key of the session, from whatever source.
  package func visibleEnvironment(hiding key: APIKey?) -> Object {
    let given = environment["WESSAAL_API_KEY"].flatMap { try? APIKey(parsing: $0) }
    let keys = Set([key, given].compactMap(\.self))
    let visible = environment.filter { name, value in
      !SecretVariable.isNamed(name) && !SecretVariable.holdsPassword(value, of: name)
        && !Redaction.holdsToken(value) && !keys.contains { $0.isKnown(from: value) }
    }
    return Object(visible.sorted { $0.key < $1.key }.map { (Text($0.key), Value($0.value)) })
  }
}

extension APIKey {
  /// Whether the value shows the key. A short part of the key is not enough, since many values contain it by chance.
  fileprivate func isKnown(from value: String) -> Bool {
    if kept.utf8.count < 8 { return value == kept }
    return isIn(value) || value.utf8.contains(UInt8(ascii: "%")) && Redaction(of: self).text(value) != value
  }
}

/// Decides which variables of the environment are secrets. It works on bytes, because it looks at every variable at
/// every start.
package enum SecretVariable {
  private static let ends = [
    "KEY", "TOKEN", "SECRET", "PASS", "PWD", "PAT", "AUTH", "CREDENTIAL", "COOKIE", "PASSWORD", "PASSWD",
    "PASSPHRASE", "PW", "AUTHORIZATION", "CRED", "JWT", "BEARER",
  ].map { Array($0.utf8) }
  private static let password = Array("PASS".utf8)
  private static let folders: Set<String> = ["PWD", "OLDPWD"]

  /// Whether a word of the name suggests a secret, or ends like one: `DB_PASS`, `APIKEY2`, `authToken`, but not `PATH`,
  /// `AUTHOR` or `KEYBOARD`.
  package static func isNamed(_ name: String) -> Bool {
    !folders.contains(name) && isNamed(Array(name.utf8)[...])
  }

  private static func isNamed(_ name: ArraySlice<UInt8>) -> Bool {
    var word: [UInt8] = []
    var wasSmall = false
    for byte in name {
      let isSmall = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      let isLarge = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      if !isSmall && !isLarge && !isDigit(byte) || isLarge && wasSmall {
        if isSecret(word) { return true }
        word.removeAll(keepingCapacity: true)
      }
      if isSmall || isLarge || isDigit(byte) { word.append(isSmall ? byte - 32 : byte) }
      wasSmall = isSmall
    }
    return isSecret(word)
  }

  private static func isSecret(_ word: [UInt8]) -> Bool {
    if word.starts(with: password) { return true }
    var word = word[...]
    while let last = word.last, isDigit(last) { word.removeLast() }
    let one = word.last == UInt8(ascii: "S") ? word.dropLast() : word
    return ends.contains { ends(word, $0) || ends(one, $0) }
  }

  private static func ends(_ word: ArraySlice<UInt8>, _ end: [UInt8]) -> Bool {
    word.count >= end.count && word.suffix(end.count).elementsEqual(end)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  // MARK: Values

  /// Whether the value contains a URL with a password. The URL may be inside a longer text, percent-encoded, or
  /// malformed.
  package static func holdsPassword(_ value: String, of name: String) -> Bool {
    let bytes = Array(value.utf8)
    // libcurl accepts the URL of a proxy without a scheme.
    let isProxy = Array(name.utf8).suffix(5).map { $0 | 0x20 } == Array("proxy".utf8)
    if hasPassword(bytes, isProxy) { return true }
    // In JSON the slashes may be escaped: `:\/\/`.
    if bytes.contains(UInt8(ascii: "\\")), hasPassword(bytes.filter { $0 != UInt8(ascii: "\\") }, isProxy) {
      return true
    }
    return bytes.contains(UInt8(ascii: "%")) && hasPassword(decoded(bytes), isProxy)
  }

  private static func hasPassword(_ bytes: [UInt8], _ isProxy: Bool) -> Bool {
    var isURL = false
    for place in bytes.indices.dropFirst()
    where bytes[place] == UInt8(ascii: "/") && bytes[place - 1] == UInt8(ascii: "/") {
      let hasScheme = place >= 2 && bytes[place - 2] == UInt8(ascii: ":")
      // A URL without a scheme is at the beginning of the text, or after a character that cannot be part of a path.
      guard hasScheme || place == 1 || endsURL(bytes[place - 2]) || "=,;(@'".utf8.contains(bytes[place - 2])
      else { continue }
      isURL = true
      let rest = bytes[(place + 1)...]
      let scheme = bytes[..<max(place - 2, 0)].reversed().prefix { isOfScheme($0) }.reversed()
      let isWeb = ["http", "https"].contains { $0.utf8.elementsEqual(scheme.map { $0 | 0x20 }) }
      if userHasPassword(rest, isWeb || !hasScheme) || queryHasPassword(rest.prefix { !endsURL($0) }) {
        return true
      }
    }
    if isURL { return false }
    // `Server=h;Password=p` too.
    return queryHasPassword(bytes[...]) || (isProxy ? userHasPassword(bytes[...], true) : isUserAtHost(bytes))
  }

  private static func queryHasPassword(_ url: ArraySlice<UInt8>) -> Bool {
    let ends = Array("?&;#".utf8)
    return url.split(whereSeparator: ends.contains).contains { part in
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return false }
      return equals + 1 < part.endIndex && isNamed(part[..<equals])
    }
  }

  /// - Parameters:
  ///   - text: the URL without its scheme, up to the end of the text around it.
  ///   - isWeb: whether an `@` is common in the path of such URLs.
  private static func userHasPassword(_ text: ArraySlice<UInt8>, _ isWeb: Bool) -> Bool {
    let url = text.prefix { !endsURL($0) }
    let authority = url.prefix { !"/?#".utf8.contains($0) }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")), let colon = colon(in: authority[..<at]) {
      return colon + 1 < at
    }
    if authority.first == UInt8(ascii: "[") { return false }
    // The password may contain characters that should have been percent-encoded. Then the text after the colon is not a
    // port, though it may look like one.
    if let colon = colon(in: authority), !authority.contains(UInt8(ascii: "@")) {
      let port = authority[(colon + 1)...]
      if !port.allSatisfy(isDigit) { return text[colon...].contains(UInt8(ascii: "@")) }
      let rest = url[authority.endIndex...]
      if !isWeb || port.count > 5 { return rest.contains(UInt8(ascii: "@")) }
      return !port.isEmpty && rest.first != UInt8(ascii: "/") && rest.contains(UInt8(ascii: "@"))
        || hasAt(rest.prefix { $0 != UInt8(ascii: "?") })
    }
    let rest = url[authority.endIndex...].prefix { !isWeb || $0 != UInt8(ascii: "?") }
    return colon(in: rest).map { hasAt(rest[($0 + 1)...]) } ?? false
  }

  private static func colon(in text: ArraySlice<UInt8>) -> Int? { text.firstIndex(of: UInt8(ascii: ":")) }

  /// Whether the text contains an `@` that does not begin a name, as it does in `/@scope/x`.
  private static func hasAt(_ text: ArraySlice<UInt8>) -> Bool {
    text.indices.dropFirst().contains { place in
      text[place] == UInt8(ascii: "@") && text[place - 1] != UInt8(ascii: "/")
    }
  }

  /// Schemes in whose addresses the `@` does not follow a password.
  private static let addresses: Set<String> = ["mailto", "sip", "sips", "xmpp", "acct", "npm", "im", "tel"]

  /// Whether this is `user:password@tcp(host)/name`, which database drivers use, or `scheme:/user:password@host`, where
  /// a slash is missing.
  private static func isUserAtHost(_ value: [UInt8]) -> Bool {
    guard let colon = colon(in: value[...]), colon > 0, value[..<colon].allSatisfy(isOfUser) else {
      return false
    }
    let rest = value[(colon + 1)...].drop { $0 == UInt8(ascii: "/") }
    guard let at = rest.lastIndex(of: UInt8(ascii: "@")), at > rest.startIndex else { return false }
    let (password, host) = (rest[..<at], rest[(at + 1)...])
    // `scheme:/user@host` has no password.
    if rest.startIndex > colon + 1, self.colon(in: password) == nil { return false }
    if password.contains(where: { endsURL($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "@") }) {
      return false
    }
    // The name of a container image has a tag after the colon and a digest after the `@`.
    if host.starts(with: "sha".utf8), self.colon(in: host) != nil { return false }
    let name = String(decoding: value[..<colon], as: UTF8.self).lowercased()
    return !addresses.contains(name) && host.first.map { isOfUser($0) || $0 == UInt8(ascii: "[") } == true
  }

  private static func isOfScheme(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "+-.".utf8.contains(byte)
  }

  private static func isOfUser(_ byte: UInt8) -> Bool {
    isOfScheme(byte) || "_%".utf8.contains(byte) || byte > 0x7F
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Whether the byte marks the end of a URL in a longer text.
  private static func endsURL(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[(place + 1)...(place + 2)], as: UTF8.self), radix: 16)
      {
        result.append(byte)
        place += 3
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return result
  }
}
