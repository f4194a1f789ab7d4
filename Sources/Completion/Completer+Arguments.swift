import JSON
import Rendering
import Shell
import Syntax

/// The arguments of a call that were typed so far, read by the call's signature.
private struct Call {
  let signature: Signature
  /// The names of the parameters and flags that were given.
  var parameters: Set<String> { Set(values.keys) }
  var flags: Set<String> = []
  /// How many operands were given.
  var operands = 0
  /// The flag whose value is the word at the cursor: `--as json`.
  var waiting: Flag?
  /// What was given for each parameter, as far as the words show it.
  private var values: [String: String] = [:]

  init(_ signature: Signature, words: some Sequence<String>) {
    self.signature = signature
    for word in words { read(word) }
  }

  private mutating func read(_ word: String) {
    let hadWaiting = waiting != nil
    waiting = nil
    if word.hasPrefix("--") {
      let name = String(word.dropFirst(2).prefix { $0 != "=" })
      flags.insert(name)
      let flag = signature.flags.first { $0.name == name }
      if let flag, case .required = flag.value, !word.contains("=") { waiting = flag }
    } else if hadWaiting {
      return
    } else if let name = word.parameterName {
      values[name] = String(word.drop { $0 != "=" }.dropFirst())
    } else {
      operands += 1
    }
  }

  /// The operand that the word at the cursor would be; nil where none is left.
  var operand: Operand? {
    if operands < signature.operands.count { return signature.operands[operands] }
    return signature.operands.last.flatMap { $0.repeated ? $0 : nil }
  }

  var declared: [Parameter] {
    if case .declared(let list) = signature.parameters { list } else { [] }
  }

  func parameter(_ name: String) -> Parameter? { declared.first { $0.name == name } }

  func flag(_ name: some StringProtocol) -> Flag? { signature.flags.first { $0.name == name } }

  /// Whether another parameter has made this one required.
  private func meetsCondition(_ parameter: Parameter) -> Bool {
    guard let (other, words) = parameter.condition else { return false }
    return values[other].map(words.contains) ?? false
  }

  /// The missing parameters, and why each is needed, in words; nil where it may be left out. What other
  /// parameters have made required is the first, then what is required anyway, then those of which one is needed.
  var left: [(parameter: Parameter, need: String?)] {
    let left = declared.filter { values[$0.name] == nil }.map { (parameter: $0, need: need(of: $0)) }
    func rank(_ parameter: Parameter, _ need: String?) -> Int {
      if meetsCondition(parameter) { return 0 }
      return parameter.required ? 1 : need != nil ? 2 : 3
    }
    return (0...3).flatMap { place in left.filter { rank($0.parameter, $0.need) == place } }
  }

  private func need(of parameter: Parameter) -> String? {
    if parameter.required || meetsCondition(parameter) { return "required" }
    let others = parameter.alternatives
    if others.isEmpty || others.contains(where: parameters.contains) { return nil }
    return "this or \(others.joined(separator: " or "))"
  }
}

extension Completer {
  func arguments(after words: [String], _ context: CursorContext, in text: [Unicode.Scalar]) -> Completions {
    let (word, start) = (context.word, context.start)
    if words.count == 1, vocabulary.isNoun(words[0]) { return fitting(verbs(of: words[0]), word, at: start) }
    guard let call = call(words) else {
      return words == ["use"] ? paths(word, at: start) : fitting([], word, at: start)
    }
    if let equals = word.firstIndex(of: "=") { return value(of: call, context, after: equals, in: text) }
    if let flag = call.waiting { return value(of: flag, word, at: start, context, in: text) }
    if word.hasPrefix("-") { return fitting(flags(call), word, at: start) }
    if call.operand?.kind == .path, !word.isEmpty || call.declared.isEmpty { return paths(word, at: start) }
    if call.operand?.kind == .field { return fitting(fields(context, in: text), word, at: start) }
    let operands = call.operand.map { values($0.type) + offered($0.collection, word) } ?? []
    let found = fitting(operands, word, at: start)
    // Arguments that must come first are shown alone.
    let isNeeded = call.operand?.required == true
    if isNeeded, !found.candidates.isEmpty { return found }
    return fitting(
      operands + placeholders(words) + parameters(call) + (word.isEmpty && !isNeeded ? flags(call) : []),
      word, at: start)
  }

