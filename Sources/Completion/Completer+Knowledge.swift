import JSON
import Shell
import Syntax

/// The candidates of places with their own values: an enumeration, a person, a message, a member of an
/// object.
extension Completer {
  /// Nil where the place has no values of its own.
  func special(_ context: CursorContext, in text: [Unicode.Scalar]) -> Completions? {
    if context.quote == nil, context.word.hasPrefix("$") { return nil }
    if let inObject = member(context, in: text) { return inObject }
    guard case .argument(let words) = context.place else { return nil }
    if context.quote != nil {
      if let compared = compared(words, context, in: text) { return compared }
      return context.assigned == "recipient"
        ? people(context.word, at: context.start, quote: context.quote) : nil
    }
    if let number = recipient(context) { return number }
    return compared(words, context, in: text) ?? ofCommand(words, context, in: text)
  }

  private func recipient(_ context: CursorContext) -> Completions? {
    let name = "recipient="
    guard context.word.hasPrefix(name), !context.word.hasPrefix(name + "$") else { return nil }
    return people(String(context.word.dropFirst(name.count)), at: context.start + name.count)
  }

  /// `recipient=sa` offers the number of Sara.
  private func people(_ word: String, at start: Int, quote: String? = nil) -> Completions {
    let wanted = word.lowercased()
    let found = knowledge.people().filter {
      $0.number.hasPrefix(word) || $0.name.lowercased().contains(wanted)
    }
    return Completions(
      range: start..<start + word.unicodeScalars.count,
      candidates: found.map { Candidate($0.number + (quote ?? ""), shown: $0.number, meaning: $0.name) })
  }

  private func ofCommand(_ words: [String], _ context: CursorContext, in text: [Unicode.Scalar])
    -> Completions?
  {
    let (word, start) = (context.word, context.start)
    if namesFile(after: words) { return paths(word, at: start) }
    if !word.hasPrefix("-"), let offered = offered(after: words) { return fitting(offered, word, at: start) }
    if word.hasPrefix("template_variables."), !word.contains("=") { return placeholders(words, context) }
    if let own = own(words, context) { return own }
    guard word.isEmpty || word == "@", operandIsItem(words) else { return nil }
    return fitting(
      fields(context, in: text).map { field in
        Candidate("@." + field.text, meaning: field.meaning, isWhole: false)
      }, word, at: start)
  }

  /// Whether the word after these is the file that inputs are saved into: `history save 1-3 x.wsl`.
  func namesFile(after words: [String]) -> Bool {
    words.count > 2 && operand(after: words)?.collection == Operand.inputs
  }

  /// Candidates for operands that no collection of the account holds; nil for other operands.
  private func offered(after words: [String]) -> [Candidate]? {
    switch operand(after: words)?.collection {
    case Operand.inputs?:
      let inputs = knowledge.inputs().map { Candidate("\($0.number)", meaning: $0.text) }
      return words.count > 1 ? inputs : [Candidate("save", meaning: "12-20 x.wsl makes a script of them")]
    case Operand.faults?: return words.last == "fault" || words.count > 2 ? faults : []
    case Operand.paths?:
      return knowledge.paths(words[words.count - 1]).map { path in
        // Parts in braces must be filled in, so the candidate ends before the first of them.
        let fixed = String(path.path.prefix { $0 != "{" })
        return Candidate(fixed, shown: path.path, meaning: path.meaning, isWhole: fixed == path.path)
      }
    default: return nil
    }
  }

  /// Each has a probability that the user can change.
  private var faults: [Candidate] {
    [
      ("500@0.5", "half of the requests are answered with 500"), ("503@0.5", "with 503"),
      ("429@0.5", "with 429"),
      ("drop-before#1", "the first one does not arrive"),
      ("drop-after#1", "the answer to the first one is lost"),
      ("slow:2s@1", "every answer takes two seconds"), ("truncate#1", "half of an answer comes"),
      ("garbage#1", "an answer is not JSON"), ("huge#1", "an answer has no end"),
    ].map { Candidate($0.0, meaning: $0.1) }
  }

