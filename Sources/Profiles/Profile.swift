import Catalog
import Commands
import HTTP
import JSON
import Machine
import Rendering
import Source
import TOML

/// How an account is reached and used: one table of the configuration file.
public struct Profile: Sendable {
  /// Nil for the settings outside of `[profiles.…]`.
  public var name: String?
  public var baseURL: String?
  /// The base URL that is used.
  package var base: String { baseURL ?? "\(BaseURL.documented)" }
  public var key: APIKey?
  /// The program that prints the key, and its arguments.
  public var keyCommand: [String] = []
  /// Whether it has a key, or a program that prints one.
  public var hasKey: Bool { key != nil || !keyCommand.isEmpty }
  public var readOnly = false
  /// The value of `--rate`.
  public var rate: String?
  /// The value of `--timeout`.
  public var timeout: String?
  /// The value of `--output`.
  public var output: String?
  /// The value of `--journal`.
  public var journal: String?
  /// The program that prints user and password of the ledger in etcd as `USER:PASSWORD`, and its arguments.
  public var journalCommand: [String] = []
  /// `emacs` or `vi`.
  public var keys: String?
  /// The value of `--zone`.
  public var zone: String?
  /// Whether the line at the prompt is coloured, whether a proposal stands after it, and whether Tab opens a
  /// menu. Nil: the settings outside of `[profiles.…]` decide.
  public var highlight: Bool?
  public var suggest: Bool?
  public var menu: Bool?
  /// The values that calls use for parameters that they leave out.
  public var defaults = Object()

  public init(name: String? = nil) { self.name = name }

  /// Reads the members of a table.
  ///
  /// - Parameter origin: the file in which it stands.
  package init(name: String?, _ table: Object, from origin: ProfileOrigin) throws(Failure) {
    self.name = name
    self.origin = origin
    for member in table.members {
      let setting = member.name.string
      do throws(Failure) { try set(setting, member.value) } catch {
        throw setting == "defaults" ? error : error.standing(at: place(of: setting))
      }
    }
  }

  /// The file in which the profile stands; nil where it stands in none.
  private var origin: ProfileOrigin?

  /// Where a setting stands, as `FILE:LINE: ` before a message; empty where that is not known.
  public func place(of setting: String...) -> String { place(of: setting) }

  /// Where the profile itself stands.
  func place() -> String { place(of: []) }

  private func place(of setting: [String]) -> String {
    origin?.place(of: (name.map { ["profiles", $0] } ?? []) + setting) ?? ""
  }

  package static let members = [
    "base_url", "key", "key_command", "read_only", "rate", "timeout", "output", "journal", "journal_command",
    "keys", "highlight", "suggest", "menu", "zone", "defaults",
  ]

  private mutating func set(_ member: String, _ value: Value) throws(Failure) {
    switch member {
    case "base_url": baseURL = try text(member, value)
    case "key":
      let text = try text(member, value)
      do throws(APIKeyError) { key = try APIKey(parsing: text) } catch {
        throw Failure(.usage, "the key of \(described) must be one, but: \(error)")
      }
    case "key_command": keyCommand = try words(member, value)
    case "read_only": readOnly = try flag(member, value)
    case "highlight": highlight = try flag(member, value)
    case "suggest": suggest = try flag(member, value)
    case "menu": menu = try flag(member, value)
    case "rate": rate = try text(member, value)
    case "timeout": timeout = try text(member, value)
    case "zone": zone = try text(member, value)
    case "output": output = try text(member, value)
    case "journal": journal = try ledger(member, value)
    case "journal_command": journalCommand = try words(member, value)
    case "keys":
      guard value == "emacs" || value == "vi" else { throw wrong(member, "\"emacs\" or \"vi\"", value) }
      keys = value.asString
    case "defaults":
      guard case .object(let object) = value else {
        throw wrong(member, "a table", value).standing(at: place(of: member))
      }
      for member in object.members {
        do throws(Failure) { try check(ofDefault: member.name.string, member.value) } catch {
          throw error.standing(at: place(of: "defaults", member.name.string))
        }
      }
      defaults = object
    case "profile", "profiles": if name != nil { throw unknown(member) }
    default: throw unknown(member)
    }
  }

  private func check(ofDefault name: String, _ value: Value) throws(Failure) {
    let known = Set(Catalog.standard.operations.flatMap(\.parameters).map(\.name)).sorted()
    guard known.contains(name) else {
      throw Failure(
        .usage,
        "no call takes '\(Escaping.line(Redaction.withoutTokens(name)))', which defaults of \(described) have",
        hint: nearest(name, among: known).map { "did you mean '\($0)'?" })
    }
    if let failure = Catalog.standard.fault(ofDefault: name, value) {
      throw Failure(.usage, "defaults of \(described): \(Redaction.withoutTokens(failure.message))")
    }
  }

  /// A path that means the same file in every folder. Else a run from another folder would use another
  /// ledger, and send again.
  private func ledger(_ member: String, _ value: Value) throws(Failure) -> String {
    let place = try text(member, value)
    if ["/", "etcd://", "etcds://"].contains(where: place.hasPrefix) { return place }
    throw Failure(
      .usage,
      "\(member) of \(described) must be a whole path, or an address of etcd, but is '\(Escaping.line(place))'",
      hint: place.contains(":")
        ? "an address is written \"etcd://HOST:2379/PREFIX\""
        : "a path from the root on, such as \"/var/lib/shop/ledger.jsonl\"")
  }

  private func flag(_ member: String, _ value: Value) throws(Failure) -> Bool {
    guard case .bool(let flag) = value else { throw wrong(member, "true or false", value) }
    return flag
  }

  private func text(_ member: String, _ value: Value) throws(Failure) -> String {
    guard let text = value.asString else { throw wrong(member, "text", value) }
    return text
  }

  /// A list such as `["pass", "show", "wessaal"]`, or one text that is split at blanks. No shell reads it.
  private func words(_ member: String, _ value: Value) throws(Failure) -> [String] {
    let words =
      value.asString.map { $0.split(separator: " ").map(String.init) }
      ?? value.asArray.map { $0.compactMap(\.asString) } ?? []
    if words.isEmpty || value.asArray.map({ $0.count != words.count }) ?? false {
      throw wrong(member, "a program and its arguments", value)
    }
    return words
  }

  /// The name of the profile in messages.
  package var described: String { name.map { "the profile '\(Escaping.line($0))'" } ?? "the configuration" }

  private func wrong(_ member: String, _ wanted: String, _ found: Value) -> Failure {
    Failure(.usage, "\(member) of \(described) must be \(wanted), but is \(found.kindOnly)")
  }

  private func unknown(_ member: String) -> Failure {
    Failure(
      .usage, "\(described) has no setting '\(Escaping.line(Redaction.withoutTokens(member)))'",
      hint: nearest(member, among: Self.members).map { "did you mean '\($0)'?" }
        ?? "it has: " + Self.members.joined(separator: ", "))
  }
}

/// The file in which profiles stand.
package struct ProfileOrigin: Sendable {
  let path: String
  let text: [UInt8]

  /// Where a setting stands, as `FILE:LINE: ` before a message.
  func place(of names: [String]) -> String {
    Escaping.line(path) + (Document.line(of: names, in: text).map { ":\($0)" } ?? "") + ": "
  }
}

extension Failure {
  /// The failure with the place of what is wrong before its message.
  package func standing(at place: String) -> Failure {
    var failure = self
    failure.message = place + message
    return failure
  }
}
