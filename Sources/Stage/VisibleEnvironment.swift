import HTTP
import JSON

extension World {
  /// `$env`: without the key, names that speak of secrets, and values that hold one (shell.md, "What a script may
  /// touch").
  ///
  /// - Parameter key: the session's, wherever it came from.
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
  /// Whether a value gives it away. A few characters stand in many values by chance.
  fileprivate func isKnown(from value: String) -> Bool {
    if kept.utf8.count < 8 { return value == kept }
    return isIn(value) || value.utf8.contains(UInt8(ascii: "%")) && Redaction(of: self).text(value) != value
  }
}

/// What makes a variable of the environment a secret. By bytes, as it is asked of each at every start.
package enum SecretVariable {
  private static let ends = [
    "KEY", "TOKEN", "SECRET", "PASS", "PWD", "PAT", "AUTH", "CREDENTIAL", "COOKIE", "PASSWORD", "PASSWD",
    "PASSPHRASE",
  ].map { Array($0.utf8) }
  private static let password = Array("PASS".utf8)
  private static let folders: Set<String> = ["PWD", "OLDPWD"]

  /// Whether a word of the name is that of a secret, or ends so: `DB_PASS`, `APIKEY2`, `authToken`; but not
  /// `PATH`, `AUTHOR` or `KEYBOARD`.
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

  /// Whether the value holds a URL with a password, also in longer text, and percent-encoded.
  package static func holdsPassword(_ value: String, of name: String) -> Bool {
    let bytes = Array(value.utf8)
    // libcurl takes one without its scheme.
    let isProxy = Array(name.utf8).suffix(5).map { $0 | 0x20 } == Array("proxy".utf8)
    if hasPassword(bytes, isProxy) { return true }
    // JSON may write `:\/\/`.
    if bytes.contains(UInt8(ascii: "\\")), hasPassword(bytes.filter { $0 != UInt8(ascii: "\\") }, isProxy) {
      return true
    }
    return bytes.contains(UInt8(ascii: "%")) && hasPassword(decoded(bytes), isProxy)
  }

  private static func hasPassword(_ bytes: [UInt8], _ isProxy: Bool) -> Bool {
    var isURL = false
    for place in bytes.indices.dropFirst(2)
    where bytes[place] == UInt8(ascii: "/") && bytes[place - 1] == UInt8(ascii: "/")
      && bytes[place - 2] == UInt8(ascii: ":")
    {
      isURL = true
      if urlHasPassword(bytes[(place + 1)...].prefix { !endsURL($0) }) { return true }
    }
    return isProxy && !isURL && urlHasPassword(bytes[...])
  }

  /// - Parameter url: without its scheme.
  private static func urlHasPassword(_ url: ArraySlice<UInt8>) -> Bool {
    userHasPassword(url) || queryHasPassword(url)
  }

  private static func queryHasPassword(_ url: ArraySlice<UInt8>) -> Bool {
    let ends = Array("?&;#".utf8)
    return url.split(whereSeparator: ends.contains).contains { part in
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return false }
      return equals + 1 < part.endIndex && isNamed(part[..<equals])
    }
  }

  private static func userHasPassword(_ url: ArraySlice<UInt8>) -> Bool {
    let authority = url.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      guard let colon = authority[..<at].firstIndex(of: UInt8(ascii: ":")) else { return false }
      return colon + 1 < at
    }
    // What stands there is no port: a password with a `/` that should have been encoded.
    if let colon = authority.firstIndex(of: UInt8(ascii: ":")), authority.first != UInt8(ascii: "["),
      !authority[(colon + 1)...].allSatisfy(isDigit), url[authority.endIndex...].contains(UInt8(ascii: "@"))
    {
      return true
    }
    return false
  }

  /// What stands behind a URL in a longer text.
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
