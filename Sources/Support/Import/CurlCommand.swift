import JSON
import Rendering

/// Reads a command line of curl, with the options of curl's manual page.
struct CurlCommand {
  private(set) var call = ForeignCall()
  private var data: [String] = []
  private var dataFile: String?
  private var fields: [(name: String, value: String)] = []
  private var isUpload = false
  private var isGet = false
  private var isJSON = false

  /// The short options that take a value, with the names of the long options that they stand for.
  private static let short: [Character: String] = [
    "X": "request", "H": "header", "d": "data", "F": "form", "u": "user", "A": "user-agent", "e": "referer",
    "b": "cookie", "c": "cookie-jar", "o": "output", "m": "max-time", "x": "proxy", "w": "write-out",
    "T": "upload-file", "K": "config", "r": "range", "E": "cert", "D": "dump-header", "y": "speed-time",
    "Y": "speed-limit", "z": "time-cond", "C": "continue-at",
  ]
  /// The long options that take no value. Every other one takes one.
  private static let bare: Set<String> = [
    "silent", "show-error", "include", "verbose", "insecure", "location", "fail", "fail-with-body",
    "compressed",
    "get", "head", "http1.1", "http2", "http1.0", "no-buffer", "ipv4", "ipv6", "globoff", "tlsv1.2",
    "tlsv1.3",
    "progress-bar", "ssl-no-revoke", "raw", "no-keepalive", "parallel", "remote-name", "location-trusted",
    "no-progress-meter", "http2-prior-knowledge", "tcp-nodelay", "anyauth", "basic", "digest",
  ]

  /// - Parameters:
  ///   - command: the words after `curl`.
  ///   - piped: the text that another command pipes into it.
  init(_ words: PastedWords, _ command: [PastedWords.Word], piped: String?) {
    call.faults = words.faults
    var rest = command[...]
    while let word = rest.popFirst() {
      call.unknown += word.unknown
      if word.text.hasPrefix("--"), word.text.count > 2 {
        long(String(word.text.dropFirst(2)), &rest)
      } else if word.text.hasPrefix("-"), word.text.count > 1 {
        shorts(word.text.dropFirst(), &rest)
      } else if word.text.hasPrefix("–") || word.text.hasPrefix("—") {
        call.faults.append("'\(word.text)' begins with a dash of a word processor, where curl takes -")
        long(String(word.text.drop { "–—-".contains($0) }), &rest)
      } else {
        take(url: word.text)
      }
    }
    end(words.document ?? piped)
  }

  private mutating func take(url: String) {
    if call.url.isEmpty {
      call.url = url
    } else {
      call.faults.append("'\(url.cut(to: 60))' is a second URL to curl: is a quote missing?")
    }
  }

  private mutating func long(_ written: String, _ rest: inout ArraySlice<PastedWords.Word>) {
    // curl does not take `--name=value`, but the author meant it as a value.
    let parts = written.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, parts[0].allSatisfy({ $0.isLetter || $0 == "-" }) {
      call.faults.append("curl needs a space between '--\(parts[0])' and its value, but finds =")
      return option(parts[0], parts[1])
    }
    if Self.bare.contains(written) || written.hasPrefix("no-") { return flag(written) }
    guard let value = rest.popFirst() else {
      call.faults.append("--\(written) takes a value, but is the last word")
      return
    }
    call.unknown += value.unknown
    option(written, value.text)
  }

  /// Reads a group of short options: `-sSX POST`, `-XPOST`.
  private mutating func shorts(_ letters: Substring, _ rest: inout ArraySlice<PastedWords.Word>) {
    var letters = letters
    while let letter = letters.popFirst() {
      guard let name = Self.short[letter] else {
        if letter == "G" { isGet = true }
        if letter == "I" { call.method = "HEAD" }
        if letter == "k" { flag("insecure") }
        continue
      }
      if !letters.isEmpty { return option(name, String(letters)) }
      guard let value = rest.popFirst() else {
        call.faults.append("-\(letter) takes a value, but is the last word")
        return
      }
      call.unknown += value.unknown
      return option(name, value.text)
    }
  }

