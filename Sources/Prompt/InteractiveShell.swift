import HTTP
import Machine
import Shell
import Syntax

/// The session at a prompt: reads an input, runs it, shows what it gave, and asks for the next.
public final class InteractiveShell {
  private let session: Session
  private let loop: EventLoop
  private let editor: LineEditor

  /// - Parameter history: where inputs are kept.
  public init(
    _ session: Session, on loop: EventLoop, history: History, keys: LineEditor.Keys, label: String
  ) throws(PromptError) {
    self.session = session
    self.loop = loop
    let commands = session.commands
    let palette = Palette(isOn: session.world.outputScreen.color)
    let completer = Completer(
      vocabulary: commands,
      meaning: { name in commands.meaning(of: name) },
      isGone: { name in commands.isGone(name) },
      variables: { session.variables })
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
    while true {
      switch editor.readInput() {
      case .text(let text): if let code = evaluate(text) { return code }
      case .interrupted: continue
      case .endOfFile: return session.exitCode ?? ExitStatus.done
      case .failed(let error):
        session.say("\(error)")
        return ExitStatus.usage
      }
    }
  }

  private func evaluate(_ text: String) -> Int32? {
    guard !text.allSatisfy(\.isWhitespace) else { return nil }
    session.interruption.clear()
    // The session stays on this thread: `run` comes back when the task has ended.
    nonisolated(unsafe) let session = session
    let failure = loop.run { () async -> Failure? in
      if case .failed(let failure) = await session.evaluate(text) { failure } else { nil }
    }
    if let code = session.exitCode { return code }
    if let failure { session.report(failure) }
    return nil
  }
}
