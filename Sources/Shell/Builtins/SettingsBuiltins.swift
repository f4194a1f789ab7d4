import Catalog
import Commands
import HTTP
import JSON
import Library
import Machine
import Profiles
import Rendering
import Service
import Stage
import Syntax
import Verbs

extension WorldBuiltins {
  static let settings: [WorldBuiltin<Session>] = [
    WorldBuiltin(
      Signature(
        "defaults", flags: [Flag("clear", meaning: "forget those that were set")],
        parameters: .declared(Catalog.standard.distinctParameters)),
      "fill in what later calls leave out: defaults instance=my-instance",
      examples: [
        Builtin.Example(
          """
          defaults instance=my-instance
          (messages send recipient=+966501234567 content=Hi).instance.name
          """, shows: "\"my-instance\"")
      ],
      faults: { given, _ in
        given.parameters.members.compactMap { member in
          Catalog.standard.fault(ofDefault: member.name.string, member.value).map {
            ArgumentFault(parameter: member.name.string, message: $0.message)
          }
        }
      }
    ) { (call, session) async throws(Failure) in
      if call.has("clear") { session.setDefaults(Object()) }
      let given = call.arguments.parameters
      if given.isEmpty, !call.has("clear") { return .value(.object(session.account.defaults)) }
      for member in given.members {
        if let fault = session.commands.catalog.fault(ofDefault: member.name.string, member.value) {
          throw fault
        }
      }
      var defaults = session.account.defaults
      for member in given.members { defaults[member.name] = member.value }
      session.setDefaults(defaults)
      return .value(.null)
    }.with { $0.setsDefaults = true },
    WorldBuiltin(
      Signature(
        "profile",
        operands: [Operand("name", type: .string, required: false, collection: Operand.profiles)]),
      "list the profiles of the configuration, or use another one", in: .session,
      examples: [Builtin.Example("profile | count", shows: "0")],
      gives: .from { given, _ in
        given.operands.isEmpty
          ? .rows("profile", ["name", "current", "base_url", "key", "read_only"]) : .types(.null)
      }
    ) { (call, session) async throws(Failure) in
      if let name = call.operand(0)?.asString {
        guard let accounts = session.accounts else {
          throw Failure(
            .usage, "'profile NAME' needs a prompt", hint: "a script is given one: --profile NAME")
        }
        try session.refuseInReplay("profile")
        try accounts.use(name)
        return .value(.null)
      }
      return .value(.array(try session.profileRows()))
    }.with {
      $0.isForPrompt = true
      $0.rows = .profiles
    },
    WorldBuiltin(
      Signature(
        "login",
        flags: [
          Flag(
            "key-command", .required, type: .string, meaning: "keep a program that prints the key instead"),
          Flag(
            "profile", .required, type: .string, collection: Operand.profiles,
            meaning: "the profile that it is kept in"),
        ]),
      "ask for an API key, try it, and keep it for the next time", in: .session,
      examples: [Builtin.Example("(fails { login }).kind", shows: "\"usage\"")]
    ) { (call, session) async throws(Failure) in
      try session.refuseInReplay("login")
      try await Login(call, session).perform()
      return .value(.null)
    }.with {
      $0.isForPrompt = true
      $0.makesConfiguration = true
    },
    WorldBuiltin(
      Signature(
        "logout",
        flags: [
          Flag(
            "profile", .required, type: .string, collection: Operand.profiles,
            meaning: "the profile whose key is taken out")
        ]),
      "take the key out of the configuration, and leave the rest", in: .session,
      examples: [Builtin.Example("(fails { logout }).kind", shows: "\"usage\"")]
    ) { (call, session) async throws(Failure) in
      try session.refuseInReplay("logout")
      try Logout(call, session).perform()
      return .value(.null)
    }.with { $0.isForPrompt = true },
    WorldBuiltin(
      Signature("config", operands: [Operand("what", type: .enumeration(["path"]))]),
      "where the configuration is: config path", in: .session,
      examples: [Builtin.Example("(fails { config path }).kind", shows: "\"usage\"")]
    ) { (_, session) async throws(Failure) in
      guard let file = session.accounts?.file else {
        throw Failure(
          .usage, "the configuration must lie in a folder, but neither HOME nor XDG_CONFIG_HOME names one")
      }
      return .value(Value(file.path))
    }.with {
      $0.isForPrompt = true
      $0.makesConfiguration = true
      $0.makesText = true
    },
  ]
}

