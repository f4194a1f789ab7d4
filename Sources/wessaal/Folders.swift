import Glibc
import Machine
import Profiles
import Rendering
import Shell

/// Where the XDG base directory specification puts what a program remembers and how it is set up.
struct Folders {
  private let environment: [String: String]

  init(_ environment: [String: String]) { self.environment = environment }

  /// History, journals, and what scripts keep.
  var state: String? { folder("XDG_STATE_HOME", atHome: ".local/state") }

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
    guard let path = configuration.map({ $0 + "/rc.wsl" }), access(path, F_OK) == 0 else { return nil }
    try TrustedFile(path, home: environment["HOME"], purpose: "is run when the prompt opens").check()
    return path
  }

  /// A file that was named must be there: without it a profile that only reads would write.
  func checkFile() throws(StartFailure) {
    guard let named = environment["WESSAAL_CONFIG"], !named.isEmpty, access(named, F_OK) != 0 else { return }
    throw StartFailure(
      message: "WESSAAL_CONFIG must name a file, but there is none at \(Escaping.line(named))",
      hint: "'wessaal login' makes it")
  }

  /// What is the shell's own: also what stands at home where this run has it elsewhere.
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
