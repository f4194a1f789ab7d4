import HTTP
import Machine
import Shell
import Syntax

/// The session at a prompt: reads an input, runs it, shows what it gave, and asks for the next.
public final class InteractiveShell {
  private let session: Session
  private let loop: EventLoop
  private let editor: LineEditor
  private let isEnding: () -> Bool

  /// - Parameters:
  ///   - history: where inputs are kept.
  ///   - isEnding: whether the process was asked to end while an input ran.
  public init(
    _ session: Session, on loop: EventLoop, history: History, keys: LineEditor.Keys, label: String,
    isEnding: @escaping () -> Bool
  ) throws(PromptError) {
    self.isEnding = isEnding
    self.session = session
    self.loop = loop
    let commands = session.commands
    let palette = Palette(isOn: session.world.outputScreen.color)
    let completer = Completer(
      vocabulary: commands,
      meaning: { name in commands.meaning(of: name) },
      isGone: { name in commands.isGone(name) },
      variables: { session.variables },
      keywords: Topics.statements.filter { Checker.keywords.contains($0.name) }.map {
        Candidate($0.name, meaning: $0.title)
      },
      topics: Topics.all.map { Candidate($0.name, meaning: $0.title) })
    editor = try LineEditor(
      settings: LineEditor.Settings(keys: keys), history: history,
      completions: completer.completions(for:cursor:),
      prompt: { palette.paint(label, .heading) + "> " },
      isComplete: { text in
        if case .incomplete = completeness(of: text, vocabulary: commands) { false } else { true }
      })
  }

  /// Until `exit` or Ctrl-D; gives the exit status.
  public func run() -> Int32 {
    while !isEnding() {
      switch editor.readInput() {
      case .text(let text): if let code = evaluate(text) { return code }
      case .interrupted: continue
      case .endOfFile: return ExitStatus.done
      case .failed(let error):
        session.say("\(error)")
        return ExitStatus.usage
      }
    }
    return ExitStatus.done
  }

  private func evaluate(_ text: String) -> Int32? {
    guard !text.allSatisfy(\.isWhitespace) else { return nil }
    session.interruption.clear()
    let text = question(text) ?? text
    // The session stays on this thread: `run` comes back when the task has ended.
    nonisolated(unsafe) let session = session
    let failure = loop.run { () async -> Failure? in
      if case .failed(let failure) = await session.evaluate(text) { failure } else { nil }
    }
    if let code = session.exitCode { return code }
    // The terminal has shown ^C in the line.
    if session.interruption.isSet { session.say("") }
    if let failure { session.report(failure) }
    sayCalls()
    return nil
  }

  /// `messages send ?` asks for help on what stands before the mark.
  private func question(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.hasSuffix("?"), words.count(where: { $0 == "?" }) == 1 else { return nil }
    let asked = words.dropLast().split(separator: " ")
    guard asked.count <= 2, asked.allSatisfy({ $0.allSatisfy { $0.isLetter || $0 == "-" } }) else {
      return nil
    }
    return (["help"] + asked).joined(separator: " ")
  }

  /// One dim line on standard error of what the calls came to.
  private func sayCalls() {
    let screen = session.world.errorScreen
    guard screen.isTerminal, let line = session.calls.line else { return }
    session.say(Palette(isOn: screen.color).paint(line, .dim))
  }
}
