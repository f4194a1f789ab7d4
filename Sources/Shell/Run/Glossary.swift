import Catalog
import Commands
import HTTP
import JSON
import Library
import Service
import Stage
import Verbs

/// A member of an object that a parameter takes, for completion.
public struct KnownMember: Sendable {
  public let name: String
  public let meaning: String
  public let isRequired: Bool
  /// The words that it may be; empty where it may be anything.
  public let choices: [String]
  /// The collection whose records it names; nil where it names none.
  public let collection: String?

  fileprivate init(_ parameter: Parameter) {
    name = parameter.name
    meaning = parameter.meaning
    isRequired = parameter.required
    choices = parameter.type.choices
    collection = parameter.reference?.noun
  }
}

// What the Catalog and the account know besides the names of commands and parameters.
extension Session {
  /// The members of an object that a command takes, by the names of the parameters that lead to it:
  /// `["buttons"]` of `messages send-buttons`.
  public func members(of noun: String, _ verb: String, at path: [String]) -> [KnownMember] {
    guard let operation = commands.operation(noun, verb) else { return [] }
    var parameters = operation.parameters
    for name in path { parameters = parameters.first { $0.name == name }?.members ?? [] }
    return parameters.map(KnownMember.init)
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

  /// Whether a command is the list of its noun.
  public func lists(_ noun: String, _ verb: String) -> Bool { commands.operation(noun, verb)?.isList == true }

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
