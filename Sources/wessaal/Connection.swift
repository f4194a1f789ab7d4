import Catalog
import HTTP
import Machine
import Profiles
import Rendering
import Sandbox
import Shell

/// The API that a run calls, and the key that it uses.
struct Connection {
  var client: Result<Client, Failure>
  /// The text of the prompt before `> `.
  var label: String
  /// The API's base URL; nil for a sandbox of this process.
  private(set) var base: BaseURL?
  /// The account in words for a person: the profile and the host; nil for a sandbox of this process.
  var account: String? { base.map { (profile.map { $0 + " " } ?? "") + $0.host } }
  /// The profile's name; nil for the unnamed profile.
  private(set) var profile: String?
  /// The sandbox of this process; nil where the run uses another API.
  private(set) var sandbox: RunningSandbox?
  /// A warning for the user, which comes before anything is typed or sent.
  private(set) var notice: String?

  init(client: Result<Client, Failure>, label: String) {
    self.client = client
    self.label = label
  }

  static let keyVariable = "WESSAAL_API_KEY"
  static let urlVariable = "WESSAAL_BASE_URL"

  /// Chooses the API: flags come before the environment, and the environment before the profile.
  ///
  /// - Parameters:
  ///   - interactive: whether it is for a prompt. Without a key, a prompt opens on the sandbox.
  ///   - isLookedAt: whether the run only looks at the account, and must leave no trace.
  /// - Throws: where the base URL or the key is not valid.
  init(_ wiring: Wiring, interactive: Bool, isLookedAt: Bool = false) throws(StartFailure) {
    let (options, profile) = (wiring.options, wiring.profile)
    let text = wiring.environment[Self.keyVariable].flatMap { $0.isEmpty ? nil : $0 }
    let given = Self.baseURL(wiring, profile)
    let hasKey = text != nil || profile.hasKey
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
  ///
  /// - Throws: where the base URL or the key is not valid.
  init(_ wiring: Wiring, _ profile: Profile, isLookedAt: Bool = false) throws(StartFailure) {
    let text = wiring.environment[Self.keyVariable].flatMap { $0.isEmpty ? nil : $0 }
    let given = Self.baseURL(wiring, profile)
    let base: BaseURL
    do throws(StartFailure) { base = try given.map(Self.base) ?? .documented } catch {
      throw given == profile.baseURL ? error.standing(at: profile.place(of: "base_url")) : error
    }
    do throws(Failure) { try profile.checkName(isReal: !base.isLoopback) } catch { throw StartFailure(error) }
    let key = Self.key(text, profile)
    if case .failure(let failure) = key, failure.kind == .usage { throw StartFailure(failure) }
    client = key.map { wiring.client(base: base, key: $0, profile, isLookedAt: isLookedAt) }
    label = profile.name ?? "wessaal"
    self.base = base
    self.profile = profile.name
    notice = Self.notice(of: profile, in: wiring.environment)
  }

  /// The base URL: flags come before the environment, and the environment before the profile. Nil where none
  /// of them names one.
  static func baseURL(_ wiring: Wiring, _ profile: Profile) -> String? {
    wiring.options.baseURL ?? wiring.environment[urlVariable].flatMap { $0.isEmpty ? nil : $0 }
      ?? profile.baseURL
  }

  /// A warning that the environment overrides a profile that the user has named. A user who forgot the
  /// environment would send from another account.
  private static func notice(of profile: Profile, in environment: [String: String]) -> String? {
    guard let name = profile.name else { return nil }
    let settings = [(keyVariable, profile.hasKey, "key"), (urlVariable, profile.baseURL != nil, "base URL")]
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
        return .failure(error.standing(at: profile.place(of: "key_command")))
      }
    }
    return .failure(
      Failure(
        .auth, "the API takes a key, but \(keyVariable) is not set",
        hint: "export \(keyVariable)=sk_…, 'wessaal login' keeps one, or --sandbox tries it without"))
  }
}

/// Why a run could not begin. The program ends with status 2.
struct StartFailure: Error {
  var message: String
  var hint: String?

  init(message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The failure with the place of what is wrong before its message.
  func standing(at place: String) -> StartFailure {
    StartFailure(message: place + message, hint: hint)
  }

  init(_ failure: Failure) { self.init(message: failure.message, hint: failure.hint) }
}
