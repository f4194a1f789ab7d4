import Catalog
import Files
import JSON
import Library
import Machine
import Profiles
import Recording
import Syntax

/// Every command there is: Library's builtins, Shell's own, and the operations of the Catalog.
public struct ShellCommands: Commands {
  private let builtins: [String: Builtin]
  private let performers: [String: WorldBuiltin.Perform]
  private let nouns: Set<String>
  public let names: [String]
  public let catalog: Catalog
  /// Whether a write is known to be refused.
  var isReadOnly = false
  /// What calls take where they leave a parameter out.
  var defaults = Object()

  public init(catalog: Catalog = .standard) {
    self.catalog = catalog
    let own = WorldBuiltins.all + catalog.operations.map { OperationCommand($0).worldBuiltin }
    var builtins: [String: Builtin] = [:]
    var performers: [String: WorldBuiltin.Perform] = [:]
    for builtin in Library.builtins { builtins[builtin.name] = builtin }
    for command in own {
      builtins[command.builtin.name] = command.builtin
      performers[command.builtin.name] = command.perform
    }
    self.builtins = builtins
    self.performers = performers
    nouns = Set(catalog.nouns)
    names = builtins.keys.filter { !$0.hasPrefix("$") }.sorted()
  }

  public func isNoun(_ name: String) -> Bool { nouns.contains(name) }

  public func builtin(_ name: String, verb: String?) -> Builtin? {
    builtins[verb.map { "\(name) \($0)" } ?? name]
  }

  public func signature(_ name: String, verb: String?) -> Signature? {
    name.hasPrefix("$") ? nil : builtin(name, verb: verb)?.signature
  }

  public func faults(_ name: String, verb: String?, given: KnownArguments) -> [ArgumentFault] {
    if let operation = operation(name, verb) {
      return OperationCommand(operation).faults(given, defaults: defaults, isReadOnly: isReadOnly)
    }
    if name == "defaults" {
      return given.parameters.members.compactMap { member in
        catalog.fault(ofDefault: member.name.string, member.value).map {
          ArgumentFault(parameter: member.name.string, message: $0.message)
        }
      }
    }
    if name == "record" { return recordFaults(given) }
    if name == "sandbox" { return sandboxFaults(given) }
    if name == "request", given.operands.count == 2 {
      return warnings(
        ofRequest: given.operands[0]?.asString, given.operands[1]?.asString, given.parameters)
    }
    return name == "save" ? endingFaults(given) : Library.faults(name, given: given)
  }

  private func sandboxFaults(_ given: KnownArguments) -> [ArgumentFault] {
    guard isReadOnly, let what = given.operands.first??.asString, !SandboxControl.reads.contains(what) else {
      return []
    }
    let failure = Failure.readOnly("sandbox \(what)")
    return [ArgumentFault(operand: 0, message: failure.message, hint: failure.hint)]
  }

  public func writes(_ command: Command) -> Bool {
    if command.hasFlag("dry-run") || command.hasFlag("code") { return false }
    if command.name.text == "request", command.verb == nil {
      return command.operands.first?.constant(as: .string)?.asString?.uppercased() != "GET"
    }
    return operation(command.name.text, command.verb?.text).map { $0.kind != .read } ?? false
  }

  /// A file that is written must say what it holds; one that is read may not be there at all.
  private func endingFaults(_ given: KnownArguments) -> [ArgumentFault] {
    guard let path = given.operands.first??.asString, !given.flags.contains("as"), Format(path: path) == nil
    else { return [] }
    let failure = Failure.unknownEnding(path)
    return [ArgumentFault(operand: 0, message: failure.message, hint: failure.hint)]
  }

  private func recordFaults(_ given: KnownArguments) -> [ArgumentFault] {
    guard given.operands.count > 1, let path = given.operands[1]?.asString else { return [] }
    do throws(Failure) {
      _ = try RecordFormat(path: path)
      return []
    } catch { return [ArgumentFault(operand: 1, message: error.message, hint: error.hint)] }
  }

  public func operation(_ name: String, _ verb: String?) -> Operation? {
    verb.map { catalog[name, $0] } ?? catalog[nil, name]
  }

  /// Every builtin, API operations among them, by name.
  public var all: [Builtin] { names.compactMap { builtins[$0] } }

  func perform(_ call: WorldCall, in session: Session) async throws(Failure) -> Reply {
    guard let perform = performers[call.builtin.name] else { return .value(.null) }
    return try await perform(call, session)
  }
}

extension ShellCommands {
  /// What a command does, in a line; for a noun, its verbs.
  public func meaning(of name: String) -> String? {
    if isNoun(name) { return verbs(of: name).joined(separator: " ") }
    let words = name.split(separator: " ").map(String.init)
    return builtin(words[0], verb: words.count > 1 ? words[1] : nil)?.summary
  }

  /// Whether a command is an operation that the API no longer has.
  public func isGone(_ name: String) -> Bool {
    let words = name.split(separator: " ").map(String.init)
    return operation(words[0], words.count > 1 ? words[1] : nil)?.gone != nil
  }
}
