import Source

/// Lays out a program that was read without a fault. There is only one layout: two spaces of indentation, one statement
/// on each line, and at most 100 columns where the parts allow that.
///
/// Comments, texts and single empty lines stay as they are. The result means the same as the source: it parses to the
/// same tree, apart from spans, and laying it out again changes nothing. Time and memory are O(length).
public func format(_ program: Program, of file: SourceFile) -> [UInt8] {
  var formatter = Formatter(file, comments: program.comments)
  formatter.program(program)
  return Printer.printed(Measure.measured(formatter.sheet, file.bytes), file.bytes)
}

/// Walks over the tree and writes pieces, with the comments between them.
///
/// A comment is written before the first token that follows it, or earlier, at a place where a newline is allowed. So
/// the newline at the end of a comment never changes the meaning of the program.
struct Formatter {
  let source: Lexer
  private(set) var sheet = Sheet()
  private let comments: [Comment]
  private var nextComment = 0
  private var open: [Int32] = []
  /// How many newlines have been written that do not depend on widths.
  private(set) var newlines = 0
  /// Whether a newline is white space inside the innermost open bracket.
  var newlineIsBlank = false

  init(_ file: SourceFile, comments: [Comment]) {
    source = Lexer(file, file: 0)
    self.comments = comments
  }

  mutating func add(_ piece: Piece) { sheet.pieces.append(piece) }

  mutating func word(_ text: StaticString) { add(.word(text)) }

  /// Writes bytes that do not occur in the source.
  mutating func add(made bytes: [UInt8]) {
    add(.made(Int32(sheet.made.count)))
    sheet.made.append(bytes)
  }

  /// Counts a newline that does not depend on widths.
  mutating func note() { newlines += 1 }
}

// MARK: - Groups

extension Formatter {
  /// Writes a group. Either all its breaks become newlines or none does.
  @discardableResult
  mutating func group(_ body: (inout Formatter) -> Void) -> Int32 {
    let group = Int32(sheet.groups.count)
    if let outer = open.last { sheet.groups[Int(outer)].breakable = true }
    sheet.groups.append(Sheet.Group())
    open.append(group)
    add(.open(group))
    body(&self)
    add(.close)
    open.removeLast()
    return group
  }

  /// Writes a group whose closing brackets stand below the beginning of the line with the first opening one. Where the
  /// group has several blocks, they break together.
  mutating func bracketGroup(_ body: (inout Formatter) -> Void) {
    group { formatter in formatter.indented(.indentLine(0), body) }
  }

  /// Forces the innermost group to break.
  mutating func force() {
    newlines += 1
    guard let group = open.last else { return }
    sheet.groups[Int(group)].forced = true
  }

  /// Lets the last bracket of the innermost group break although the group does not.
  mutating func hug(_ group: Int32) {
    guard let outer = open.last else { return }
    sheet.groups[Int(outer)].hugged = group
  }

  /// The group that is opened next.
  var nextGroup: Int32 { Int32(sheet.groups.count) }

  mutating func indented(_ indentation: Piece, _ body: (inout Formatter) -> Void) {
    add(indentation)
    body(&self)
    add(.pop)
  }

  /// Writes the inside of brackets in which a newline is white space, or the inside of a block.
  mutating func within(newlineIsBlank: Bool, _ body: (inout Formatter) -> Void) {
    let outer = self.newlineIsBlank
    self.newlineIsBlank = newlineIsBlank
    body(&self)
    self.newlineIsBlank = outer
  }
}

// MARK: - The source

extension Formatter {
  /// Writes bytes of the source as they are, after the comments before them.
  mutating func atom(_ start: Int, _ end: Int) {
    comments(before: start)
    guard end > start else { return }
    if source.bytes[start..<end].contains(UInt8(ascii: "\n")) {
      newlines += 1
      add(.verbatim(Int32(start), Int32(end)))
    } else {
      add(.slice(Int32(start), Int32(end)))
    }
    passComments(before: end)
  }

  mutating func atom(_ span: Span) { atom(Int(span.start), Int(span.end)) }

  mutating func atom(_ name: Name) { atom(name.span) }

  /// Skips the comments inside a part that is written as it is.
  mutating func passComments(before offset: Int) {
    while nextComment < comments.count, Int(comments[nextComment].span.start) < offset { nextComment += 1 }
  }

  /// Whether only blanks stand between this place and the end of the line.
  func endsLine(after offset: Int) -> Bool {
    var place = offset
    while source.isBlank(source.byte(place)) { place += 1 }
    return source.byte(place) == UInt8(ascii: "\n")
  }

  func hasNewline(_ start: Int, _ end: Int) -> Bool {
    start < end && source.bytes[start..<end].contains(UInt8(ascii: "\n"))
  }

  /// Whether there is an empty line between the two places.
  func hasEmptyLine(_ start: Int, _ end: Int) -> Bool {
    var afterNewline = false
    for byte in source.bytes[start..<Swift.max(start, end)] {
      if byte == UInt8(ascii: "\n") {
        if afterNewline { return true }
        afterNewline = true
      } else if !source.isBlank(byte) {
        afterNewline = false
      }
    }
    return false
  }
}

// MARK: - Comments

extension Formatter {
  /// Whether there is a comment before this place that has not been written yet.
  func hasComment(before offset: Int) -> Bool {
    nextComment < comments.count && Int(comments[nextComment].span.start) < offset
  }

  mutating func comments(before offset: Int) {
    while hasComment(before: offset) { comment(blank: false) }
  }

  /// Writes the comments between two parts of a list. Empty lines stay, except one before the first part.
  ///
  /// - Returns: whether an empty line stands right before the second part.
  mutating func gap(_ from: Int, _ to: Int, first: Bool = false) -> Bool {
    var last = from
    var keepsEmptyLine = !first
    while hasComment(before: to) {
      let span = comments[nextComment].span
      comment(blank: keepsEmptyLine && hasEmptyLine(last, Int(span.start)))
      last = Int(span.end)
      keepsEmptyLine = true
    }
    return keepsEmptyLine && hasEmptyLine(last, to)
  }

  /// Writes the next comment, on a line of its own where it has one in the source.
  private mutating func comment(blank: Bool) {
    let span = comments[nextComment].span
    nextComment += 1
    let own = standsAlone(Int(span.start))
    force()
    if own { add(.hard(blank: blank)) }
    add(.comment(Int32(span.start), Int32(span.end), own: own))
    add(.hard(blank: false))
  }

  /// Whether no code stands before the comment on its line. A single ';' does not count: it is left out, and ends a
  /// statement on an earlier line.
  private func standsAlone(_ comment: Int) -> Bool {
    var place = comment
    while place > source.start,
      source.isBlank(source.bytes[place - 1]) || source.bytes[place - 1] == UInt8(ascii: ";")
    {
      place -= 1
    }
    return place == source.start || source.bytes[place - 1] == UInt8(ascii: "\n")
  }
}