  /// In a text, only a variable or the name of a file can be meant.
  func completions(inText context: CursorContext) -> Completions {
    let word = Array(context.word.unicodeScalars)
    let name = word.reversed().prefix { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
      .count
    let start = word.count - name
    if context.quote != "'", word[..<start].last == "$" || word[..<start].suffix(2) == ["$", "{"] {
      let from = word[start - 1] == "$" ? start - 1 : start - 2
      return variables(inText: word, from: from, context)
    }
    guard case .argument(let words) = context.place, let quote = context.quote else {
      return fitting([], context.word, at: context.start)
    }
    let call = call(words)
    if let flag = context.assigned == nil ? call?.waiting : context.assignedFlag.flatMap({ call?.flag($0) }) {
      return value(of: flag, context.word, at: context.start, context, in: [])
    }
    let collection = context.assigned.map { call?.parameter($0)?.collection } ?? call?.operand?.collection
    if let collection, !collection.hasPrefix("$") {
      return records(of: collection, context.word, at: context.start, quote: quote)
    }
    guard context.assigned == nil,
      words == ["use"] || call?.operand?.kind == .path || namesFile(after: words)
    else {
      return fitting([], context.word, at: context.start)
    }
    return paths(context.word, at: context.start, quote: quote)
  }

  /// The operand that the word after these words would be.
  func operand(after words: [String]) -> Operand? {
    guard words.count > 1 || !vocabulary.isNoun(words[0]) else { return nil }
    return call(words)?.operand
  }

  private func call(_ words: [String]) -> Call? {
    let verb = vocabulary.isNoun(words[0]) && words.count > 1 ? words[1] : nil
    return vocabulary.signature(words[0], verb: verb).map {
      Call($0, words: words.dropFirst(verb == nil ? 1 : 2))
    }
  }

  private func variables(inText word: [Unicode.Scalar], from: Int, _ context: CursorContext) -> Completions {
    let typed = String(scalars: word[from...])
    let braced = typed.hasPrefix("${")
    let candidates = names(context).map { Candidate(braced ? "${\($0)}" : "$" + $0, isWhole: false) }
    return fitting(candidates, typed, at: context.start + from)
  }
}

// MARK: - Parameters, flags and values

extension Completer {
  /// The name and `=` of a parameter that a call at the end of a text still needs, without what is typed of
  /// it. Nil where none is needed, or where something else must come first.
  func nextRequired(in text: [Unicode.Scalar]) -> String? {
    let context = CursorContext(text: text, cursor: text.count)
    guard case .argument(let words) = context.place, context.quote == nil, let call = call(words),
      call.waiting == nil, call.operand?.required != true
    else { return nil }
    guard let next = call.left.first, next.need != nil else { return nil }
    let name = next.parameter.name + "="
    guard name.hasPrefix(context.word) else { return nil }
    return String(name.dropFirst(context.word.count))
  }

  private func parameters(_ call: Call) -> [Candidate] {
    call.left.map { parameter, need in
      Candidate(
        parameter.name + "=", meaning: (need.map { $0 + ": " } ?? "") + parameter.meaning, isWhole: false)
    }
  }

  private func flags(_ call: Call) -> [Candidate] {
    call.signature.flags.filter { !call.flags.contains($0.name) }.map {
      Candidate("--" + $0.name, meaning: $0.meaning)
    }
  }

  /// The candidates after `name=` or `--name=`.
  private func value(
    of call: Call, _ context: CursorContext, after equals: String.Index, in text: [Unicode.Scalar]
  ) -> Completions {
    let word = context.word
    let (head, rest) = (word[...equals], String(word[word.index(after: equals)...]))
    let name = head.dropLast().drop { $0 == "-" }.prefix { $0 != "?" }
    let from = context.start + head.unicodeScalars.count
    if rest.hasPrefix("$") { return fitting(variableCandidates(context), rest, at: from) }
    if head.hasPrefix("--") {
      return call.flag(name).map { value(of: $0, rest, at: from, context, in: text) }
        ?? fitting([], rest, at: from)
    }
    let parameter = call.parameter(String(name))
    if let collection = parameter?.collection {
      return records(of: collection, rest, at: from, isPerson: name == "contact_id")
    }
    if let opening = parameter?.type.opening {
      return fitting([Candidate(opening, isWhole: false)], rest, at: from)
    }
    return fitting(parameter.map { values($0.type) } ?? [], rest, at: from)
  }

