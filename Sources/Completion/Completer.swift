import JSON
import Syntax

/// Finds what could stand at a cursor: commands of the vocabulary, the variables and what they hold, the
/// account's records, and names of files.
public struct Completer {
  let vocabulary: any Vocabulary
  /// What a command does, in a few words. A noun is asked for by its one word.
  let meaning: (String) -> String?
  /// The names of the variables that can be used, without their `$`.
  let variables: () -> [String]
  /// The value of a variable, or of `$`, where it is known without a request.
  let value: (String) -> Value?
  /// What is known of an item of a pipeline.
  let item: (String) -> Value?
  /// The records of a collection, and what distinguishes them.
  let records: (String) -> [(value: Value, meaning: String)]
  /// The words that begin a statement that is not a command.
  let keywords: [Candidate]
  /// The topics of `help` that are not commands.
  let topics: [Candidate]
  let files: FileNames
  /// Whether the typed text may stand anywhere in a name or its meaning, and not only at the name's start.
  private var looksAnywhere = false
  package var knowledge = Knowledge()

  /// The same completer for a menu that further typing narrows.
  package var narrowing: Completer {
    var completer = self
    completer.looksAnywhere = true
    return completer
  }

  public init(
    vocabulary: any Vocabulary, meaning: @escaping (String) -> String? = { _ in nil },
    variables: @escaping () -> [String] = { [] },
    value: @escaping (String) -> Value? = { _ in nil }, item: @escaping (String) -> Value? = { _ in nil },
    records: @escaping (String) -> [(value: Value, meaning: String)] = { _ in [] },
    keywords: [Candidate] = [], topics: [Candidate] = [], files: FileNames = .onDisk
  ) {
    self.vocabulary = vocabulary
    self.meaning = meaning
    self.variables = variables
    self.value = value
    self.item = item
    self.records = records
    self.keywords = keywords
    self.topics = topics
    self.files = files
  }

  /// The candidates at the cursor. The cursor and the range in the answer are counted in Unicode scalars.
  /// O(length of the text + number of names): together with drawing 0.3 to 3 ms, of the 20 ms that a key
  /// may take.
  public func completions(for text: String, cursor: Int) -> Completions {
    let scalars = Array(text.unicodeScalars)
    let context = CursorContext(text: scalars, cursor: cursor)
    if let members = members(context, in: scalars) { return members }
    if let selectors = selectors(context, in: scalars) { return selectors }
    if let special = special(context, in: scalars) { return special }
    return context.quote == nil ? completions(in: context, scalars) : completions(inText: context)
  }

  private func completions(in context: CursorContext, _ text: [Unicode.Scalar]) -> Completions {
    if context.word.hasPrefix("$") {
      return fitting(variableCandidates(context), context.word, at: context.start)
    }
    switch context.place {
    case .nothing, .expression: return fitting([], context.word, at: context.start)
    case .statement: return fitting(commands() + keywords, context.word, at: context.start)
    case .pipeline: return fitting(commands(), context.word, at: context.start)
    case .stage: return fitting(stages(), context.word, at: context.start)
    case .argument(let words) where asksForTopic(words):
      return fitting(subjects(after: words.dropFirst()), context.word, at: context.start)
    case .argument(let words): return arguments(after: words, context, in: text)
    }
  }

  /// Whether the word at the cursor is a topic, as after `help`.
  private func asksForTopic(_ words: [String]) -> Bool {
    vocabulary.signature(words[0], verb: nil)?.operands.first?.collection == Operand.topics
  }

  /// The candidates that begin with the word. They replace it.
  func fitting(_ candidates: [Candidate], _ word: String, at start: Int) -> Completions {
    Completions(
      range: start..<start + word.unicodeScalars.count,
      candidates: ranked(candidates.filter { fits($0.text, $0.meaning, word) }, by: word))
  }

  /// Candidates that fit a word: first those whose name begins with it, then those with it inside of the name, then those
  /// whose meaning begins with it, and then the others.
  func ranked(_ candidates: [Candidate], by word: String) -> [Candidate] {
    if word.isEmpty { return candidates }
    let typed = word.lowercased()
    func rank(_ candidate: Candidate) -> Int {
      let names = [candidate.text.lowercased(), candidate.shown.lowercased()]
      if names.contains(where: { $0.hasPrefix(typed) }) { return 0 }
      if names.contains(where: { $0.contains(typed) }) { return 1 }
      return candidate.meaning.lowercased().hasPrefix(typed) ? 2 : 3
    }
    let ranks = candidates.map(rank)
    return (0...3).flatMap { rank in candidates.indices.filter { ranks[$0] == rank }.map { candidates[$0] } }
  }

  /// Whether a candidate fits the typed word.
  func fits(_ name: String, _ meaning: String, _ word: String) -> Bool {
    if name.unicodeScalars.starts(with: word.unicodeScalars) { return true }
    return looksAnywhere && [name, meaning].contains { $0.lowercased().contains(word.lowercased()) }
  }
}

// MARK: - First words and variables

extension Completer {
  /// The variables of the session, and those that the text declares around the cursor, without their `$`.
  func names(_ context: CursorContext) -> [String] {
    Set(variables() + context.names).sorted()
  }

  func variableCandidates(_ context: CursorContext) -> [Candidate] {
    names(context).map { Candidate("$" + $0) }
  }

  /// Nouns and commands of one word.
  private func commands() -> [Candidate] {
    let names = vocabulary.names.filter { !vocabulary.isGone($0) }
    let first = Set(names.map { $0.prefix { $0 != " " } }.map(String.init))
    return first.sorted().map { Candidate($0, meaning: meaning($0) ?? "") } + own
  }

  private var own: [Candidate] {
    knowledge.ownCommands().map { Candidate($0.name, meaning: "your own") }
  }

  /// The commands that take a pipeline's values. The verbs of a noun take none.
  private func stages() -> [Candidate] {
    vocabulary.names.filter { name in
      guard !name.contains(" "), !vocabulary.isGone(name), !vocabulary.isNoun(name) else { return false }
      if case .none? = vocabulary.signature(name, verb: nil)?.input { return false }
      return true
    }.sorted().map { Candidate($0, meaning: meaning($0) ?? "") } + own
  }

  /// The candidates after `help`: commands, nouns and topics; after a noun its verbs.
  private func subjects(after words: ArraySlice<String>) -> [Candidate] {
    guard let noun = words.first else {
      let commands = commands()
      return commands + topics.filter { topic in !commands.contains { $0.text == topic.text } }
    }
    return words.count == 1 && vocabulary.isNoun(noun) ? verbs(of: noun) : []
  }

  func verbs(of noun: String) -> [Candidate] {
    vocabulary.verbs(of: noun).sorted().map { Candidate($0, meaning: meaning("\(noun) \($0)") ?? "") }
  }
}
