import Source

/// Lays out pipelines, commands and calls.
extension Formatter {
  mutating func pipeline(_ pipeline: Pipeline) {
    // The comments are written before the first word of the pipeline. After a 'try' they would stand before the '{' of
    // its block.
    comments(before: Int(pipeline.span.start))
    guard !pipeline.stages.isEmpty else { return self.source(pipeline.source, indentation: 2) }
    group { formatter in
      formatter.indented(.indentLine(2)) { formatter in
        formatter.source(pipeline.source, indentation: 4)
        var last = Int(pipeline.sourceEnd)
        for stage in pipeline.stages {
          let start = Int(stage.span.start)
          if formatter.hasNewline(last, start) { formatter.force() }
          _ = formatter.gap(last, start)
          formatter.add(.line(blank: false))
          formatter.word("| ")
          formatter.command(stage, indentation: 2)
          last = Int(stage.span.end)
        }
      }
    }
  }

  private mutating func source(_ source: Pipeline.Source, indentation: Int8) {
    switch source {
    case .conditional(let conditional): self.conditional(conditional)
    case .attempt(let attempt): self.attempt(attempt)
    case .command(let command): self.command(command, indentation: indentation)
    case .expression(let expression): self.expression(expression)
    }
  }

  /// Writes a command or a call. Where the arguments of a command take several lines, these are indented by so many
  /// columns.
  mutating func command(_ command: Command, indentation: Int8) {
    guard command.form == .command else { return call(command) }
    indented(.indentLine(indentation)) { formatter in
      formatter.atom(command.name)
      if let verb = command.verb {
        formatter.add(.space)
        formatter.atom(verb)
      }
      var last = Int(command.nameSpan.end)
      for (index, argument) in command.arguments.enumerated() {
        let isLast = index + 1 == command.arguments.count
        formatter.argument(argument, after: last, index == 0 ? .first : isLast ? .last : .later)
        last = Int(argument.span.end)
      }
    }
  }

  private mutating func argument(_ argument: Argument, after last: Int, _ place: Piece.Place) {
    let start = Int(argument.span.start)
    let hasComment = hasComment(before: start)
    _ = gap(last, start)
    if case .block(let block) = argument.kind {
      add(.space)
      return self.block(block)
    }
    if !hasComment {
      let isBroken = hasNewline(last, start)
      if isBroken { note() }
      add(.argument(isBroken ? .newLine : place, escaped: !newlineIsBlank, group: nextGroup))
    }
    group { formatter in formatter.argument(argument) }
  }

  private mutating func block(_ block: Block) {
    bracketGroup { formatter in formatter.blockInGroup(block) }
  }

  private mutating func argument(_ argument: Argument) {
    let start = Int(argument.span.start)
    switch argument.kind {
    case .flag(let name, let value): flag(start, name, value)
    case .parameter(_, _, let value):
      atom(start, Int(value.span.start))
      expression(value)
    case .spread(let value):
      comments(before: start)
      word("...")
      expression(value)
    case .operand(let value): expression(value)
    case .block(let block): self.block(block)
    case .field: atom(argument.span)
    }
  }

  private mutating func flag(_ start: Int, _ name: Name, _ value: Expression?) {
    let end = Int(name.span.end)
    atom(start, end)
    guard let value else { return }
    if source.byte(end) == UInt8(ascii: "=") { word("=") } else { add(.space) }
    expression(value)
  }

  /// Writes `name(arg, …)`.
  mutating func call(_ command: Command) {
    atom(command.name)
    let brackets = Brackets(
      "(", ")", start: Int(command.name.span.end), end: Int(command.span.end), hugs: hugged(command))
    list(
      command.arguments, brackets, span: \.span,
      write: { formatter, argument in formatter.argument(argument) })
  }

  /// The place of the last argument, where it is the only array, object or block among the arguments; otherwise nil.
  private func hugged(_ command: Command) -> Int? {
    let places = command.arguments.indices.filter { command.arguments[$0].isBracketed }
    return places.count == 1 && places[0] == command.arguments.count - 1 ? places[0] : nil
  }
}

extension Argument {
  fileprivate var isBracketed: Bool {
    switch kind {
    case .block: true
    case .operand(let value): value.isBracketed
    case .flag, .parameter, .spread, .field: false
    }
  }
}

extension Expression {
  /// Whether this is an array or an object.
  var isBracketed: Bool {
    switch kind {
    case .array, .object: true
    default: false
    }
  }
}

extension Pipeline {
  /// The offset where the source of the pipeline ends.
  fileprivate var sourceEnd: UInt32 {
    switch source {
    case .conditional(let conditional): conditional.span.end
    case .attempt(let attempt): attempt.span.end
    case .command(let command): command.span.end
    case .expression(let expression): expression.span.end
    }
  }
}
