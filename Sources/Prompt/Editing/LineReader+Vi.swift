import CEdit
import Completion

/// What is known of the mode of vi's keys, which libedit does not tell.
struct ViState {
  /// Whether keys are commands; else they insert.
  private(set) var isCommand = false
  private var isKnown = false
  /// An operator, and perhaps its count, and `i` or `a`, before the object that it works on: `c`, `d2`, `ci`.
  fileprivate var operation: [Unicode.Scalar] = []
  /// Whether the last key needs a character after it. Nothing may come between them.
  fileprivate var takesCharacter = false
  /// The digits of a count before a command.
  fileprivate var count: [Unicode.Scalar] = []
  /// What was cut or copied last, where libedit does not have it: an object of text, or whole lines.
  fileprivate var register: (text: [Unicode.Scalar], isLines: Bool)?

  /// Begins a new input. What was cut or copied stays.
  mutating func begin() {
    let register = register
    self = ViState()
    self.register = register
  }

  /// Forgets a command of which only the beginning was typed.
  mutating func forget() { (operation, count) = ([], []) }

  /// A key by which libedit tells its mode; nil where the mode is known, or where a key would disturb.
  mutating func probe(wanted: Bool) -> Unicode.Scalar? {
    guard wanted, !isKnown, !takesCharacter, operation.isEmpty else { return nil }
    return VirtualKey.probe.scalar
  }

  mutating func learn(isCommand: Bool) { (self.isCommand, isKnown) = (isCommand, true) }

  /// Notes what libedit gets next, which may change the mode, and may cut or copy a text.
  mutating func note(_ characters: [Unicode.Scalar]) {
    guard let last = characters.last else { return }
    let cuts = (isCommand ? "xXsDCScdy" : "\u{B}\u{15}\u{17}").unicodeScalars
    if !takesCharacter, characters.contains(where: { cuts.contains($0) || $0 == VirtualKey.cut.scalar }) {
      register = nil
    }
    takesCharacter = isCommand && !takesCharacter && "fFtTr@".unicodeScalars.contains(last)
    isKnown = false
  }
}

/// What an operator of vi works on.
struct ViObject {
  var range: Range<Int>
  /// `c`, `d` or `y`; `p` or `P`, which put in what one of them took; `o` or `O`, which open a line.
  var operation: Unicode.Scalar
  /// Whether the range is that of whole lines, without the last one's end.
  var isLines = false
  /// How often `p` and `P` put it in.
  var count = 1
}

extension LineReader {
  /// Ctrl-R, which begins a search in all modes.
  private static let searchKey: Unicode.Scalar = "\u{12}"

  func learn(isCommand: Bool) {
    vi.learn(isCommand: isCommand)
    showShape(isCommand)
  }

  /// Shows a bar where keys insert, and a block where they are commands; nil: the terminal's own shape
  /// (DECSCUSR).
  func showShape(_ isCommand: Bool?) {
    guard paints, hasViKeys, shape != isCommand else { return }
    shape = isCommand
    emit(isCommand.map { $0 ? "\u{1B}[2 q" : "\u{1B}[6 q" } ?? "\u{1B}[0 q")
  }

  /// Handles commands on objects of text, such as `ciw`, `da"` and `yi(`, and on the lines of an input of several,
  /// such as `2dd`, which libedit does not know. It gets other keys as they are.
  func viCharacters(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if vi.takesCharacter { return [scalar] }
    if vi.operation.isEmpty, ("1"..."9").contains(scalar) || !vi.count.isEmpty && scalar == "0" {
      vi.count.append(scalar)
      return [scalar]
    }
    let typed = vi.operation + [scalar]
    // Before a search, libedit must not wait for the end of a motion.
    if typed.count < 3, "/?".unicodeScalars.contains(scalar) {
      vi.forget()
      return [Self.searchKey]
    }
    let own = typed.dropFirst().prefix { ("0"..."9").contains($0) }
    // `0` alone is a motion.
    let rest = own.first == "0" ? typed.dropFirst() : typed.dropFirst(own.count + 1)
    let counts = [vi.count, own.first == "0" ? [] : Array(own)].map { Int(String(scalars: $0)) ?? 1 }
    if "cdy".unicodeScalars.contains(typed[0]), rest.isEmpty || ["i", "a"].contains(rest) {
      vi.operation = typed
      return []
    }
    vi.forget()
    // No input has as many lines.
    let count = Swift.min(counts[0], 1000) * Swift.min(counts[1], 1000)
    return keys(for: typed[0], on: rest, count: count) ?? typed
  }

