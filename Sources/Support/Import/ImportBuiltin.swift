import Catalog
import Commands
import HTTP
import JSON
import Machine
import Rendering
import Service
import Stage
import Syntax

extension SupportDesk {
  package static let imports: [WorldBuiltin<SupportDesk>] = [
    WorldBuiltin(
      Signature(
        "import",
        operands: [
          Operand("KIND", type: .enumeration(["curl", "har"])),
          Operand("FILE", .path, type: .string, required: false),
        ],
        flags: [Flag("text", .required, type: .string, meaning: "the call itself, in the place of a file")]),
      "turn another program's call into a line of the language, and name its faults", in: .inAndOut,
      examples: [
        Builtin.Example(
          #"""
          let pasted = "curl -H 'X-API-Key: k' " +
            "https://app.wessaal.com/integration/v1/me"
          import curl --text $pasted
          """#, shows: "me"),
        Builtin.Example("ping | ignore\nrecord save calls.har\nimport har calls.har"),
      ]
    ) { (call, desk) async throws(Failure) in
      .value(try desk.importCalls(call))
    }.with { $0.isForPrompt = true }
  ]

  private func importCalls(_ call: WorldCall) throws(Failure) -> Value {
    let bytes = try given(call)
    let calls =
      call.operand(0)?.asString == "har"
      ? try HARCalls.read(bytes, service.catalog) : CurlCalls.read(String(decoding: bytes, as: UTF8.self))
    guard !calls.isEmpty else {
      throw Failure(
        .usage, "import must find a call, but there is none in it",
        hint: "a command line of curl, an Invoke-RestMethod of PowerShell, or a HAR with requests to the API")
    }
    let base = try? service.client.get().base
    let imported = calls.map { ImportedCall($0, service.catalog, base: base) }
    for (place, one) in imported.enumerated() {
      let name = imported.count > 1 ? "call \(place + 1): " : ""
      for fault in one.faults.reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
        service.console.say(Escaping.lines("fault: \(name)\(fault)"))
      }
    }
    let lines = imported.compactMap(\.line)
    guard !lines.isEmpty else {
      throw Failure(.usage, "of this call no line can be made: its body says nothing that can be read")
    }
    if call.isNeeded { return Value(lines.joined(separator: "\n")) }
    let text = lines.map(Escaping.line).joined(separator: "\n") + "\n"
    try write(text, text)
    return .null
  }

  private func given(_ call: WorldCall) throws(Failure) -> [UInt8] {
    if let text = call.flag("text")?.asString { return Array(text.utf8) }
    if let path = call.operand(1)?.asString { return try read(path == "-" ? nil : path) }
    if service.isAtPrompt {
      throw Failure(
        .usage, "import takes a file, but has none",
        hint: call.operand(0)?.asString == "har"
          ? "import har calls.har" : "a 'curl …' that is pasted at the prompt is imported as it is")
    }
    return try read(nil)
  }
}

/// The calls of curl in a text. Calls of PowerShell are found too.
enum CurlCalls {
  static func read(_ text: String) -> [ForeignCall] {
    if PowerShellCalls.isIn(text) { return PowerShellCalls(text).calls }
    let words = PastedWords(text)
    var piped: String?
    return words.commands.flatMap { command -> [ForeignCall] in
      // The sign of a prompt, `sudo` or variables may stand before `curl`.
      guard let start = command.prefix(4).firstIndex(where: { isCurl($0.text) }) else {
        piped = said(command)
        return []
      }
      // `--next` begins another call.
      return command[start...].dropFirst().split(omittingEmptySubsequences: false) {
        $0.text == "--next" || $0.text == "-:"
      }
      .map { part in
        var call = CurlCommand(words, Array(part), piped: piped).call
        if let quote = words.openQuote { call.faults.append("a \(quote) is never closed") }
        return call
      }
    }
  }

  /// The text that `echo` and `printf` write into the call after them; nil for other commands.
  private static func said(_ command: [PastedWords.Word]) -> String? {
    guard let name = command.first?.text, ["echo", "printf"].contains(name) else { return nil }
    return command.dropFirst().map(\.text).drop { $0 == "-n" || $0 == "-e" || $0 == "%s" }.joined(
      separator: " ")
  }

  private static func isCurl(_ word: String) -> Bool {
    let name = word.lowercased().split(separator: "/").last.map(String.init) ?? ""
    return name == "curl" || name == "curl.exe"
  }

  /// Whether an input at the prompt is a call of curl or PowerShell, and not a command of the
  /// language.
  package static func isCall(_ text: String) -> Bool {
    if PowerShellCalls.isIn(text) { return true }
    let words = text.split(maxSplits: 3) { $0.isWhitespace }.map(String.init)
    return words.count > 1 && (isCurl(words[0]) || (words[0] == "$" && isCurl(words[1])))
  }
}

/// What the prompt does with a call of curl that was pasted.
package enum PastedCall {
  /// The command that imports the input; nil where the input is not a call of curl.
  package static func command(for input: String) -> String? {
    guard CurlCalls.isCall(input) else { return nil }
    return "import curl --text " + SourceValue(unknown: []).literal(Value(input))
  }

  /// Whether the call is complete; nil where the input is not a call of curl.
  package static func isComplete(_ input: String) -> Bool? {
    if PowerShellCalls.isIn(input) {
      return !PowerShellCalls(input).isOpen && !input.hasSuffix("`")
    }
    return CurlCalls.isCall(input) ? PastedWords.isComplete(input) : nil
  }
}
