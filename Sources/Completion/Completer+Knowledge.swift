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
  func people(_ word: String, at start: Int, quote: String? = nil) -> Completions {
    let wanted = word.lowercased()
    let found = knowledge.people().filter {
      $0.number.hasPrefix(word) || $0.name.lowercased().contains(wanted)
    }
    return Completions(
      range: start..<start + word.unicodeScalars.count,
      candidates: ranked(
        found.map {
          Candidate($0.number + (quote ?? ""), shown: $0.number, meaning: $0.name, isPerson: true)
        }, by: word))
  }

  private func ofCommand(_ words: [String], _ context: CursorContext, in text: [Unicode.Scalar])
    -> Completions?
  {
    let (word, start) = (context.word, context.start)
    if namesFile(after: words) { return paths(word, at: start) }
    if !word.hasPrefix("-"), let offered = offered(after: words, word) {
      return fitting(offered, word, at: start)
    }
    if word.hasPrefix("template_variables."), !word.contains("=") {
      return fitting(placeholders(words), word, at: start)
    }
    if let own = own(words, context) { return own }
    guard word.isEmpty || word == "@", operandIsItem(words) else { return nil }
    return items(context, word, at: start, in: text)
  }

  /// The fields of the items in the pipeline, as an expression names them.
  func items(_ context: CursorContext, _ word: String, at start: Int, in text: [Unicode.Scalar])
    -> Completions
  {
    fitting(
      fields(context, in: text).map { field in
        Candidate("@." + field.text, meaning: field.meaning, isWhole: false)
      }, word, at: start)
  }

  /// Whether the word after these is the file that inputs are saved into: `history save 1-3 x.wsl`.
  func namesFile(after words: [String]) -> Bool {
    words.count > 2 && operand(after: words)?.collection == Operand.inputs
  }

  /// Candidates for operands that no collection of the account holds; nil for other operands.
  private func offered(after words: [String], _ word: String) -> [Candidate]? {
    switch operand(after: words)?.collection {
    case Operand.subjects?: return subjects(after: words.count == 2 ? words[1] : nil, word)
    case Operand.inputs?:
      let inputs = knowledge.inputs().map { Candidate("\($0.number)", meaning: $0.text) }
      return words.count > 1 ? inputs : [Candidate("save", meaning: "12-20 x.wsl makes a script of them")]
    case Operand.faults?: return words[1] == "fault" ? faults : []
    case Operand.methods?:
      return ["GET", "POST", "PUT", "PATCH", "DELETE"].filter { !knowledge.paths($0).isEmpty }.map {
        Candidate($0)
      }
    case Operand.paths?:
      return knowledge.paths(words[words.count - 1]).map { path in
        // Parts in braces must be filled in, so the candidate ends before the first of them.
        let fixed = String(path.path.prefix { $0 != "{" })
        return Candidate(fixed, shown: path.path, meaning: path.meaning, isWhole: fixed == path.path)
      }
    default: return nil
    }
  }

  /// What may be explained: records of the account, and words. The kind is the word before: `exit`, `message`.
  private func subjects(after kind: String?, _ word: String) -> [Candidate] {
    let (collections, words) = knowledge.subjects(kind)
    return collections.flatMap { collection in
      switch collection {
      case Operand.numbers: people(word, at: 0).candidates
      case Operand.keys: keys
      default: records(of: collection, word, at: 0).candidates
      }
    } + words.map { Candidate($0.word, meaning: $0.meaning) }
  }

  /// The keys of `once` that are at hand.
  private var keys: [Candidate] {
    knowledge.keys().compactMap { row in
      guard let key = row["key"]?.asString else { return nil }
      let state = [row["state"], row["recipient"]].compactMap { $0?.asString }.joined(separator: " · ")
      return written(key).map { Candidate($0, shown: key, meaning: state) }
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

  /// What the template that a call names must still be given.
  func placeholders(_ words: [String]) -> [Candidate] {
    templatePlaceholders(words).map { "template_variables.\($0)=" }.filter { name in
      !words.contains { $0.hasPrefix(name) || $0.hasPrefix("template_variables=") }
    }.map { Candidate($0, meaning: "required: a placeholder of the template", isWhole: false) }
  }

  /// The placeholders of the template that a call names.
  func templatePlaceholders(_ words: [String]) -> [String] {
    let id = words.lazy.compactMap { $0.hasPrefix("template_id=") ? Int64($0.dropFirst(12)) : nil }.last
    return id.map(knowledge.placeholders) ?? []
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
    (words.count == 1 || ["&&", "||", "!"].contains(words.last)) && !vocabulary.isNoun(words[0])
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
    let command = String(scalars: text[source])
    let rows = command.contains("|") ? [] : knowledge.rows(command.split(separator: " ").map(String.init))
    if !rows.isEmpty { return rows.prefix(Self.mostRows).flatMap(path.values) }
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
