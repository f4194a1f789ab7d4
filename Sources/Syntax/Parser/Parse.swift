import JSON
import Source

/// Reads a program whole and tells every fault of its syntax, one a statement at most.
///
/// The vocabulary says how the operands of a command are read; names that it does not know are
/// not a fault here. With `interactive`, a complete line is a statement whatever the next line starts
/// with, and a line that starts with `|` goes on from `$`. Time and memory grow with the text's length.
public func parse(
  _ file: SourceFile, id: UInt32, vocabulary: any Vocabulary, interactive: Bool = false
) -> (Program, [Diagnostic]) {
  let (program, faults) = read(file, id: id, vocabulary: vocabulary, interactive: interactive)
  return (program, faults.map { $0.diagnostic(in: id) })
}

/// The program, and its faults in the order in which they stand.
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
  /// Where the first byte stands that is not valid UTF-8.
  var firstInvalidUTF8: Int? {
    if String(validating: self, as: UTF8.self) != nil { return nil }
    var offset = 0
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = makeIterator()
    while case .valid(let scalar) = parser.parseScalar(from: &bytes) { offset += scalar.count }
    return offset
  }
}
