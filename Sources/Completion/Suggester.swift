import JSON

/// Proposes what may follow an input: the rest of an earlier input, or the next parameter that is needed.
package final class Suggester {
  private let completer: Completer
  /// Finds the newest input that begins with a text and succeeded on this account.
  private let earlier: (String) -> String?
  /// Tells whether an input may change something.
  private let writes: (String) -> Bool
  /// The last earlier input, and how much of it may be proposed.
  private var last: (input: String, beginning: String)?

  package init(
    _ completer: Completer, earlier: @escaping (String) -> String?, writes: @escaping (String) -> Bool
  ) {
    (self.completer, self.earlier, self.writes) = (completer, earlier, writes)
  }

  /// The whole input that the text would become; nil where there is no proposal.
  package func suggestion(for text: String) -> String? {
    if let input = earlier(text) {
      let beginning = beginning(of: input)
      if beginning.utf8.count > text.utf8.count { return beginning }
    }
    return completer.nextRequired(in: Array(text.unicodeScalars)).map { text + $0 }
  }

  /// How much of an input may be proposed. Where the input writes, this is the part before the first value
  /// that names a recipient or a record, so that no single key completes a paid message to somebody.
  private func beginning(of input: String) -> String {
    if let last, last.input == input { return last.beginning }
    let own = Dictionary(
      completer.knowledge.ownCommands().map { ($0.name, $0.parameters.map(\.name)) }, uniquingKeysWith: { $1 }
    )
    let beginning = writes(input) ? Self.harmless(Array(input.unicodeScalars), own) : input
    last = (input, beginning)
    return beginning
  }

  private static let persons: Set<String> = ["recipient", "contact_id", "contacts", "messages"]

  /// - Parameter own: the user's own commands with their parameters, which may name anybody.
  private static func harmless(_ input: [Unicode.Scalar], _ own: [String: [String]]) -> String {
    var end = input.count
    for piece in ContextScanner.pieces(of: input) where piece.range.lowerBound < end {
      let word = String(scalars: input[piece.range])
      switch piece.kind {
      case .argument(let command, let second, let place):
        if let name = word.parameterName {
          if persons.contains(name) || own[command] != nil {
            end = piece.range.lowerBound + name.unicodeScalars.count + 1
          }
        } else if own[command] != nil || place > 1 && second != nil || word.holdsNumber,
          !word.hasPrefix("--")
        {
          end = piece.range.lowerBound
        }
      // Without parameters, the name alone would do what it does.
      case .first where own[word]?.isEmpty == true: end = piece.range.lowerBound
      case .value where persons.contains(String(word.prefix { $0 != ":" })) && word.contains(":"):
        end = piece.range.lowerBound + word.unicodeScalars.prefix { $0 != ":" }.count + 1
      case .text where word.count > 2 && persons.contains(String(word.dropFirst().dropLast())):
        end = piece.range.upperBound
      case .value where word.holdsNumber, .text where word.holdsNumber: end = piece.range.lowerBound
      default: break
      }
    }
    return String(scalars: input[..<end])
  }
}

extension String {
  /// Whether it may hold a phone number: at least seven digits (E.164), perhaps with other characters between
  /// them.
  fileprivate var holdsNumber: Bool { unicodeScalars.count { $0.properties.numericType == .decimal } >= 7 }
}
