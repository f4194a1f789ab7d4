/// Groups of options before a subcommand. A subcommand obeys either all options of a group or none of them.
struct HonouredOptions: OptionSet {
  let rawValue: Int

  /// The options that choose the account and its address.
  static let account = HonouredOptions(rawValue: 1 << 0)
  /// The options for how calls are made, and which calls may be made.
  static let calls = HonouredOptions(rawValue: 1 << 1)
  static let output = HonouredOptions(rawValue: 1 << 2)
  static let journal = HonouredOptions(rawValue: 1 << 3)
  static let allow = HonouredOptions(rawValue: 1 << 4)
  static let profile = HonouredOptions(rawValue: 1 << 5)
  static let sandbox = HonouredOptions(rawValue: 1 << 6)
  static let query = HonouredOptions(rawValue: 1 << 7)
  static let color = HonouredOptions(rawValue: 1 << 8)
  /// The options for messages beside values, and for questions.
  static let dialog = HonouredOptions(rawValue: 1 << 9)
  /// The options for the start file and the history of the prompt. A run without a prompt uses neither file, so
  /// it accepts these options too.
  static let prompt = HonouredOptions(rawValue: 1 << 10)
  static let dryRun = HonouredOptions(rawValue: 1 << 11)

  static let ofRuns: HonouredOptions = [
    .account, .calls, .dryRun, .output, .journal, .allow, .profile, .sandbox, .color, .dialog, .prompt,
  ]
  static let ofTests: HonouredOptions = [.calls, .dryRun, .output, .allow, .sandbox, .color, .dialog]
  static let ofChecks: HonouredOptions = [.allow, .profile, .sandbox, .color]
  static let ofRehearsals: HonouredOptions = ofRuns.subtracting([.prompt, .dryRun])
}
