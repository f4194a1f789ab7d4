/// The options before a subcommand that change what it does. What says how much is told or asked (`--quiet`, `--color`,
/// `--yes`, `--norc`, `--no-history`) holds everywhere.
struct HonouredOptions: OptionSet {
  let rawValue: Int

  /// Which account it is, and where it is.
  static let account = HonouredOptions(rawValue: 1 << 0)
  /// How calls are made, and which of them may be.
  static let calls = HonouredOptions(rawValue: 1 << 1)
  static let output = HonouredOptions(rawValue: 1 << 2)
  static let journal = HonouredOptions(rawValue: 1 << 3)
  static let allow = HonouredOptions(rawValue: 1 << 4)
  static let profile = HonouredOptions(rawValue: 1 << 5)
  static let sandbox = HonouredOptions(rawValue: 1 << 6)

  static let ofTests: HonouredOptions = [.calls, .output, .allow, .sandbox]
  static let ofChecks: HonouredOptions = [.allow, .profile, .sandbox]
}

extension GlobalOptions {
  /// Throws where an option was given that the subcommand would ignore.
  func refuseAllBut(_ honoured: HonouredOptions, for command: String) throws(StartFailure) {
    let given: [(name: String, isGiven: Bool, group: HonouredOptions)] = [
      ("--sandbox", sandbox, .sandbox), (sandboxOptions.given ?? "", sandboxOptions.given != nil, .sandbox),
      ("--profile", profile != nil, .profile), ("--base-url", baseURL != nil, .account),
      ("--output", output != nil, .output), ("--rate", rate != nil, .calls),
      ("--retry", retry != nil, .calls),
      ("--timeout", timeout != nil, .calls), ("--trace", trace, .calls), ("--dry-run", dryRun, .calls),
      ("--allow", !allow.isEmpty, .allow), ("--read-only", readOnly, .calls),
      ("--max-credits", maxCredits != nil, .calls), ("--journal", journal != nil, .journal),
      ("--in-doubt", inDoubt != nil, .calls),
    ]
    guard let option = given.first(where: { $0.isGiven && !honoured.contains($0.group) }) else { return }
    throw StartFailure(
      message: "\(option.name) must stand before something that heeds it, but '\(command)' does not",
      hint: "leave it out: '\(command) --help' tells what it takes")
  }
}