  private func placeholders(_ words: [String], _ context: CursorContext) -> Completions {
    let id = words.lazy.compactMap { $0.hasPrefix("template_id=") ? Int64($0.dropFirst(12)) : nil }.last
    let names = id.map(knowledge.placeholders) ?? []
    return fitting(
      names.map {
        Candidate("template_variables.\($0)=", meaning: "a placeholder of the template", isWhole: false)
      },
      context.word, at: context.start)
  }

  /// The parameters of the user's own command.
  private func own(_ words: [String], _ context: CursorContext) -> Completions? {
    guard let command = knowledge.ownCommands().first(where: { $0.name == words[0] }),
      !context.word.contains("=")
    else { return nil }
    let given = Set(words.dropFirst().compactMap(\.parameterName))
    let left = command.parameters.filter { !given.contains($0.name) }
    return fitting(
      left.map { Candidate($0.name + "=", meaning: $0.isRequired ? "required" : "", isWhole: false) },
      context.word,
      at: context.start)
  }

  private func operandIsItem(_ words: [String]) -> Bool {
    words.count == 1 && !vocabulary.isNoun(words[0])
      && vocabulary.signature(words[0], verb: nil)?.operands.first?.kind == .item
  }
}

// MARK: - What a field may be

extension Completer {
  private static let comparisons: Set<String> = ["==", "!="]
  /// Of the account, that are looked at.
  private static let mostRows = 1000

  /// The candidates after `@.status ==`: the words that it may be, else the values in the rows at hand.
  private func compared(_ words: [String], _ context: CursorContext, in text: [Unicode.Scalar])
    -> Completions?
  {
    guard let sign = words.last, Self.comparisons.contains(sign), words.count > 2 else { return nil }
    let field = words[words.count - 2]
    let scalars = Array(field.unicodeScalars)
    guard let path = ValuePath(endingAt: scalars.count, in: scalars) else { return nil }
    var candidates = enumeration(path, context, in: text)
    if candidates.isEmpty {
      var seen: Set<String> = []
      candidates = atHand(path, context, in: text).compactMap { value in
        switch value {
        case .array, .object, .null: nil
        default: seen.insert(value.json).inserted ? Candidate(value.json) : nil
        }
      }
    }
    // The word already has its opening quote.
    if let quote = context.quote {
      candidates = candidates.filter { $0.text.hasPrefix(quote) }.map {
        Candidate(
          String($0.text.dropFirst(quote.count)), shown: String($0.text.dropFirst().dropLast()),
          meaning: $0.meaning)
      }
    }
    return fitting(candidates, context.word, at: context.start)
  }

  /// The values that rows of a variable have there, or those of the account that a list alone gives.
  private func atHand(_ path: ValuePath, _ context: CursorContext, in text: [Unicode.Scalar]) -> [Value] {
    guard path.root == .item, let source = context.source else { return values(of: path, context, in: text) }
    let words = String(scalars: text[source]).split(separator: " ").map(String.init)
    if words.count > 1, vocabulary.isNoun(words[0]), !words.contains("|") {
      return knowledge.rows(words[0], words[1]).prefix(Self.mostRows).flatMap(path.values)
    }
    let list = text[source].reversed().drop { $0 == " " }.reversed()
    guard let whole = ValuePath(endingAt: list.count, in: Array(list)), whole.root != .item else {
      return values(of: path, context, in: text)
    }
    return values(
      of: ValuePath(root: whole.root, steps: whole.steps + [.each] + path.steps), context, in: text)
  }

  private func enumeration(
    _ path: ValuePath, _ context: CursorContext, in text: [Unicode.Scalar]
  ) -> [Candidate] {
    guard path.root == .item, path.steps.count == 1, case .name(let name) = path.steps[0],
      let source = context.source
    else { return [] }
    let noun = String(scalars: text[source].drop { $0 == " " }.prefix { $0.isNamePart })
    return knowledge.choices(name, noun).map { Candidate("\"\($0.word)\"", meaning: $0.meaning) }
  }
}

