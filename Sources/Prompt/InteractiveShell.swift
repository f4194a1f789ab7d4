import Guide
import HTTP
import Machine
import Profiles
import Rendering
import Shell
import Stage
import Syntax

/// The session at a prompt: reads an input, runs it, shows what it gave, and asks for the next.
public final class InteractiveShell {
  private let session: Session
  private let loop: EventLoop
  private let editor: LineEditor
  private let desk: Desk
  private let mood: Mood
  private let isEnding: () -> Bool
  private let terminal: Terminal

  /// - Parameters:
  ///   - terminal: where inputs are asked for and drawn, with or without colours.
  ///   - history: where inputs are kept.
  ///   - isEnding: whether the process was asked to end while an input ran.
  public init(
    _ session: Session, on loop: EventLoop, terminal: Terminal, isColored: Bool, history: History,
    keys: LineEditor.Keys, isEnding: @escaping () -> Bool
  ) throws(PromptError) {
    self.terminal = terminal
    self.isEnding = isEnding
    self.session = session
    self.loop = loop
    let commands = session.commands
    let palette = Palette(isOn: isColored)
    let live = LiveRecords(session: session, loop: loop)
    let completer = Completer(
      vocabulary: commands,
      meaning: { name in
        if name.contains(" ") { live.learnPermissions() }
        return session.meaning(of: name)
      },
      variables: { session.variables },
      value: { name in session.value(of: name) },
      item: { pipeline in session.item(ofPipeline: pipeline, rows: live.rows(of:)) },
      records: { noun in live.of(noun).map { ($0.value, $0.meaning) } },
      keywords: Topics.statements.filter { Checker.keywords.contains($0.name) }.map {
        Candidate($0.name, meaning: $0.title)
      },
      topics: Topics.all.map { Candidate($0.name, meaning: $0.title) })
    let desk = Desk(
      history, Programs(environment: session.world.environment, terminal: terminal.descriptor))
    let mood = Mood()
    self.desk = desk
    self.mood = mood
    session.face = desk
    editor = try LineEditor(
      settings: LineEditor.Settings(keys: keys, output: terminal.descriptor), history: history,
      completions: completer.completions(for:cursor:),
      prompt: {
        let mark = session.settings.readOnly ? " (read-only)" : ""
        let end = mood.hasFailed ? palette.paint(">", .fault) : ">"
        return palette.paint(Escaping.line(session.label), .heading) + mark + end + " "
      },
      isComplete: { text in
        if case .incomplete = completeness(of: text, vocabulary: commands) { false } else { true }
      },
      editText: { text in desk.edited(text, saying: session.say) })
    desk.setBracketedPaste = { [editor] in editor.setBracketedPaste($0) }
  }

  /// Until `exit` or Ctrl-D; gives the exit status.
  public func run() -> Int32 {
    defer { editor.setBracketedPaste(false) }
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
    // No command of the language, but what hands that come from other shells type for Ctrl-L.
    if text.split(whereSeparator: \.isWhitespace) == ["clear"] {
      editor.clearWindow()
      return nil
    }
    session.note(typed: text)
    let command = help(asked: text) ?? text
    // The session stays on this thread: `run` comes back when the task has ended.
    nonisolated(unsafe) let session = session
    var ending = loop.run { () async -> Ending in await session.evaluate(command) }
    do throws(Failure) { try session.flush() } catch {
      if case .done = ending { ending = .failed(error) }
    }
    terminal.letReaderShow()
    if let code = session.exitCode { return code }
    // The terminal has shown ^C in the line.
    if session.interruption.isSet { endRow() }
    if case .failed(let failure) = ending { session.report(failure) }
    if case .done = ending { mood.hasFailed = false } else { mood.hasFailed = true }
    if mood.hasFailed { editor.history.fail(text) } else { editor.history.note(text, gave: session.given) }
    sayCalls()
    if let text = desk.takeEdited(saying: session.say) { editor.preset(text) }
    return nil
  }

  private func endRow() {
    if session.world.errorScreen.isTerminal { session.say("") } else { terminal.write("\n") }
  }

  /// The call of `help` that an input with a `?` at its end stands for. What a call with parameters still needs
  /// is said first.
  private func help(asked text: String) -> String? {
    guard let question = Question(text, session.commands) else { return nil }
    let needed = question.given.isEmpty ? [] : session.stillNeeded(question.command, given: question.given)
    if !needed.isEmpty { session.say("still needed:\n" + needed.map { "  \($0)\n" }.joined()) }
    return (["help"] + question.command).joined(separator: " ")
  }

  private var creditsLeft: Int64? {
    // After Ctrl-C nothing more is waited for.
    guard session.calls.credits > 0, !session.interruption.isSet else { return nil }
    session.interruption.clear()
    nonisolated(unsafe) let session = session
    return loop.run { () async -> Int64? in await session.creditsLeft() }
  }

  /// One dim line on standard error of what the calls came to.
  private func sayCalls() {
    let screen = session.world.errorScreen
    if session.settings.quiet { return }
    guard screen.isTerminal, let line = session.calls.line(left: creditsLeft) else { return }
    session.say(Palette(isOn: screen.color).paint(line, .dim))
  }
}

/// How the last input ended.
private final class Mood {
  var hasFailed = false
}

/// What builtins ask of the prompt.
private final class Desk: PromptFace {
  private let history: History
  private let programs: Programs
  private var wantsEditor = false
  /// Of the terminal, which other programs are given without.
  var setBracketedPaste: (Bool) -> Void = { _ in }

  init(_ history: History, _ programs: Programs) {
    self.history = history
    self.programs = programs
  }

  var inputs: [PastInput] { history.inputs }
  func edit() { wantsEditor = true }
  func page(_ bytes: [UInt8]) -> Bool {
    setBracketedPaste(false)
    defer { setBracketedPaste(true) }
    return programs.paged(bytes)
  }

  func edited(_ text: String, saying say: (String) -> Void) -> String? {
    setBracketedPaste(false)
    defer { setBracketedPaste(true) }
    do throws(PromptError) { return try programs.edited(text) } catch {
      say("error: \(error)")
      return nil
    }
  }

  /// Where `edit` was asked for: the input before it, as the editor leaves it.
  func takeEdited(saying say: (String) -> Void) -> String? {
    guard wantsEditor else { return nil }
    wantsEditor = false
    let before = history.inputs.last { $0.text != "edit" }
    return edited(before?.text ?? "", saying: say)
  }
}
