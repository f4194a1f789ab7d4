import Files
import Glibc
import JSON
import Machine
import Profiles
import Rendering
import Source
import Syntax

extension WorldBuiltins {
  static let history = [
    WorldBuiltin(
      Signature("history", operands: [Operand("text", required: false, repeated: true)]),
      "what was typed, newest first; save 12-20 x.wsl makes it a script",
      examples: [
        Builtin.Example("history | first 5"), Builtin.Example("history contacts | map @.n"),
        Builtin.Example("history save 1-2 contacts.wsl"),
      ]
    ) { (call, session) async throws(Failure) in
      let words = (call.operand(0)?.asArray ?? []).map { $0.asString ?? $0.json }
      guard let face = session.face else {
        throw Failure(.usage, "'history' needs a prompt, but this is a script")
      }
      guard words.first == "save", words.count > 1 else {
        return .value(.array(rows(face.inputs, holding: words.joined(separator: " "))))
      }
      try session.saveHistory(face.inputs.dropLast(), Array(words.dropFirst()))
      return .value(.null)
    },
    WorldBuiltin(
      Signature("edit"), "open the last input in $VISUAL or $EDITOR; Enter then runs it",
      examples: [Builtin.Example("edit")]
    ) { (_, session) async throws(Failure) in
      guard let face = session.face else {
        throw Failure(.usage, "'edit' needs a prompt, but this is a script")
      }
      face.edit()
      return .value(.null)
    },
  ]

  private static func rows(_ inputs: [PastInput], holding text: String) -> [Value] {
    let wanted = Array(text.lowercased().utf8)
    return inputs.enumerated().reversed().compactMap { index, input in
      guard text.isEmpty || Array(input.text.lowercased().utf8).holds(wanted) else { return nil }
      return ["n": .int(Int64(index + 1)), "ok": .bool(!input.failed), "input": Value(input.text)]
    }
  }
}

extension [UInt8] {
  fileprivate func holds(_ other: [UInt8]) -> Bool {
    indices.contains { self[$0] == other.first && self[$0...].starts(with: other) }
  }
}

extension Session {
  /// `history save 12-20 file.wsl`.
  fileprivate func saveHistory(_ inputs: [PastInput], _ words: [String]) throws(Failure) {
    guard words.count == 2, let range = range(words[0], of: inputs.count) else {
      throw Failure(
        .usage,
        "history save takes inputs from 1 to \(inputs.count), such as 12-20, and a file, but has "
          + "'\(Escaping.line(words.joined(separator: " ")))'", hint: "history save 12-20 file.wsl")
    }
    let path = words[1]
    guard path.hasSuffix(".wsl") else {
      throw Failure(.usage, "the script's name must end in .wsl, but is '\(Escaping.line(path))'")
    }
    try settings.files.check(path)
    let script = HistoryScript(inputs, range, commands: commands)
    let kept = script.count(in: range)
    guard kept > 0 else {
      throw Failure(
        .usage, "of the inputs \(words[0]) one must have succeeded, but none did that a script can hold")
    }
    try write(checked(script, words[0]), to: path)
    let left = range.count - kept
    say(
      "\(Figures.counted(kept, "input")) in \(Escaping.line(path))"
        + (left > 0 ? ", \(left) left out: they failed, or were for the prompt" : "")
        + script.replacements.map { "\n  \(Escaping.line($0))" }.joined())
  }

  /// `12-20` or `12`, as places counted from 0.
  private func range(_ text: String, of count: Int) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
    guard let first = parts.first ?? nil, let last = parts.last ?? nil, first >= 1, first <= last,
      last <= count
    else { return nil }
    return first - 1...last - 1
  }

  /// The script in the one layout; it must check as one.
  private func checked(_ script: HistoryScript, _ name: String) throws(Failure) -> [UInt8] {
    let head = Array("# \(name.contains("-") ? "Inputs" : "Input") \(name) of a session.\n\n".utf8)
    let file = SourceFile(name: "history \(name)", bytes: head + script.text)
    let id = sources.add(file)
    let (program, faults) = parse(file, id: id, vocabulary: commands)
    var commands = commands
    commands.defaults = settings.profileDefaults
    commands.defaults = program.defaults(commands)
    let found = faults + Checker.check(program, commands: commands)
    let errors = found.filter { $0.severity == .error }
    guard errors.isEmpty else {
      report(errors)
      throw Failure(
        .script, "the inputs \(name) must check as a script, but do not: nothing was written",
        hint: "take earlier inputs in, or save them one by one")
    }
    return format(program, of: file)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    if access(path, F_OK) == 0, !settings.yes, try ask("\(path) is there already. Replace it?") == false {
      throw Failure(.usage, "\(Escaping.line(path)) is there already, and was left as it is")
    }
    try SourceFile.replace(path, with: bytes)
  }
}
