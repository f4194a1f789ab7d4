import Machine
import Profiles
import Rendering
import Shell
import SystemCalls

/// Where the XDG base directory specification puts what a program remembers and how it is set up.
struct Folders {
  private let environment: [String: String]

  init(_ environment: [String: String]) { self.environment = environment }

  /// History, ledgers, and what scripts keep.
  var state: String? { folder("XDG_STATE_HOME", atHome: ".local/state") }

  /// The accounts' ledgers.
  var ledgers: String? { state.map { $0 + "/ledger" } }

  /// Whether the state folder has a place: where the home folder that is named is none, what is only of use to other runs
  /// makes none.
  var hasBase: Bool {
    environment["XDG_STATE_HOME"]?.hasPrefix("/") == true
      || environment["HOME"].map(FileSystem.exists) == true
  }

  var configuration: String? { folder("XDG_CONFIG_HOME", atHome: ".config") }

  /// `$WESSAAL_CONFIG`, or `config.toml` in the configuration folder.
  var file: String? {
    environment["WESSAAL_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
      ?? configuration.map { $0 + "/config.toml" }
  }

  var configurationFile: ProfileFile? { file.map { ProfileFile(path: $0, home: environment["HOME"]) } }

  /// `rc.wsl` of the configuration folder; nil where there is none.
  ///
  /// - Throws: where another user could have written it.
  func startFile() throws(Failure) -> String? {
    guard let path = configuration.map({ $0 + "/rc.wsl" }), FileSystem.exists(path) else { return nil }
    try TrustedFile(path, home: environment["HOME"], purpose: "is run when the prompt opens").check()
    return path
  }

  /// A file that was named must exist. Without it, a profile that is meant to be read-only could write.
  func checkFile() throws(StartFailure) {
    guard let named = environment["WESSAAL_CONFIG"], !named.isEmpty, !FileSystem.exists(named) else { return }
    throw StartFailure(
      message: "WESSAAL_CONFIG must name a file, but there is none at \(Escaping.line(named))",
      hint: "'wessaal login' makes it")
  }

  /// The shell's own files: also those in the home folder where this run keeps its own elsewhere.
  var own: [String] {
    [state, configuration, file, atHome(".local/state"), atHome(".config")].compactMap { $0 }
  }

  private func folder(_ variable: String, atHome path: String) -> String? {
    if let base = environment[variable], base.hasPrefix("/") { return base + "/wessaal" }
    return atHome(path)
  }

  private func atHome(_ path: String) -> String? {
    environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/\(path)/wessaal" }
  }
}