extension Session {
  /// One row for each profile that has a name.
  func profileRows() throws(Failure) -> [Value] {
    let current = accounts?.current
    return try (accounts?.profiles() ?? []).filter { $0.name != nil }.map {
      $0.row(isCurrent: $0.name == current)
    }
  }
}

extension Profile {
  fileprivate func row(isCurrent: Bool) -> Value {
    let key = key.map { "\($0)" } ?? (keyCommand.isEmpty ? nil : "from \(keyCommand[0])")
    return [
      "name": name.map { Value($0) } ?? .null, "current": .bool(isCurrent),
      "base_url": Value(base),
      "key": key.map { Value($0) } ?? .null, "read_only": .bool(readOnly),
    ]
  }
}

extension Catalog {
  /// The parameters of all operations. Each name occurs once.
  fileprivate var distinctParameters: [Syntax.Parameter] {
    var seen: Set<String> = []
    return operations.flatMap(\.parameters).filter { seen.insert($0.name).inserted }.map {
      Syntax.Parameter(
        $0.name, type: $0.type.valueType, required: false, meaning: $0.meaning,
        collection: $0.reference?.noun)
    }
  }
}

/// `login`: tries a key, and keeps it where it works.
private struct Login {
  private let session: Session
  private let command: String?
  private let name: String?

  init(_ call: WorldCall, _ session: Session) {
    self.session = session
    command = call.flag("key-command")?.asString
    name = call.flag("profile")?.asString
  }

  func perform() async throws(Failure) {
    guard let accounts = session.accounts, let file = accounts.file else {
      throw Failure(.usage, "'login' needs a place to keep a key, but there is no home folder")
    }
    try accounts.checkMayChange()
    let name = name ?? accounts.current
    let profile = try accounts.profiles().first { $0.name == name } ?? Profile(name: name)
    let isLoopback = profile.baseURL.flatMap { try? BaseURL(parsing: $0) }?.isLoopback == true
    try profile.checkName(isReal: !isLoopback)
    let words = command.map { $0.split(separator: " ").map(String.init) } ?? []
    let key = words.isEmpty ? try ask() : try KeyCommand(words).key()
    let client = try accounts.client(key, profile: profile)
    let known = try await account(of: client)
    if profile.hasKey, !session.console.answersYes,
      try session.console.ask("There is a key for \(name ?? "this configuration") already. Replace it?")
        == false
    {
      throw Failure(.usage, "the key was not kept: the one that was there stays")
    }
    var settings = Object()
    settings["key"] = words.isEmpty ? Value(key.kept) : .null
    settings["key_command"] = words.isEmpty ? .null : .array(words.map { Value($0) })
    // A key belongs to the server that accepted it, and must not go to another one in a later run.
    let base = "\(client.base)"
    if base != profile.base { settings["base_url"] = Value(base) }
    if session.console.mode.isDry {
      return session.console.say("\(known)\nwould be kept in \(Escaping.line(file.path)): this is a dry run")
    }
    try file.store(settings, in: name)
    session.console.say("\(known)\nkept in \(Escaping.line(file.path))" + (name.map { " as \($0)" } ?? ""))
    try accounts.use(name)
  }

  private func ask() throws(Failure) -> APIKey {
    try session.console.flush()
    guard let text = session.console.world.askSecret("API key: "), !text.isEmpty else {
      throw Failure(.usage, "a key must be typed, but none was: nothing was kept")
    }
    do throws(APIKeyError) { return try APIKey(parsing: text) } catch {
      throw Failure(.usage, "this must be an API key, but: \(error)")
    }
  }

  /// Calls `me`, and describes the account.
  private func account(of client: Client) async throws(Failure) -> String {
    guard let operation = session.commands.catalog.operations.first(where: { $0.teaches == .permissions }),
      let call = try? operation.request(for: Object())
    else { return "" }
    let answer = try Answers.body(of: await client.send(client.request(.get, call.target)))
    let data = answer["data"] ?? answer
    let scopes = (data["api_key"]?["permissions"]?.asArray ?? []).compactMap(\.asString)
    let account = data["user"]?["name"]?.asString
    return Escaping.line(
      "the key works" + (account.map { ": \($0)" } ?? "") + "; it may "
        + (scopes.isEmpty ? "nothing" : scopes.joined(separator: " ")))
  }
}
