/// Every topic, in groups, in the order in which a newcomer reads them.
public enum Topics {
  /// Topics that `help` lists together.
  public struct Group: Sendable {
    /// The word that is typed after `help` for the list of its topics.
    public let name: String
    public let topics: [Topic]
  }

  public static let groups: [Group] = [
    Group(
      name: "basics", topics: [.firstSteps, .prompt, .typing, .history, .sandbox, .keys, .options, .config]),
    Group(name: "statements", topics: statements),
    Group(
      name: "data",
      topics: [
        .values, .null, .numbers, .durations, .phoneNumbers, .text, .multiLine, .interpolation, .arrays,
        .objects, .spread, .ranges, .times, .formats,
      ]),
    Group(
      name: "expressions",
      topics: [
        .operators, .arithmetic, .comparison, .logic, .fallback, .membership, .patterns, .paths, .filters,
        .optional, .functions,
      ]),
    Group(
      name: "flow",
      topics: [
        .commands, .arguments, .layout, .pipelines, .streams, .variables, .assignment, .scope, .parallel,
      ]),
    Group(
      name: "service",
      topics: [
        .sending, .sendingOnce, .budgets, .practice, .lists, .answers, .waiting, .errors, .retries, .dryRun,
        .support,
        .recording, .codeExport,
      ]),
    Group(
      name: "running", topics: [.scripts, .rehearse, .files, .output, .checking, .formatting, .exitCodes]),
  ]

  /// The topics on kinds of statements, one for each.
  public static let statements: [Topic] = [
    .let, .if, .for, .while, .break, .return, .def, .try, .param, .use, .keep, .test, .assert,
  ]

  public static var all: [Topic] { groups.flatMap(\.topics) }

  /// The topics that a word names: by a topic's name, a keyword or a sign. Most words name one.
  public static func on(_ word: String) -> [Topic] { all.filter { $0.names.contains(word) } }

  package static func group(_ name: String) -> Group? { groups.first { $0.name == name } }
}
