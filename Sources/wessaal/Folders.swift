import Machine
import Profiles
import Rendering
import Shell
import SystemCalls

/// Where the program keeps its state and its configuration (XDG Base Directory Specification).
struct Folders {
  private let environment: [String: String]

  init(_ environment: [String: String]) { self.environment = environment }

  /// The folder of the history, the ledgers, and what scripts keep.
  var state: String? { folder("XDG_STATE_HOME", atHome: ".local/state") }

  /// The folder of the accounts' ledgers.
  var ledgers: String? { state.map { $0 + "/ledger" } }

  /// Why there is no state folder, and none can be made; nil where there is one. A home folder is never made:
  /// what stands in a new one is not found by runs that have the right one.
  var lack: String? {
    if environment["XDG_STATE_HOME"]?.hasPrefix("/") == true { return nil }
    guard let home = environment["HOME"], !home.isEmpty else {
      return "neither HOME nor XDG_STATE_HOME names one"
    }
    return FileSystem.exists(home) ? nil : "HOME names \(Escaping.line(home)), which does not exist"
  }

  var configuration: String? { folder("XDG_CONFIG_HOME", atHome: ".config") }

  /// The configuration: `$WESSAAL_CONFIG`, or `config.toml` in the configuration folder.
  var file: String? {
    environment["WESSAAL_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
      ?? configuration.map { $0 + "/config.toml" }
  }

  var configurationFile: ProfileFile? { file.map { ProfileFile(path: $0, home: environment["HOME"]) } }

  /// The path of `rc.wsl` in the configuration folder; nil where there is no such file.
  ///
  /// - Throws: where another user may have written the file.
  func startFile() throws(Failure) -> String? {
    guard let path = configuration.map({ $0 + "/rc.wsl" }), FileSystem.exists(path) else { return nil }
    try TrustedFile(path, home: environment["HOME"], purpose: "is run when the prompt opens").check()
    return path
  }

  /// Checks that a configuration named by the user exists. Without it, a profile that is meant to be
  /// read-only could write.
  ///
  /// - Throws: where it does not exist.
  func checkFile() throws(StartFailure) {
    guard let named = environment["WESSAAL_CONFIG"], !named.isEmpty, !FileSystem.exists(named) else { return }
    throw StartFailure(
      message: "WESSAAL_CONFIG must name a file, but there is none at \(Escaping.line(named))",
      hint: "'wessaal login' makes it")
  }

  /// The shell's own files and folders. Those in the home folder are among them, even where this run keeps
  /// its files elsewhere.
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
