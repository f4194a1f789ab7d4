import Source

/// The brackets around a list, and their place in the source.
struct Brackets {
  var opening: StaticString
  var closing: StaticString
  var start: Int
  /// The offset after the closing bracket.
  var end: Int
  /// Whether the list stays on several lines where the source has a newline after the opening bracket.
  var staysBroken = false
  /// The place of an item that may take several lines while the list itself does not break.
  var hugs: Int?

  init(
    _ opening: StaticString, _ closing: StaticString, start: Int, end: Int, staysBroken: Bool = false,
    hugs: Int? = nil
  ) {
    self.opening = opening
    self.closing = closing
    self.start = start
    self.end = end
    self.staysBroken = staysBroken
    self.hugs = hugs
  }
}

extension Formatter {
  /// Writes items between brackets, separated by commas: either all on one line, or each on a line of its own.
  mutating func list<Item>(
    _ items: [Item], _ brackets: Brackets, span: (Item) -> Span, write: (inout Formatter, Item) -> Void
  ) {
    comments(before: brackets.start)
    bracketGroup { formatter in
      formatter.word(brackets.opening)
      if brackets.staysBroken, !items.isEmpty, formatter.endsLine(after: brackets.start + 1) {
        formatter.force()
      }
      formatter.within(newlineIsBlank: true) { formatter in
        formatter.indented(.indent(2)) { formatter in
          formatter.items(items, brackets, span: span, write: write)
        }
      }
      formatter.add(.soft)
      formatter.word(brackets.closing)
    }
  }

  private mutating func items<Item>(
    _ items: [Item], _ brackets: Brackets, span: (Item) -> Span, write: (inout Formatter, Item) -> Void
  ) {
    var last = brackets.start + 1
    for (index, item) in items.enumerated() {
      let span = span(item)
      let blank = gap(last, Int(span.start), first: index == 0)
      add(index == 0 && !blank ? .soft : .line(blank: blank))
      let before = newlines
      let group = nextGroup
      write(&self, item)
      if brackets.hugs == index { hug(group) } else if newlines > before { force() }
      if index + 1 < items.count { word(",") }
      last = Int(span.end)
    }
    if !items.isEmpty { add(.trailingComma) }
    _ = gap(last, brackets.end - 1, first: items.isEmpty)
  }

  /// Writes `( pipeline )`.
  mutating func parenthesised(_ pipeline: Pipeline, _ start: Int, _ end: Int) {
    comments(before: start)
    bracketGroup { formatter in
      formatter.word("(")
      formatter.within(newlineIsBlank: true) { formatter in
        formatter.indented(.indent(2)) { formatter in
          let before = formatter.newlines
          _ = formatter.gap(start + 1, Int(pipeline.span.start), first: true)
          formatter.add(.soft)
          formatter.pipeline(pipeline)
          _ = formatter.gap(Int(pipeline.span.end), end - 1)
          if formatter.newlines > before { formatter.force() }
        }
      }
      formatter.add(.soft)
      formatter.word(")")
    }
  }
}
