import Catalog
import HTTP
import Machine
import Profiles
import Rendering
import Sandbox
import Shell

/// Which API a run speaks to, and with which key.
struct Connection {
  var client: Result<Client, Failure>
  /// What the prompt shows before `> `.
  var label: String
  /// The API's base URL; nil where it is a sandbox of this process.
  private(set) var base: BaseURL?
  /// Which account it is, for a person: the profile and the host; nil where it is a sandbox of this process.
  var account: String? { base.map { (profile.map { $0 + " " } ?? "") + $0.host } }
  /// The profile's name; nil where it is the unnamed one.
  private(set) var profile: String?
  /// The sandbox of this process, where it is one.
  private(set) var sandbox: RunningSandbox?
  /// A warning for the user, before anything is typed or sent.
  private(set) var notice: String?

  init(client: Result<Client, Failure>, label: String) {
    self.client = client
    self.label = label
  }

  static let keyVariable = "WESSAAL_API_KEY"
  static let urlVariable = "WESSAAL_BASE_URL"

  /// Flags go before the environment, and the environment before the profile.
  ///
  /// - Parameters:
  ///   - interactive: a prompt without a key opens on the sandbox.
  ///   - isLookedAt: whether the account is only looked at, and no trace left of that.
  init(_ wiring: Wiring, interactive: Bool, isLookedAt: Bool = false) throws(StartFailure) {
    let (options, profile) = (wiring.options, wiring.profile)
    let text = wiring.environment[Self.keyVariable].flatMap { $0.isEmpty ? nil : $0 }
    let given = Self.baseURL(wiring, profile)
    let hasKey = text != nil || profile.key != nil || !profile.keyCommand.isEmpty
    if options.sandbox || (interactive && !hasKey && given == nil) {
      try self.init(sandboxOf: wiring)
      return
    }
    if let option = options.typed.first(of: SandboxOptions.all) {
      throw StartFailure(
        message: "\(option.spelling) is an option of the sandbox, but this is not one", hint: "add --sandbox")
    }
    try self.init(wiring, profile, isLookedAt: isLookedAt)
  }

  /// The account of a profile.
  init(_ wiring: Wiring, _ profile: Profile, isLookedAt: Bool = false) throws(StartFailure) {
    let text = wiring.environment[Self.keyVariable].flatMap { $0.isEmpty ? nil : $0 }
    let given = Self.baseURL(wiring, profile)
    let base = try given.map(Self.base) ?? .documented
    let key = Self.key(text, profile)
    if case .failure(let failure) = key, failure.kind == .usage { throw StartFailure(failure) }
    client = key.map { wiring.client(base: base, key: $0, profile, isLookedAt: isLookedAt) }
    label = profile.name ?? "wessaal"
    self.base = base
    self.profile = profile.name
    notice = Self.notice(of: profile, in: wiring.environment)
  }

  /// Flags go before the environment, and the environment before the profile; nil where none of them says anything.
  static func baseURL(_ wiring: Wiring, _ profile: Profile) -> String? {
    wiring.options.baseURL ?? wiring.environment[urlVariable].flatMap { $0.isEmpty ? nil : $0 }
      ?? profile.baseURL
  }

  /// The environment goes before a profile. A user who names a profile may not think of the environment, and would send
  /// from another account.
  private static func notice(of profile: Profile, in environment: [String: String]) -> String? {
    guard let name = profile.name else { return nil }
    let hasKey = profile.key != nil || !profile.keyCommand.isEmpty
    let settings = [(keyVariable, hasKey, "key"), (urlVariable, profile.baseURL != nil, "base URL")]
    let overridden = settings.filter { $0.1 && environment[$0.0].map { !$0.isEmpty } == true }
    return overridden.isEmpty
      ? nil
      : overridden.map {
        "\($0.0) is set and goes before the \($0.2) of the profile '\(Escaping.line(name))'"
      }
      .joined(separator: "\n")
  }

  private init(sandboxOf wiring: Wiring) throws(StartFailure) {
    let running = try Self.startSandbox(wiring.options)
    sandbox = running
    let base = try Self.base(running.address.url)
    client = Self.key(running.address.key, Profile()).map { wiring.client(base: base, key: $0) }
    label = "sandbox"
    if !wiring.options.sandbox {
      notice =
        "No key in \(Self.keyVariable), so this is the sandbox: nothing is sent or paid for.\n"
        + "'help' tells what there is; Ctrl-D leaves."
    }
  }

  private static func startSandbox(_ options: RunOptions) throws(StartFailure) -> RunningSandbox {
    let options = try Options(options.typed)
    do throws(SandboxError) { return try SandboxServer.startInBackground(options) } catch {
      throw StartFailure(message: "\(error)")
    }
  }

  static func base(_ text: String) throws(StartFailure) -> BaseURL {
    do throws(BaseURLError) { return try BaseURL(parsing: text) } catch {
      throw StartFailure(message: "\(error)")
    }
  }

  private static func key(_ text: String?, _ profile: Profile) -> Result<APIKey, Failure> {
    if let text {
      do throws(APIKeyError) { return .success(try APIKey(parsing: text)) } catch {
        return .failure(Failure(.usage, "\(keyVariable): \(error)"))
      }
    }
    if let key = profile.key { return .success(key) }
    if !profile.keyCommand.isEmpty {
      do throws(Failure) { return .success(try KeyCommand(profile.keyCommand).key()) } catch {
        return .failure(error)
      }
    }
    return .failure(
      Failure(
        .auth, "the API takes a key, but \(keyVariable) is not set",
        hint: "export \(keyVariable)=sk_…, 'wessaal login' keeps one, or --sandbox tries it without"))
  }
}

/// Why a run could not even begin: the program ends with status 2.
struct StartFailure: Error {
  var message: String
  var hint: String?

  init(message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  init(_ failure: Failure) { self.init(message: failure.message, hint: failure.hint) }
}
