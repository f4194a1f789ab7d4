import HTTP
import Ledger
import Machine
import Rendering
import Scripts
import Service
import Source
import Stage

/// How a run ended, told on standard error.
extension Session {
  func report(_ diagnostics: [Diagnostic]) {
    var shown: Span?
    for diagnostic in diagnostics {
      if diagnostic.severity == .warning { workspace.saidWarnings.insert(diagnostic.message) }
      let isRepeated = diagnostic.span == shown && workspace.sources[diagnostic.span]?.name.isEmpty == true
      show(diagnostic, showsLine: !isRepeated)
      shown = diagnostic.span
    }
  }

  /// Shows how a run ended, where there is something to say, and returns the exit status of the program.
  public func finish(_ ending: Ending) -> Int32 {
    switch ending {
    case .done:
      if tally.passedOver > 0 {
        let doubts = tally.passedInDoubt > 0 ? ", \(tally.passedInDoubt) of them in doubt" : ""
        console.say(
          "\(Figures.counted(tally.passedOver, "item")) failed\(doubts), and the run went on: --keep-going")
      }
      if console.interruption.isSet, let standing { console.say(standing) }
      if service.unsent > 0 {
        console.say("\(Figures.counted(service.unsent, "message")) of a bulk not sent")
      }
      if service.undelivered > 0 {
        console.say("\(Figures.counted(service.undelivered, "message")) of a bulk not delivered")
      }
      return tally.passedOver + service.unsent + service.undelivered > 0 ? ExitStatus.partly : ExitStatus.done
    case .refused: return ExitStatus.usage
    case .failed(let failure):
      if let exitCode = tally.exitCode, failure.kind == .interrupted, failure.ending == nil {
        return exitCode
      }
      // A reader that has gone needs no message. But where the run was to change something, its early end
      // must be told.
      if failure.ending == .outputClosed, service.calls.writes + service.calls.doubts == 0,
        !console.interruption.isSet
      {
        return ExitStatus.failed
      }
      report(failure)
      switch failure.ending {
      case .dryRun, .rehearsal: return ExitStatus.done
      case .outputClosed, .outputLost:
        if console.interruption.isSet { break }
        if service.calls.writes + service.calls.doubts > 0, let standing { console.say(standing) }
        return ExitStatus.failed
      case nil: break
      }
      // A write that was cut off is in doubt, but the signal is the reason why the run ended.
      if console.interruption.isSet {
        if let standing { console.say(standing) }
        return ExitStatus.interrupted
      }
      if service.calls.credits > 0 || service.calls.doubts > 0, let standing { console.say(standing) }
      // Status 2 says that nothing ran, so that a caller may run the script again.
      let status = ExitStatus.of(failure)
      return status == ExitStatus.usage && service.calls.isAny ? ExitStatus.failed : status
    }
  }

  /// Whether Ctrl-C ended a command that goes on until Ctrl-C, such as `every` and `--follow`, and nothing
  /// else is to be said.
  public func endedAsMeant(_ ending: Ending) -> Bool {
    guard tally.goesOn, case .failed(let failure) = ending else { return false }
    return failure.kind == .interrupted && failure.message == Failure.interrupted.message
  }

  /// How far a stopped run had come; nil where it had made no call.
  private var standing: String? {
    guard service.calls.isAny else {
      return account.ledger.standing.isEmpty ? nil : "stopped before any call\(account.ledger.standing)"
    }
    // A rehearsal calls only its copy of the account.
    if console.mode.isRehearsed { return nil }
    let credits =
      service.calls.credits > 0 ? ", \(Figures.counted(Int(service.calls.credits), "credit")) used" : ""
    let doubts = service.calls.doubtWords.map { ", " + $0 }.joined()
    let done = Figures.counted(service.calls.count, "call") + credits + service.calls.sentWords
    return "stopped after \(done)\(doubts)\(account.ledger.standing)"
  }

  /// Shows on standard error how a run failed.
  public func report(_ failure: Failure) {
    if failure.ending == .rehearsal { return }
    if failure.ending == .dryRun, let span = failure.span {
      return show(.warning(failure.message, at: span))
    }
    let row = failure.source.map { " (\(Escaping.line($0.place)))" } ?? ""
    let message = "error: \(Escaping.lines(failure.message))\(row)"
    // At the prompt, the user knows what was stopped.
    let isAtPrompt = failure.span.flatMap { workspace.sources[$0] }?.name.isEmpty != false
    let isStopped = failure.kind == .interrupted && isAtPrompt
    guard let span = failure.span, workspace.sources[span] != nil, !isStopped else {
      console.say(message + (failure.hint.map { "\n  hint: \(Escaping.lines($0))" } ?? ""))
      return
    }
    if let command = workspace.command(at: span),
      let diagnostics = FieldSpans(workspace.sources, command).diagnostics(of: failure)
    {
      return report(diagnostics)
    }
    let diagnostic = Diagnostic.error(
      Escaping.lines(failure.message) + row, at: span,
      hint: hint(of: failure, at: span).map(Escaping.lines))
    show(diagnostic)
  }

  /// The hint of a failure, with what is written where it happened.
  private func hint(of failure: Failure, at span: Span) -> String? {
    guard let bytes = workspace.sources[span]?.bytes, span.start < span.end, Int(span.end) <= bytes.count
    else {
      return failure.hint
    }
    let (start, end) = (Int(span.start), Int(span.end))
    if end < bytes.count, bytes[end] == UInt8(ascii: "?"), bytes[start] == UInt8(ascii: "."),
      !failure.message.contains("did you mean"),
      let root = bytes[..<start].lastIndex(of: UInt8(ascii: "$"))
    {
      // Elsewhere the question mark would belong to the step, and the path would be null.
      let path = String(decoding: bytes[root..<end], as: UTF8.self)
      let isPlain = path.dropFirst().allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      if isPlain { return "in text '?' is text: $(\(path)? ?? \"none\")" }
    }
    return failure.hint(of: String(decoding: bytes[start..<end], as: UTF8.self))
  }

  private func show(_ diagnostic: Diagnostic, showsLine: Bool = true) {
    let screen = console.world.errorScreen
    func rendered(_ columns: Int) -> String {
      diagnostic.rendered(
        in: workspace.shownSources, color: screen.color, showsLine: showsLine, columns: columns,
        hiding: Redaction.withoutTokens)
    }
    console.show(rendered(screen.isTerminal ? screen.columns : .max), whole: rendered(.max))
  }
}
