import Files
import JSON
import Machine
import Rendering
import SystemCalls
import TOML

/// The configuration file `config.toml`, with the profiles of the user's accounts. `load` reads it. `store`
/// changes one profile, and leaves the rest unchanged.
public struct ProfileFile: Sendable {
  public let path: String
  private let home: String?

  /// - Parameter home: the user's home folder.
  public init(path: String, home: String? = nil) {
    self.path = path
    self.home = home
  }

  /// The content of a file.
  public struct Contents: Sendable {
    /// The profiles. The one for the settings outside of `[profiles.…]` has the name nil.
    public var profiles: [Profile] = [Profile()]
    /// The profile that is used where none is asked for.
    public var chosen: String?
    fileprivate var origin: ProfileOrigin?

    /// The profile with this name; where the name is nil, the chosen one.
    ///
    /// - Throws: `usage`, where there is no such profile.
    public func profile(_ name: String?) throws(Failure) -> Profile {
      let isGiven = name != nil
      let name = name ?? chosen
      if let found = profiles.first(where: { $0.name == name }) { return found.looking(as: profiles.first) }
      let names = profiles.compactMap(\.name)
      throw Failure(
        .usage, "there is no profile '\(Escaping.line(name ?? ""))'",
        hint: names.isEmpty
          ? "'wessaal --profile NAME login' makes one" : "there are: " + names.joined(separator: ", ")
      ).standing(at: isGiven ? "" : origin?.place(of: ["profile"]) ?? "")
    }
  }

  /// Reads the file. A missing file has no settings.
  ///
  /// - Throws: `usage`, where it is not TOML, has a setting that does not exist, could be another user's work, or holds
  ///   a key that others could read.
  public func load() throws(Failure) -> Contents {
    do throws(SystemError) { try FileSystem.check(path) } catch {
      if error == .noSuchFile { return Contents() }
    }
    try checkTrust()
    guard let bytes = try bytes() else { return Contents() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.usage, "\(Escaping.line(path)) must be valid UTF-8, but is not")
    }
    let contents = try contents(of: text)
    try checkMode(of: contents.profiles)
    return contents
  }

  private func bytes() throws(Failure) -> [UInt8]? {
    do throws(FileError) { return try InputFile.bytes(of: path, isOwn: true) } catch {
      if error.isMissing { return nil }
      throw Failure(error)
    }
  }

  private func contents(of text: String) throws(Failure) -> Contents {
    let table = try parsed(text)
    let origin = ProfileOrigin(path: path, text: Array(text.utf8))
    if let chosen = table["profile"], chosen.asString == nil {
      throw Failure(
        .usage, "profile must be the name of one, but is \(chosen.kindOnly)",
        hint: "a profile is [profiles.NAME]"
      ).standing(at: origin.place(of: ["profile"]))
    }
    var contents = Contents(
      profiles: [try Profile(name: nil, table, from: origin)], chosen: table["profile"]?.asString)
    contents.origin = origin
    guard let profiles = table["profiles"] else { return contents }
    guard case .object(let named) = profiles else {
      throw Failure(.usage, "profiles must be tables such as [profiles.shop], but are \(profiles.kindOnly)")
        .standing(at: origin.place(of: ["profiles"]))
    }
    for member in named.members {
      guard case .object(let table) = member.value else {
        throw Failure(
          .usage,
          "the profile '\(Escaping.line(member.name.string))' must be a table, but is "
            + member.value.kindOnly, hint: "[profiles.\(Escaping.line(member.name.string))]"
        ).standing(at: origin.place(of: ["profiles", member.name.string]))
      }
      contents.profiles.append(try Profile(name: member.name.string, table, from: origin))
    }
    return contents
  }

  private func parsed(_ text: String) throws(Failure) -> Object {
    do throws(TOMLError) { return try Document.read(Array(text.utf8)) } catch {
      throw Failure(.usage, "\(Escaping.line(path)):\(error.line): \(Escaping.line(error.message))")
    }
  }

  private func checkTrust() throws(Failure) {
    try TrustedFile(path, home: home, purpose: "says where the key comes from, and goes to").check()
  }

  /// A key that others can read is no longer a secret.
  private func checkMode(of profiles: [Profile]) throws(Failure) {
    guard profiles.contains(where: { $0.key != nil }), let status = try? FileStatus(of: path),
      status.mode & 0o077 != 0
    else { return }
    let name = Escaping.line(path)
    throw Failure(
      .usage, "\(name) holds a key and must be readable by its owner alone, but others can read it",
      hint: "chmod 600 '\(name)', and make a new key if somebody may have seen this one")
  }

  // MARK: Keeping a key

  /// Changes settings of a profile, all at once, and leaves the rest of the file unchanged.
  ///
  /// - Parameter settings: null removes a setting, such as a key that a command replaces.
  /// - Throws: `usage`, where the file cannot be changed safely; a failure where it cannot be written.
  public func store(_ settings: Object, in profile: String?) throws(Failure) {
    let old = try bytes().map { String(decoding: $0, as: UTF8.self) } ?? ""
    var text = ProfileText(old, profile)
    for setting in settings.members { text.set(setting.name.string, setting.value) }
    let new = text.text
    // Where the profile is written in a way into which lines cannot be inserted, nothing is changed.
    guard try contents(of: new).profiles.contains(where: { $0.name == profile && $0.has(settings) }) else {
      throw Failure(
        .usage, "the profile must be a table of its own in \(Escaping.line(path)), but is not",
        hint: "write it as [profiles.\(profile ?? "NAME")]")
    }
    // Where the folders cannot be made, writing the file fails and says so.
    if path.utf8.first == UInt8(ascii: "/") {
      try? FileSystem.makeFolders(Files.folder(of: path), mode: 0o700)
    }
    try checkTrust()
    do throws(FileError) {
      try Files.replace(path, with: Array(new.utf8), mode: 0o600)
    } catch { throw Failure(error) }
    // An existing file would keep its mode.
    try? FileSystem.setMode(path, 0o600)
  }
}