  private mutating func flag(_ name: String) {
    switch name {
    case "get": isGet = true
    case "head": call.method = "HEAD"
    case "insecure":
      call.faults.append("-k takes any certificate: whoever sits in between reads the key")
    default: break
    }
  }

  private mutating func option(_ name: String, _ value: String) {
    switch name {
    case "request": call.method = value
    case "url": take(url: value)
    case "header": header(value)
    case "data", "data-ascii", "data-binary":
      if value.hasPrefix("@") { dataFile = String(value.dropFirst()) } else { data.append(value) }
    case "data-raw" where value.hasPrefix("@") && !value.contains("{"):
      call.faults.append(
        "--data-raw sends '\(value.cut(to: 60))' itself: -d \(value.cut(to: 60)) sends the file")
      dataFile = String(value.dropFirst())
    case "data-raw": data.append(value)
    case "data-urlencode": encoded(value)
    case "json":
      isJSON = true
      if value.hasPrefix("@") { dataFile = String(value.dropFirst()) } else { data.append(value) }
    case "form", "form-string":
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      fields.append((parts[0], parts.count == 2 ? parts[1] : ""))
    case "user":
      call.headers.append(("Authorization", "Basic " + value))
    case "oauth2-bearer": call.headers.append(("Authorization", "Bearer " + value))
    case "upload-file": (dataFile, isUpload) = (value, true)
    case "config": call.faults.append("-K \(value) holds options that are not here")
    default: break
    }
  }

  /// A value of `--data-urlencode`: `name=text`, `=text`, `text` or `name@file`. curl encodes
  /// everything but the name.
  private mutating func encoded(_ text: String) {
    let sign = text.firstIndex { $0 == "=" || $0 == "@" }
    let name = sign.map { String(text[..<$0]) } ?? ""
    let rest = sign.map { String(text[text.index(after: $0)...]) } ?? text
    if let sign, text[sign] == "@" {
      call.faults.append("the text of '\(name)' is in the file \(rest.cut(to: 60)), which is not here")
    }
    let value = PercentEncoding.encode(rest)
    data.append(name.isEmpty ? value : "\(name)=\(value)")
  }

  private mutating func header(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else {
      call.faults.append(
        "the header '\(text.prefix { !$0.isWhitespace && $0 != "=" })' must be NAME: VALUE, but has no colon: curl leaves it out"
      )
      let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "=" }.map(String.init)
      if parts.count == 2 { call.headers.append((parts[0], parts[1])) }
      return
    }
    call.headers.append(
      (text[..<colon].description.trimmed, text[text.index(after: colon)...].description.trimmed))
  }

  /// The file of `$(cat body.json)` or `$(<body.json)`, where the shell puts the content of the
  /// whole file; else nil.
  private static func file(of text: String) -> String? {
    guard text.hasPrefix("$("), text.hasSuffix(")") else { return nil }
    let words = text.dropFirst(2).dropLast().replacing("<", with: "cat ").split(separator: " ").map(
      String.init)
    return words.count == 2 && words[0] == "cat" ? words[1] : nil
  }

  private mutating func end(_ document: String?) {
    if isJSON, call.header("Content-Type") == nil {
      call.headers.append(("Content-Type", "application/json"))
    }
    if let file = dataFile {
      if file == "-" || file == "/dev/stdin" {
        if let document {
          data.append(document)
        } else {
          call.faults.append("the body comes from standard input, which is not here")
        }
      } else {
        call.body = .file(file)
      }
    }
    if !fields.isEmpty {
      call.body = .form(fields, isMultipart: true)
    } else if !data.isEmpty {
      let text = data.joined(separator: isJSON ? "" : "&")
      if isGet {
        call.url += (call.url.contains("?") ? "&" : "?") + text
      } else if let file = Self.file(of: text) {
        call.unknown.removeAll { $0 == text }
        call.body = .file(file)
      } else {
        call.body = .text(text)
      }
    }
    if call.method == nil {
      if case .none = call.body { call.method = "GET" } else { call.method = isUpload ? "PUT" : "POST" }
    }
  }
}
