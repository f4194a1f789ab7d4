import JSON
import Source

/// Reads a whole program and reports its syntax faults, at most one for each statement.
///
/// The program may contain names that the vocabulary does not know; they are not a fault here. Time and memory are
/// O(length).
///
/// - Parameters:
///   - id: the number of the file in spans.
///   - vocabulary: says how the operands of each command are read.
///   - interactive: whether the text was typed at a prompt. Then a complete line is a statement whatever the next line
///     begins with, and a line that begins with `|` continues from `$`.
public func parse(
  _ file: SourceFile, id: UInt32, vocabulary: any Vocabulary, interactive: Bool = false
) -> (Program, [Diagnostic]) {
  let (program, faults) = read(file, id: id, vocabulary: vocabulary, interactive: interactive)
  return (program, faults.map { $0.diagnostic(in: id) })
}

/// The program, and its faults in the order of their places.
func read(
  _ file: SourceFile, id: UInt32, vocabulary: any Vocabulary, interactive: Bool
) -> (Program, [Fault]) {
  let whole = Span(file: id, start: 0, end: file.bytes.count)
  if let offset = file.bytes.firstInvalidUTF8 {
    let fault = Fault(.invalidUTF8(file.bytes[offset]), offset, offset + 1)
    let unread = Unread(blocks: true)
    return (Program(statements: [], comments: [], span: whole, unread: unread), [fault])
  }
  var parser = Parser(file, id: id, vocabulary: vocabulary, interactive: interactive)
  let statements = parser.statements(inBlock: false)
  let program = Program(
    statements: statements, comments: parser.lexer.comments, span: whole,
    unread: parser.faults.isEmpty ? nil : parser.unread)
  return (program, parser.faults.sorted { $0.start < $1.start })
}

extension [UInt8] {
  /// The offset of the first byte that is not valid UTF-8; nil where all are.
  var firstInvalidUTF8: Int? {
    if String(validating: self, as: UTF8.self) != nil { return nil }
    var offset = 0
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = makeIterator()
    while case .valid(let scalar) = parser.parseScalar(from: &bytes) { offset += scalar.count }
    return offset
  }
}
