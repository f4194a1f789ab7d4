import JSON
import Machine
import Profiles
import Rendering
import Stage

/// `logout`: removes a key from the configuration, and leaves everything else in it.
struct Logout {
  private let session: Session
  private let name: String?

  init(_ call: WorldCall, _ session: Session) {
    self.session = session
    name = call.flag("profile")?.asString
  }

  func perform() throws(Failure) {
    guard let accounts = session.accounts, let file = accounts.file else {
      throw Failure(.usage, "'logout' needs a configuration, but there is no home folder")
    }
    try accounts.checkMayChange()
    let name = name ?? accounts.current
    let of = name.map { " of \(Escaping.line($0))" } ?? ""
    let profile = try accounts.profiles().first { $0.name == name }
    guard let profile, profile.hasKey else {
      throw Failure(
        .usage, "the key\(of) must be in \(Escaping.line(file.path)), but there is none",
        hint: "'profile' lists the profiles and their keys")
    }
    if session.console.mode.isDry {
      return session.console.say("the key\(of) would leave \(Escaping.line(file.path)): this is a dry run")
    }
    var settings = Object()
    settings["key"] = .null
    settings["key_command"] = .null
    try file.store(settings, in: name)
    session.console.say("the key\(of) is no longer in \(Escaping.line(file.path))")
    if name == accounts.current { try accounts.use(name) }
  }
}
