/// Every topic, in the order in which a newcomer reads them.
public enum Topics {
  public static let all: [Topic] = [
    .firstSteps, .prompt, .values, .text, .paths, .pipelines, .parallel, .variables, .conditions, .loops,
    .defs,
    .errors, .sending, .lists, .waiting, .retries, .dryRun, .scripts, .tests, .output, .exitCodes,
    .sandbox, .keys, .options,
  ]

  public static func named(_ name: String) -> Topic? { all.first { $0.name == name } }
}
