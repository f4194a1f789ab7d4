import JSON
import Source

/// What happens after a fault: it is kept, and the parser goes on at the end of the statement.
extension Parser {
  /// Reads a statement. Where it has a fault, the fault is kept and the statement is skipped.
  mutating func recovering(_ body: (inout Parser) throws(Fault) -> Statement) -> Statement? {
    let start = peek().start
    let outer = (context, height)
    do throws(Fault) {
      let statement = try body(&self)
      context = outer.0
      height = Swift.max(outer.1, height)
      return statement
    } catch {
      (context, height) = outer
      recover(from: error, statementStart: start)
      return nil
    }
  }

  private mutating func recover(from fault: Fault, statementStart: Int) {
    if let opening = unclosedOpening(behind: fault, statementStart) {
      keep(Fault(.unclosed(lexer.text(opening..<opening + 1)), opening, opening + 1, atEnd: fault.atEnd))
      // Who closes the bracket would meet the other fault only then.
      if fault.kind.isNoneOfMissingBracket, !lexer.bytes[opening..<fault.start].contains(UInt8(ascii: "\n")) {
        keep(fault)
      }
      lexer.position = lineToResume(at: fault, opening: opening)
    } else {
      keep(fault)
      lexer.position = Swift.max(endOfStatement(from: statementStart, after: fault), fault.start)
    }
    pass(from: statementStart)
  }

  /// Keeps a fault. Where the file ends inside a block, the blocks around it are open as well; only the innermost is
  /// reported.
  private mutating func keep(_ fault: Fault) {
    if case .unclosed("{") = fault.kind {
      if endedInBlock { return }
      endedInBlock = true
    }
    switch fault.kind {
    case .unclosed("{"), .closesNothing("}"): unread.blocks = true
    default: break
    }
    faults.append(fault)
  }

  /// Notes the words between `start` and the position as unread. A statement around a fault skips what the statements
  /// inside it have skipped already. Such a range is not searched again, so that the time is linear even in deeply
  /// nested code.
  mutating func pass(from start: Int) {
    let end = lexer.position
    if start < passed.lowerBound, end >= passed.lowerBound {
      takeDown(start..<passed.lowerBound)
      takeDown(passed.upperBound..<Swift.max(end, passed.upperBound))
      passed = start..<Swift.max(end, passed.upperBound)
    } else {
      takeDown(start..<Swift.max(start, end))
      passed = start..<Swift.max(start, end)
    }
  }

  private mutating func takeDown(_ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let end = lexer.nameEnd(from: offset, hyphens: true)
      if end > offset {
        let word = lexer.text(offset..<end)
        unread.words.insert(word)
        if word.contains("-") { unread.words.formUnion(word.split(separator: "-").map(String.init)) }
      }
      offset = Swift.max(end, offset + 1)
    }
  }

  /// The bracket in this statement that is not closed and contains the fault; nil where there is none.
  private mutating func unclosedOpening(behind fault: Fault, _ statementStart: Int) -> Int? {
    switch fault.kind {
    case .unclosed, .unclosedText, .tooDeep, .tooLong: return nil
    default:
      let opening = unclosedOpenings().last { $0 <= fault.start }
      guard let opening, opening >= statementStart, opening < fault.start else { return nil }
      let byte = lexer.bytes[opening]
      return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") ? nil : opening
    }
  }

  /// Where to go on after an unclosed bracket: at the fault, where it begins a later line; otherwise at the end of the
  /// line.
  private func lineToResume(at fault: Fault, opening: Int) -> Int {
    let lineStart =
      lexer.bytes[..<fault.start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? lexer.start
    let beginsLine = lexer.bytes[lineStart..<fault.start].allSatisfy(lexer.isBlank)
    return lineStart > opening && beginsLine ? fault.start : lexer.endOfLine(from: fault.start)
  }

  /// The place of the newline, `;` or `}` that ends the statement after the fault. Where a bracket stays open to the
  /// end of the file, it is the end of the faulty line.
  private func endOfStatement(from start: Int, after fault: Fault) -> Int {
    if case .unclosed("{") = fault.kind { return lexer.bytes.count }
    if case .unclosedText(let quotes) = fault.kind {
      return quotes.count == 3 ? lexer.bytes.count : lexer.endOfLine(from: fault.start)
    }
    var scanner = BracketScanner(lexer, from: start)
    while scanner.position < lexer.bytes.count {
      if scanner.isOutside, scanner.position >= fault.start, endsStatement(scanner.position) {
        return scanner.position
      }
      _ = scanner.step()
    }
    return scanner.isOutside ? lexer.bytes.count : lexer.endOfLine(from: fault.start)
  }

  private func endsStatement(_ offset: Int) -> Bool {
    switch lexer.bytes[offset] {
    case UInt8(ascii: "\n"), UInt8(ascii: ";"): true
    case UInt8(ascii: "}"): blocks > 0
    default: false
    }
  }
}

extension SyntaxFault {
  /// Whether no bracket that is not closed can be the reason for the fault.
  fileprivate var isNoneOfMissingBracket: Bool {
    switch self {
    case .expected(.symbol(":", _), .source): true
    case .expected, .closesNothing, .bracesInHead, .pipelineInValue, .statementInValue, .unclosed,
      .unclosedText:
      false
    default: true
    }
  }
}
