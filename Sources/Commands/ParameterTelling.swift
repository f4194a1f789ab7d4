import Catalog

extension Operation {
  /// The help on a parameter: its meaning, the words that it may be, its default and its limits; nil where the
  /// operation has no such parameter.
  func told(_ name: String) -> String? {
    parameters.first { $0.name == name }.map { $0.told(rules) }
  }

  /// The members of the objects in a parameter that is a list of objects, each with its help. The parameter whose items
  /// are whole calls is left out.
  var toldMembers: [(parameter: String, rows: [(name: String, isRequired: Bool, told: String)])] {
    parameters.compactMap { parameter in
      guard parameter.name != batch?.parameter, case .array(of: .object(let shape)) = parameter.type else {
        return nil
      }
      return (parameter.name, shape.parameters.map { ($0.name, $0.required, $0.told(shape.rules)) })
    }
  }
}

extension Parameter {
  fileprivate func told(_ rules: [Rule]) -> String {
    let choices: String
    if case .enumeration(let words) = type {
      choices = ": " + words.joined(separator: " ")
    } else {
      choices = ""
    }
    let notes = notes(rules)
    return meaning + choices + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
  }
}