extension Value {
  /// The message tells the type and not the value: in a wrong place of this file the value may be a key.
  var kindOnly: String { asString == nil ? described : "a string" }
}

extension Profile {
  /// The look of the prompt depends on the person and not on the account, so it is taken from the general
  /// settings.
  fileprivate func looking(as general: Profile?) -> Profile {
    var profile = self
    profile.keys = keys ?? general?.keys
    profile.highlight = highlight ?? general?.highlight
    profile.suggest = suggest ?? general?.suggest
    profile.menu = menu ?? general?.menu
    return profile
  }

  fileprivate func has(_ settings: Object) -> Bool {
    settings.members.allSatisfy { setting in
      let isThere =
        switch setting.name {
        case "key": key != nil
        case "key_command": !keyCommand.isEmpty
        default: baseURL != nil
        }
      return isThere != setting.value.isNull
    }
  }
}

/// The lines of a configuration file, which are changed one by one.
private struct ProfileText {
  private var lines: [String]
  /// The first line of the profile.
  private var start = 0

  init(_ text: String, _ profile: String?) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    guard let header = profile.map({ "[profiles.\(Self.key($0))]" }) else { return }
    if let place = lines.firstIndex(where: { Self.trimmed($0) == header }) {
      start = place + 1
    } else {
      lines += (lines.isEmpty ? [] : [""]) + [header]
      start = lines.count
    }
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func set(_ name: String, _ value: Value) {
    let end = lines[start...].firstIndex { Self.trimmed($0).hasPrefix("[") } ?? lines.count
    let kept = lines[start..<end].filter { !Self.isSetting($0, name) }
    lines.replaceSubrange(start..<end, with: (value.isNull ? [] : ["\(name) = \(value.json)"]) + kept)
  }

  private static func isSetting(_ line: String, _ name: String) -> Bool {
    let line = trimmed(line)
    return line.hasPrefix(name) && trimmed(String(line.dropFirst(name.count))).hasPrefix("=")
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }

  /// The name as a bare or a quoted key of TOML.
  private static func key(_ name: String) -> String {
    let isBare = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
      default: false
      }
    }
    return isBare && !name.isEmpty ? name : Value(name).json
  }
}
