import Catalog
import Guide
import Machine
import Syntax

extension ShellCommands {
  /// The builtins after which a count or a duration stands.
  package var countingWords: Set<String> {
    Set(
      all.filter { $0.signature.operands.contains { [.integer, .duration].contains($0.type) } }.map(\.name))
  }

  /// The builtins after which a word of the program stands.
  package var namingWords: Set<String> {
    Set(
      all.filter {
        $0.signature.operands.contains {
          if case .enumeration = $0.type { true } else { $0.collection == Operand.topics }
        }
      }.map(\.name))
  }

  /// The words that this program and the Catalog use in their texts, in lower case. Examples are left out, because they
  /// contain names of people.
  package var ownWords: Set<String> {
    var texts: [String] = []
    for operation in catalog.operations {
      texts += [operation.name, operation.summary, operation.notes ?? "", operation.gone ?? ""]
    }
    for meaning in StatusMeaning.all { texts += [meaning.reason, meaning.meaning, meaning.advice ?? ""] }
    for meanings in [WordMeaning.messageStatuses, WordMeaning.connectionStatuses] {
      for meaning in meanings { texts += [meaning.word, meaning.meaning, meaning.advice ?? ""] }
    }
    for builtin in all {
      texts += [builtin.name, builtin.summary]
      texts += builtin.signature.flags.flatMap { [$0.name, $0.meaning] }
      if case .declared(let parameters) = builtin.signature.parameters {
        texts += parameters.flatMap { [$0.name, $0.meaning] }
      }
    }
    for topic in Topics.all { texts += topic.names + [topic.title, Self.prose(topic.body)] }
    return Set(texts.flatMap(Self.words))
  }

  /// The text of a topic without its code.
  private static func prose(_ body: String) -> String {
    body.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }
      .map(\.element).joined(separator: " ")
  }

  private static func words(_ text: String) -> [String] {
    text.split { !$0.isASCII || !($0.isLetter || $0 == "_" || $0 == "-") }
      .flatMap { part in [String(part)] + part.split { $0 == "_" || $0 == "-" }.map(String.init) }
      .map { $0.lowercased() }
  }
}
