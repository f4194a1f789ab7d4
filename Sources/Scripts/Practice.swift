import Catalog
import Commands
import HTTP
import JSON
import Machine
import Syntax

/// Departures from what the API's documentation calls good practice, as far as the text of a script shows them.
struct Practice {
  /// The lines of loops that send one message in each call, where one call could send many.
  var singles: Set<Int> = []
  /// The lines of texts that look like an API key.
  var keys: Set<Int> = []
  /// The lines on which a loop over items asks for a whole list, by the command. Other loops are left out, since they
  /// may wait for a change.
  var lists: [String: Set<Int>] = [:]
  /// The lines of sends to a number that is written in the script, by the number.
  var numbers: [String: Set<Int>] = [:]

  /// A number that occurs on so many lines should become a contact.
  private static let many = 3

  /// What could be done better, one line for each.
  var hints: [String] {
    var hints: [String] = []
    if !keys.isEmpty {
      hints.append(
        "the text on \(Self.places(keys)) looks like a key, which belongs in WESSAAL_API_KEY, and not in a script"
      )
    }
    if !singles.isEmpty {
      hints.append(
        "the loop on \(Self.places(singles)) makes one call for each message; one messages send-bulk takes a list of any length"
      )
    }
    for (name, lines) in lists.sorted(by: { $0.key < $1.key }) {
      hints.append(
        "\(name) on \(Self.places(lines)) asks in each pass; where nothing changes meanwhile, ask once before the loop"
      )
    }
    for (number, lines) in numbers.sorted(by: { $0.key < $1.key }) where lines.count >= Self.many {
      hints.append("\(number) stands on \(Self.places(lines)); a contact keeps it, and contact_id= names it")
    }
    return hints
  }

  private static func places(_ lines: Set<Int>) -> String {
    (lines.count == 1 ? "line " : "lines ") + lines.sorted().map(String.init).joined(separator: ", ")
  }
}

extension Surveyor {
  mutating func notePractice(_ expression: Expression) {
    // Of a text within a list, the list need not be looked at too.
    switch expression.kind {
    case .literal, .text, .raw, .word: break
    case .array, .object, .path, .unary, .binary: return
    }
    if let text = expression.constant(as: .string)?.asString, Redaction.holdsToken(text) {
      practice.keys.insert(line(of: expression.span))
    }
  }

  /// - Parameter isForItems: whether the command is called for each of several items.
  mutating func notePractice(_ command: Command, calling operation: Operation, isForItems: Bool) {
    let line = line(of: command.span)
    if isForItems, operation.listing == .whole {
      practice.lists[operation.name, default: []].insert(line)
    }
    guard operation.kind == .send else { return }
    for parameter in operation.parameters where parameter.limits.contains(.pattern(.e164)) {
      guard let number = command.parameter(parameter.name)?.constant(as: .string)?.asString else { continue }
      practice.numbers[number, default: []].insert(line)
    }
  }
}