  /// The candidates for the value of a flag.
  private func value(
    of flag: Flag?, _ word: String, at start: Int, _ context: CursorContext, in text: [Unicode.Scalar]
  ) -> Completions {
    switch flag?.collection {
    case Operand.numbers?: return people(word, at: start, quote: context.quote)
    case Operand.files?: return paths(word, at: start, quote: context.quote)
    case let collection?: return records(of: collection, word, at: start, quote: context.quote)
    case nil: break
    }
    if flag?.kind == .item, context.quote == nil { return items(context, word, at: start, in: text) }
    let words = flag.map { values($0.type) } ?? []
    return fitting(
      words.map { Candidate($0.text + (context.quote ?? ""), shown: $0.text, meaning: $0.meaning) }, word,
      at: start)
  }

  private func offered(_ collection: String?, _ word: String) -> [Candidate] {
    collection.map { records(of: $0, word, at: 0).candidates } ?? []
  }

  /// The records whose value begins with the word; `quote` is the quote that it stands in.
  func records(
    of collection: String, _ word: String, at start: Int, quote: String? = nil, isPerson: Bool = false
  ) -> Completions {
    let candidates = records(collection).compactMap { record -> Candidate? in
      let name = record.value.asString
      let text = name ?? record.value.json
      guard fits(text, record.meaning, word), let bare = written(text) else { return nil }
      // A name that consists of digits must not be read as an id, so it gets quotes.
      let isNumber = name.map { Int($0) != nil } ?? false
      let written = quote.map { text + $0 } ?? (isNumber ? quoted(text, closed: true) : bare)
      return Candidate(written, shown: text, meaning: record.meaning, isPerson: isPerson)
    }
    return Completions(
      range: start..<start + word.unicodeScalars.count, candidates: ranked(candidates, by: word))
  }

  /// A text as an argument, in quotes where it needs them. Nil where it has control characters: a terminal would obey
  /// them in the line that it shows.
  func written(_ text: String) -> String? {
    if text.unicodeScalars.contains(where: Escaping.isUnsafe) { return nil }
    return isWord(text) ? text : quoted(text, closed: true)
  }

  private func values(_ type: ValueType) -> [Candidate] {
    switch type {
    case .enumeration(let names): names.map { Candidate($0, meaning: knowledge.meaning($0)) }
    case .boolean: [Candidate("true"), Candidate("false")]
    case .any, .string, .integer, .number, .duration, .array, .object, .map, .identifier: []
    }
  }
}

// MARK: - Paths

extension Completer {
  /// The files that a path may name; `quote` is the quote that it stands in.
  func paths(_ word: String, at start: Int, quote: String? = nil) -> Completions {
    let found = ranked(
      files.candidates(for: word) { fits($0, "", $1) },
      by: word.split(separator: "/").last.map(String.init) ?? "")
    return Completions(
      range: start..<start + word.unicodeScalars.count,
      candidates: found.map { candidate in
        var candidate = candidate
        if let quote {
          if quote == "\"" { candidate.text = escaped(candidate.text) }
          candidate.text += candidate.isWhole ? quote : ""
        } else if !isWord(candidate.text) {
          candidate.text = quoted(candidate.text, closed: candidate.isWhole)
        }
        return candidate
      })
  }

  /// Whether the language reads the path as one bare word.
  private func isWord(_ path: String) -> Bool {
    !path.hasPrefix("@") && !path.hasPrefix("#") && !path.hasPrefix("-") && !path.hasSuffix(",")
      && path.unicodeScalars.allSatisfy {
        !$0.isControl && !" `\"'$\\()[]{}|;<>".unicodeScalars.contains($0)
      }
  }

  private func quoted(_ path: String, closed: Bool) -> String { "\"" + escaped(path) + (closed ? "\"" : "") }

  private func escaped(_ path: String) -> String {
    path.unicodeScalars.map { scalar in
      switch scalar {
      case "\n": "\\n"
      case "\"", "\\", "$": "\\\(scalar)"
      default: String(scalar)
      }
    }.joined()
  }
}
