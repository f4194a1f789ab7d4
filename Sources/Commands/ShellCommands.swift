import Catalog
import Library
import Machine
import Syntax

/// All commands, as data: the builtins of Library, the builtins that need the world, and the operations of the Catalog.
/// The parser, the checker, completion and help ask it about commands. It does not know who carries a command out.
public struct ShellCommands: Commands {
  private let builtins: [String: Builtin]
  private let nouns: Set<String>
  public let names: [String]
  /// All builtins, including the operations of the API, in the order in which `help` lists them.
  let inOrder: [Builtin]
  public let catalog: Catalog
  /// What the checks of a call depend on besides its arguments, such as defaults.
  public var rules = CallRules()

  /// - Parameter others: the builtins that need the world and are not operations of the API.
  package init(_ catalog: Catalog, others: [Builtin]) {
    self.catalog = catalog
    inOrder = Library.builtins + others + catalog.operations.map { OperationCommand($0).builtin }
    var builtins: [String: Builtin] = [:]
    for builtin in inOrder { builtins[builtin.name] = builtin }
    self.builtins = builtins
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

  /// The operation with this noun and verb; for a command of one word, `verb` is nil.
  public func operation(_ name: String, _ verb: String?) -> Operation? {
    verb.map { catalog[name, $0] } ?? catalog[nil, name]
  }

  /// All builtins, including the operations of the API, sorted by name.
  public var all: [Builtin] { names.compactMap { builtins[$0] } }
}

extension ShellCommands {
  /// What a command does, in one line; for a noun, its verbs.
  public func meaning(of name: String) -> String? {
    if isNoun(name) { return verbs(of: name).joined(separator: " ") }
    return builtins[name]?.summary
  }

  /// Whether the command is an operation that the API no longer has (410 Gone).
  public func isGone(_ name: String) -> Bool {
    operation(named: name)?.gone != nil
  }

  /// - Parameter name: a command as it is written, such as `messages list`.
  func operation(named name: String) -> Operation? {
    let words = name.split(separator: " ").map(String.init)
    return words.first.flatMap { operation($0, words.count > 1 ? words[1] : nil) }
  }
}