// MARK: - Objects of parameters

extension Completer {
  /// Within `buttons=[{`: the members that are not there yet, the required ones first; after `type:` its words.
  private func member(_ context: CursorContext, in text: [Unicode.Scalar]) -> Completions? {
    guard context.place == .expression || context.quote != nil, let call = context.call, call.count > 1,
      let opening = context.openings.last, text[opening] == "{", vocabulary.isNoun(call[0]),
      let path = path(to: context.openings, in: text)
    else { return nil }
    let members = knowledge.members(call[0], call[1], path)
    if members.isEmpty { return nil }
    let start = context.start - (context.quote?.unicodeScalars.count ?? 0)
    let before = text[opening..<start].last { !" \t\n".unicodeScalars.contains($0) }
    if before == ":" {
      var found = value(of: name(before: start, in: text), members, context)
      // What follows in an object is a comma or the brace.
      for index in found?.candidates.indices ?? 0..<0 { found?.candidates[index].isWhole = false }
      return found
    }
    guard context.quote == nil, before == "{" || before == "," else { return nil }
    let given = given(from: opening + 1, to: start, in: text)
    let left = members.filter { !given.contains($0.name) }
    return fitting(
      (left.filter(\.isRequired) + left.filter { !$0.isRequired }).map {
        Candidate($0.name + ": ", meaning: ($0.isRequired ? "required: " : "") + $0.meaning, isWhole: false)
      }, context.word, at: context.start)
  }

  private func value(of name: String, _ members: [Knowledge.Member], _ context: CursorContext) -> Completions?
  {
    guard let member = members.first(where: { $0.name == name }) else { return nil }
    if name == "recipient" {
      var found = people(context.word, at: context.start, quote: context.quote)
      if context.quote == nil {
        for index in found.candidates.indices {
          found.candidates[index].text = Value(found.candidates[index].text).json
        }
      }
      return found
    }
    if let collection = member.collection, context.quote == nil {
      return fitting(
        records(collection).map { Candidate($0.value.json, meaning: $0.meaning) }, context.word,
        at: context.start)
    }
    return fitting(
      member.choices.map { Candidate($0 + (context.quote ?? ""), shown: $0) }, context.word, at: context.start
    )
  }

  /// The names from the parameter down to the object in which the cursor stands.
  private func path(to openings: [Int], in text: [Unicode.Scalar]) -> [String]? {
    var names: [String] = []
    for opening in openings.reversed() {
      let before = text[..<opening].lastIndex { !" \t\n".unicodeScalars.contains($0) }
      guard let before else { return nil }
      switch text[before] {
      case "=":
        let start = text[..<before].lastIndex { !$0.isNamePart }.map { $0 + 1 } ?? 0
        names.append(String(scalars: text[start..<before]))
        return names.reversed()
      case ":": names.append(name(before: before + 1, in: text))
      case "[", ",": continue
      default: return nil
      }
    }
    return nil
  }

  /// The name before the colon that stands before the cursor: `type` of `type: `.
  private func name(before end: Int, in text: [Unicode.Scalar]) -> String {
    let colon = text[..<end].lastIndex(of: ":") ?? end
    let name = text[..<colon].reversed().drop { " \"".unicodeScalars.contains($0) }
      .prefix { $0.isNamePart || $0 == "-" }
    return String(scalars: name.reversed())
  }

  /// The members that an object has already: names before a colon, without those of objects inside it.
  private func given(from start: Int, to end: Int, in text: [Unicode.Scalar]) -> Set<String> {
    var names: Set<String> = []
    var depth = 0
    for index in start..<end {
      switch text[index] {
      case "{", "[", "(": depth += 1
      case "}", "]", ")": depth -= 1
      case ":" where depth == 0: names.insert(name(before: index + 1, in: text))
      default: break
      }
    }
    return names
  }
}
