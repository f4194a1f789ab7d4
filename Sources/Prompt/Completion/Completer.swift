import JSON
import Syntax

/// Says what could stand at a cursor, from the vocabulary, the variables there are and what they hold, the
/// account's records, and file names.
public struct Completer {
  let vocabulary: any Vocabulary
  /// What a command does, in a few words; nouns are asked for by their one word.
  let meaning: (String) -> String?
  /// The names of the variables that can be used, without their `$`.
  let variables: () -> [String]
  /// What a variable holds, or `$`, as far as that is known without a request.
  let value: (String) -> Value?
  /// What is known of an item of a pipeline.
  let item: (String) -> Value?
  /// The records of a collection, and what tells them apart.
  let records: (String) -> [(value: Value, meaning: String)]
  /// The words that begin a statement that is no command.
  let keywords: [Candidate]
  /// What `help` has pages on, besides commands.
  let topics: [Candidate]
  let files: FileNames

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

  /// What fits at the cursor, which is counted in Unicode scalars, as the range in the answer is.
  /// O(length of the text + number of names): with the drawing 0.3 to 3 ms, of the 20 that a key may take.
  public func completions(for text: String, cursor: Int) -> Completions {
    let scalars = Array(text.unicodeScalars)
    let context = CursorContext(text: scalars, cursor: cursor)
    if let members = members(context, in: scalars) { return members }
    return context.quote == nil ? completions(in: context, scalars) : completions(inText: context)
  }

  private func completions(in context: CursorContext, _ text: [Unicode.Scalar]) -> Completions {
    if context.word.hasPrefix("$") { return fitting(variableCandidates, context.word, at: context.start) }
    switch context.place {
    case .nothing, .expression: return fitting([], context.word, at: context.start)
    case .statement: return fitting(commands() + keywords, context.word, at: context.start)
    case .pipeline: return fitting(commands(), context.word, at: context.start)
    case .stage: return fitting(stages(), context.word, at: context.start)
    case .argument(let words) where words[0] == "help":
      return fitting(subjects(after: words.dropFirst()), context.word, at: context.start)
    case .argument(let words): return arguments(after: words, context, in: text)
    }
  }

  /// Those that begin with the word, which they take the place of.
  func fitting(_ candidates: [Candidate], _ word: String, at start: Int) -> Completions {
    Completions(
      range: start..<start + word.unicodeScalars.count,
      candidates: candidates.filter { $0.text.unicodeScalars.starts(with: word.unicodeScalars) })
  }
}

// MARK: - First words and variables

extension Completer {
  var variableCandidates: [Candidate] { variables().sorted().map { Candidate("$" + $0) } }

  /// Nouns and commands of one word.
  private func commands() -> [Candidate] {
    let names = vocabulary.names.filter { !vocabulary.isGone($0) }
    let first = Set(names.map { $0.prefix { $0 != " " } }.map(String.init))
    return first.sorted().map { Candidate($0, meaning: meaning($0) ?? "") }
  }

  /// What can take a pipeline's values: a noun's verbs take none.
  private func stages() -> [Candidate] {
    vocabulary.names.filter { name in
      guard !name.contains(" "), !vocabulary.isGone(name), !vocabulary.isNoun(name) else { return false }
      if case .none? = vocabulary.signature(name, verb: nil)?.input { return false }
      return true
    }.sorted().map { Candidate($0, meaning: meaning($0) ?? "") }
  }

  /// What `help` tells of: commands, nouns and topics, then a noun's verbs.
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
