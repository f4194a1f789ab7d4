import CodeExport
import Stage
import Syntax

/// Flags that several commands have.
extension Flag {
  /// A flag of every call of the API.
  package static let code = Flag(
    "code", .required, type: .enumeration(CodeLanguage.names),
    meaning: "show it as curl, python, php or javascript and send nothing")

  package static let inDoubt = Flag(
    "in-doubt", .required, type: .enumeration(InDoubtRule.allCases.map(\.rawValue)),
    meaning: "what to do where nobody knows whether it was done before")
}

extension CodeLanguage {
  package static let names = allCases.map(\.rawValue)
}
