import Catalog
import Commands
import HTTP
import JSON
import Ledger
import Library
import Machine
import Money
import Service
import Stage
import Verbs

/// A member of an object that a parameter takes, for completion.
public struct KnownMember: Sendable {
  public let name: String
  public let meaning: String
  public let isRequired: Bool
  /// The members of which one must be given where this one is not.
  public let alternatives: [String]
  /// The other member with whose words this one is required, although it is not always.
  public let condition: (parameter: String, words: [String])?
  /// The words that it may be; empty where it may be anything.
  public let choices: [String]
  /// The collection whose records it names; nil where it names none.
  public let collection: String?

  fileprivate init(_ parameter: Parameter, _ rules: [Rule]) {
    name = parameter.name
    meaning = parameter.meaning
    isRequired = parameter.required
    alternatives = parameter.alternatives(rules)
    condition = parameter.condition(rules)
    choices = if case .object = parameter.type { ["{"] } else { parameter.type.choices }
    collection = parameter.reference?.noun
  }
}

// What the Catalog and the account know besides the names of commands and parameters.
extension Session {
  /// The members of an object that a command takes, by the names of the parameters that lead to it:
  /// `["buttons"]` of `messages send-buttons`.
  public func members(of noun: String, _ verb: String, at path: [String]) -> [KnownMember] {
    guard let operation = commands.operation(noun, verb) else { return [] }
    var shape: Shape? = operation.shape
    for name in path { shape = shape?[name]?.type.shape }
    return shape.map { shape in shape.parameters.map { KnownMember($0, shape.rules) } } ?? []
  }

  /// The words that a member may be in the rows of a noun's list, such as `status` of `messages`.
  public func choices(of name: String, in noun: String) -> [(word: String, meaning: String)] {
    let list = commands.catalog.operations.first { $0.noun == noun && $0.isList }
    let example = list?.response?["data"].flatMap { ($0["data"] ?? $0).asArray?.first?[name]?.asString }
    let known = [WordMeaning.messageStatuses, WordMeaning.connectionStatuses]
    if let words = known.first(where: { words in words.contains { $0.word == example } }) {
      return words.map { ($0.word, $0.meaning) }
    }
    return (list?.parameters.first { $0.name == name }?.type.choices ?? []).map { ($0, "") }
  }

  /// What a word says that a command takes, such as a status; empty where the word says it itself.
  public func meaning(ofWord word: String) -> String {
    let known = WordMeaning.messageStatuses + WordMeaning.connectionStatuses
    return SandboxControl.meaning(of: word) ?? known.first { $0.word == word }?.meaning ?? ""
  }

  /// Whether a command is the list of its noun.
  public func lists(_ noun: String, _ verb: String) -> Bool { commands.operation(noun, verb)?.isList == true }

  /// The rows of a command that makes no call: of the history, of a ledger that is open on this machine, of profiles,
  /// of an earlier output. Nil for other commands.
  package func rows(atHand command: [String]) async -> [Value]? {
    let operands = command.dropFirst().joined(separator: " ")
    switch command.first.flatMap({ commands.builtin($0, verb: nil)?.traits.rows }) {
    case .history?: return face.map { WorldBuiltins.rows($0, holding: operands, most: 1000) } ?? []
    case .ledger? where operands.isEmpty: return await ledgerRows()
    case .profiles? where operands.isEmpty: return (try? profileRows()) ?? []
    case .outputs?: return Int(operands).flatMap { workspace.outputs[$0] }.flatMap { $0.value?.asArray }
    default: return nil
    }
  }

  /// The rows of the ledger, where it is open on this machine.
  package func ledgerRows() async -> [Value] {
    guard ledger.ledger.isOpen, !ledger.ledger.isShared else { return [] }
    return (try? await ledger.ledger.rows()) ?? []
  }

  /// The placeholders of a template, where the template was seen or looked up.
  public func placeholders(ofTemplate id: Int64) -> [String] {
    if let known = service.known.templates[id] { return known }
    let row = service.rows(of: "templates").first { $0["id"]?.asInt == id }
    return row?["content"]?.asText.map { Library.placeholders(in: $0).map(\.string) } ?? []
  }

  /// The paths that have this method, and what each call does.
  public func paths(of method: String) -> [(path: String, meaning: String)] {
    commands.catalog.operations.filter { $0.method.rawValue == method.uppercased() && $0.gone == nil }
      .map { ($0.path, $0.summary) }
  }
}
