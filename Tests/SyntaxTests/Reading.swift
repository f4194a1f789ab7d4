import Source
import Syntax

/// The tree of a text, or its faults.
func reading(_ code: String, interactive: Bool = false) -> String {
  let file = SourceFile(name: "t", text: code)
  let (program, faults) = parse(file, id: 0, vocabulary: FakeVocabulary(), interactive: interactive)
  return faults.isEmpty ? dump(program) : faults.map { shown($0, in: file) }.joined(separator: "\n")
}

/// The faults of a text, each as `line:column message` and ` / hint`.
func faults(_ code: String) -> [String] { faults(bytes: Array(code.utf8)) }

func faults(bytes: [UInt8]) -> [String] {
  let file = SourceFile(name: "t", bytes: bytes)
  return parse(file, id: 0, vocabulary: FakeVocabulary()).1.map { shown($0, in: file) }
}

private func shown(_ fault: Diagnostic, in file: SourceFile) -> String {
  let (line, column) = file.position(of: Int(fault.span.start))
  return "\(line):\(column) \(fault.message)" + (fault.hint.map { " / \($0)" } ?? "")
}
