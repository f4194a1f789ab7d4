import Commands
import Files
import JSON
import Library
import Machine
import Rendering
import Scripts
import Source
import Stage
import Syntax
import SystemCalls

extension WorldBuiltins {
  static let history: [WorldBuiltin<Session>] = [
    WorldBuiltin(
      Signature(
        "history", operands: [Operand("text", required: false, repeated: true, collection: Operand.inputs)]),
      "what was typed, newest first; save 12-20 x.wsl makes it a script",
      examples: [
        Builtin.Example("history | first 5"), Builtin.Example("history contacts | map @.n"),
        Builtin.Example("history save 1-2 contacts.wsl"),
      ],
      gives: .from { given, _ in
        given.operands.count > 1 && given.operands[0] == "save" ? .types(.null) : WorldBuiltins.historyOutline
      }
    ) { (call, session) async throws(Failure) in
      let words = (call.operand(0)?.asArray ?? []).map { $0.asString ?? $0.json }
      guard let face = session.face else {
        throw Failure(.usage, "'history' needs a prompt, but this is a script")
      }
      guard words.first == "save" else {
        return .value(.array(rows(face, holding: words.joined(separator: " "))))
      }
      let before = face.inputs.dropLast(face.number == nil ? 0 : 1)
      try session.saveHistory(before, from: face.firstNumber, Array(words.dropFirst()))
      return .value(.null)
    }.with {
      $0.isForPrompt = true
      $0.rows = .history
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
    }.with { $0.isForPrompt = true },
  ]

  static func rows(_ face: any PromptFace, holding text: String, most: Int = .max) -> [Value] {
    let wanted = Array(text.lowercased().utf8)
    let rows = face.inputs.enumerated().reversed().lazy.compactMap { index, input -> Value? in
      guard text.isEmpty || Array(input.text.lowercased().utf8).holds(wanted) else { return nil }
      return row(input, Int64(index + face.firstNumber))
    }
    return Array(rows.prefix(most))
  }

  /// What is known of the rows before the run.
  static let historyOutline = Outline.rows(
    "history", ["n", "outcome", "input", "account", "credits", "calls", "duration", "time", "ok"])
}

extension WorldBuiltins {
  /// A row of `history`. Unknown members are null, so that all rows have the same columns. Unknown credits
  /// are 0, so that they can be summed. What a narrow table leaves out first comes last.
  fileprivate static func row(_ input: PastInput, _ number: Int64) -> Value {
    let result = input.result
    return [
      "n": .int(number), "outcome": result.map { Value($0.outcome) } ?? .null, "input": Value(input.text),
      "account": input.account.map { Value($0) } ?? .null,
      "credits": .int(result?.credits ?? 0),
      "calls": .int(Int64(result?.calls ?? 0)),
      "duration": .double(((result?.duration ?? 0) * 1000).rounded() / 1000),
      "time": input.time.map { Value(Library.timestamp($0)) } ?? .null, "ok": .bool(!input.failed),
    ]
  }
}

extension [UInt8] {
  fileprivate func holds(_ other: [UInt8]) -> Bool {
    indices.contains { self[$0] == other.first && self[$0...].starts(with: other) }
  }
}

extension Session {
  /// `history save 12-20 file.wsl` and `history save 3,12-20 file.wsl`: saves inputs as a script.
  ///
  /// - Parameter number: the number of the first input.
  fileprivate func saveHistory(
    _ inputs: ArraySlice<PastInput>, from number: Int, _ words: [String]
  ) throws(Failure) {
    let inputs = Array(inputs)
    guard words.count == 2, let places = places(words[0], of: inputs.count, from: number) else {
      let given = words.isEmpty ? "neither" : "'\(Escaping.line(words.joined(separator: " ")))'"
      throw Failure(
        .usage,
        inputs.isEmpty
          ? "history save takes inputs, but there are none yet"
          : "history save takes inputs from \(number) to \(number + inputs.count - 1) and a file, but has \(given)",
        hint: example(inputs, from: number, words))
    }
    let path = words[1]
    guard path.hasSuffix(".wsl") else {
      throw Failure(
        .usage, "the script's name must end in .wsl, but is '\(Escaping.line(path))'",
        hint: example(inputs, from: number, [words[0], path + ".wsl"]))
    }
    try access.check(path)
    let script = HistoryScript(inputs, from: number, places, commands: commands)
    if let (input, giver) = script.baseless {
      throw Failure(
        .usage,
        "'$' in input \(input) must be a value that the script can contain, but was that of "
          + (giver.map { "input \($0), which it cannot" } ?? "no input"),
        hint: "give the value a name with 'let', use the name, and save these inputs")
    }
    let (kept, endless) = (script.count, script.endlessCount)
    guard kept > 0 else {
      throw Failure(
        .usage, "of the inputs \(words[0]) one must have succeeded, but none did that a script can hold")
    }
    try write(checked(script, words[0], at: path), to: path)
    let left = places.count - kept - endless
    console.say(
      "\(Figures.counted(kept, "input")) in \(Escaping.line(path))"
        + (left > 0 ? ", \(left) left out: they failed, or were for the prompt" : "")
        + (endless > 0 ? ", \(endless) left out: only Ctrl-C ends what they do" : "")
        + script.replacements.map { "\n  \(Escaping.line($0))" }.joined())
  }

  /// A whole line for what was meant: with the inputs and the file that were named, else with those of this session.
  private func example(_ inputs: [PastInput], from number: Int, _ words: [String]) -> String? {
    guard let last = inputs.indices.last else { return nil }
    let first = inputs.firstIndex { $0.isOfSession } ?? last
    let named = words.first { places($0, of: inputs.count, from: number) != nil }
    let own = first == last ? "\(last + number)" : "\(first + number)-\(last + number)"
    let file = words.first { $0.hasSuffix(".wsl") } ?? "session.wsl"
    let isWord = file.allSatisfy { $0.isLetter || $0.isNumber || "./_-".contains($0) }
    return "history save \(named ?? own) \(isWord ? file : Value(file).json)"
  }

  /// The inputs that `12-20`, `12..20`, `12` or several of these with commas name, as places counted from 0. Nil where
  /// one of them names none.
  private func places(_ text: String, of count: Int, from number: Int) -> Set<Int>? {
    var places: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.replacing("..", with: "-", maxReplacements: 1)
        .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first >= number, first <= last,
        last < number + count
      else { return nil }
      places.formUnion(first - number...last - number)
    }
    return places
  }

  /// The script in the one layout. It must pass the check of a script at its path, to which `use` is relative.
  private func checked(
    _ script: HistoryScript, _ name: String, at path: String
  ) throws(Failure) -> [UInt8] {
    let head = Array("# \(Int(name) == nil ? "Inputs" : "Input") \(name) of a session.\n\n".utf8)
    let file = SourceFile(name: path, bytes: head + script.text)
    let id = workspace.sources.add(file)
    let (program, faults) = parse(file, id: id, vocabulary: commands)
    var commands = commands
    commands.rules.defaults = account.profileDefaults
    commands.rules.defaults = program.defaults(commands)
    let libraries = Libraries(of: program, sources: workspace.sources, commands: commands, files: access)
    workspace.sources = libraries.sources
    let found =
      faults + libraries.faults
      + Checker.check(program, libraries: libraries.programs, commands: commands)
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
    if FileSystem.exists(path), !console.answersYes,
      try console.ask("\(path) is there already. Replace it?") == false
    {
      throw Failure(.usage, "\(Escaping.line(path)) is there already, and was left as it is")
    }
    try SourceFile.replace(path, with: bytes)
  }
}
