import Catalog

extension Operation {
  /// What help says of a parameter: what it is, the words it may be, its default and limits; nil where there is none of
  /// that name.
  func told(_ name: String) -> String? {
    parameters.first { $0.name == name }.map { $0.told(rules) }
  }

  /// The members of the objects that a parameter lists, each with what help says of it; for every such parameter, save
  /// the one that holds whole calls.
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