  /// The keys for a command of vi; nil where libedit knows the command.
  private func keys(for command: Unicode.Scalar, on rest: ArraySlice<Unicode.Scalar>, count: Int)
    -> [Unicode.Scalar]?
  {
    switch command {
    case "p", "P":
      guard let register = vi.register else { return nil }
      let most = KeyReader.pasteLimit / Swift.max(register.text.count, 1)
      object = ViObject(
        range: line.cursor..<line.cursor, operation: command, isLines: register.isLines,
        count: Swift.min(count, most))
    case "c", "d", "y":
      if rest.count == 2, let name = rest.last {
        guard
          let range = TextObject(name, isInner: rest.first == "i").range(in: line.scalars, at: line.cursor)
        else { return [] }
        object = ViObject(range: range, operation: command)
      } else if rest.first == command, let range = ownLines(count) {
        object = ViObject(range: range, operation: command, isLines: true)
      } else {
        return nil
      }
    case "o", "O": object = ViObject(range: ownLine, operation: command)
    default: return count == 1 ? viCharacters(inLine: command) : nil
    }
    let isAtEnd = object?.range.upperBound == line.scalars.count && command != "O"
    return [VirtualKey.object.scalar] + ("coO".unicodeScalars.contains(command) ? [isAtEnd ? "A" : "i"] : [])
  }

  /// The range of so many lines from the cursor's own on; nil where the input has only one line, which libedit knows.
  private func ownLines(_ count: Int) -> Range<Int>? {
    let (own, text) = (ownLine, line.scalars)
    if own.count == text.count { return nil }
    var end = own.upperBound
    for _ in 1..<count where end < text.count { end = text[(end + 1)...].firstIndex(of: "\n") ?? text.count }
    return own.lowerBound..<end
  }

  /// Commands that move to an end of the line, in an input of several lines: they stay in the cursor's line,
  /// while libedit would take the whole input for one line. Nil for other keys.
  private func viCharacters(inLine scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    let (own, (text, cursor)) = (ownLine, line)
    if own.count == text.count { return nil }
    let start = cursor > own.lowerBound ? [VirtualKey.home.scalar] : []
    let end = cursor < own.upperBound ? [VirtualKey.end.scalar] : []
    let cut = cursor < own.upperBound ? [VirtualKey.mark, .cutEnd, .cut].map(\.scalar) : []
    // After the last character, libedit inserts only with `A`.
    let insert: Unicode.Scalar = own.upperBound == text.count ? "A" : "i"
    return switch scalar {
    case "0", "^": start
    case "$": end.isEmpty ? [] : end + ["h"]
    case "I": start + ["i"]
    case "A": end + [insert]
    case "D": cut
    case "C": cut + [insert]
    case "S": start + (own.isEmpty ? [] : [VirtualKey.mark, .cutEnd, .cut].map(\.scalar)) + [insert]
    default: nil
    }
  }

  /// Does to the object of text what the operator says.
  func changeObject() -> UInt8 {
    guard let object else { return Reply.nothing }
    self.object = nil
    switch object.operation {
    case "p", "P": return put(object)
    case "o", "O":
      move(to: object.operation == "o" ? object.range.upperBound : object.range.lowerBound)
      insert("\n")
      if object.operation == "O" { move(by: -1) }
      return Reply.redraw
    default: break
    }
    let text = line.scalars
    vi.register = (Array(text[object.range]), object.isLines)
    switch object.operation {
    case "y":
      if !object.isLines { move(to: object.range.lowerBound) }
    case "d" where object.isLines:
      // The last lines go with the end of the line before them.
      let isLast = object.range.upperBound == text.count
      move(to: isLast ? text.count : object.range.upperBound + 1)
      delete(object.range.count + (isLast && object.range.lowerBound == 0 ? 0 : 1))
      move(to: ownLine.lowerBound)
    default:
      move(to: object.range.upperBound)
      delete(object.range.count)
    }
    return Reply.redraw
  }

  /// Puts in what was cut or copied: lines below or above the cursor's own, other texts after or before the cursor.
  private func put(_ object: ViObject) -> UInt8 {
    guard let (text, isLines) = vi.register, !text.isEmpty || isLines else { return beep() }
    let (own, cursor, isBelow) = (ownLine, line.cursor, object.operation == "p")
    let pieces = Array(repeating: String(scalars: text), count: object.count)
    if !isLines {
      move(to: isBelow ? Swift.min(cursor + 1, own.upperBound) : cursor)
      insert(pieces.joined())
      move(by: -1)
    } else if line.scalars.isEmpty {
      insert(pieces.joined(separator: "\n"))
      move(to: 0)
    } else {
      let start = isBelow ? own.upperBound : own.lowerBound
      let lines = pieces.joined(separator: "\n")
      move(to: start)
      insert(isBelow ? "\n" + lines : lines + "\n")
      move(to: isBelow ? start + 1 : start)
    }
    return Reply.redraw
  }
}
