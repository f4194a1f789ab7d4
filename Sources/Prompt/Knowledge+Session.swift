import Completion
import InputHistory
import JSON
import Rendering
import Scripts
import Shell
import Support

extension Knowledge {
  /// What a session knows at once, and what its account tells after some time.
  init(_ session: Session, _ live: LiveRecords, _ history: History) {
    self.init()
    members = { noun, verb, path in
      session.members(of: noun, verb, at: path).map {
        Member(
          name: $0.name, meaning: $0.meaning, isRequired: $0.isRequired, alternatives: $0.alternatives,
          condition: $0.condition, choices: $0.choices, collection: $0.collection)
      }
    }
    choices = session.choices(of:in:)
    meaning = session.meaning(ofWord:)
    rows = { command in
      if let rows = live.atHand(command) { return rows }
      return command.count > 1 && session.lists(command[0], command[1]) ? live.rows(of: command[0]) : []
    }
    (subjects, keys) = (ExplainWords.after, live.keys)
    placeholders = { id in
      _ = live.rows(of: "templates")
      return session.placeholders(ofTemplate: id)
    }
    people = {
      live.rows(of: "contacts").compactMap { row in
        row["phone"]?.asString.flatMap(Self.shown).map { ($0, Escaping.line(row["label"]?.asString ?? "")) }
      }
    }
    ownCommands = { session.ownCommands }
    paths = session.paths(of:)
    inputs = {
      history.inputs.enumerated().suffix(100).reversed().map {
        ($0.offset + history.firstNumber, Escaping.line($0.element.text))
      }
    }
  }

  /// Nil for a text that a terminal would obey: it must not get into the line.
  private static func shown(_ text: String) -> String? {
    text.unicodeScalars.contains(where: Escaping.isUnsafe) ? nil : text
  }
}
