/// The options before a subcommand, in groups of those that the same subcommands heed.
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
  static let query = HonouredOptions(rawValue: 1 << 7)
  static let color = HonouredOptions(rawValue: 1 << 8)
  /// What is said beside values, and what is asked.
  static let dialog = HonouredOptions(rawValue: 1 << 9)
  /// What the prompt remembers: its start file, its history. A run that has no prompt keeps them by having neither.
  static let prompt = HonouredOptions(rawValue: 1 << 10)
  static let dryRun = HonouredOptions(rawValue: 1 << 11)

  static let ofRuns: HonouredOptions = [
    .account, .calls, .dryRun, .output, .journal, .allow, .profile, .sandbox, .color, .dialog, .prompt,
  ]
  static let ofTests: HonouredOptions = [.calls, .dryRun, .output, .allow, .sandbox, .color, .dialog]
  static let ofChecks: HonouredOptions = [.allow, .profile, .sandbox, .color]
  static let ofRehearsals: HonouredOptions = ofRuns.subtracting([.prompt, .dryRun])
}
