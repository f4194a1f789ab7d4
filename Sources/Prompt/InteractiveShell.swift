import Completion
import Guide
import HTTP
import InputHistory
import Machine
import Profiles
import Rendering
import Scripts
import Service
import Shell
import Stage
import Support
import Syntax
import SystemCalls

/// A session at a prompt. It reads an input, runs it, shows the result, and asks for the next one. Make one
/// for a session and a terminal, and call `run`, which returns the exit status.
public final class InteractiveShell {
  private let session: Session
  private let loop: EventLoop
  private let editor: LineEditor
  private let desk: Desk
  private let mood: Mood
  private let isEnding: () -> Bool
  private let terminal: Terminal

  /// What is drawn while a line is typed. The configuration may switch each part off.
  public struct Look: Sendable {
    /// Whether the line has colours.
    public var highlights = true
    /// Whether a proposal stands after the cursor.
    public var suggests = true
    /// Whether what fits is shown in a menu; else it is printed.
    public var hasMenu = true

    public init() {}
  }

  /// - Parameters:
  ///   - terminal: where inputs are asked for and drawn.
  ///   - history: where inputs are kept.
  ///   - isEnding: whether the process was asked to end while an input ran.
  /// - Throws: `PromptError.noEditor`, where there is no memory or no descriptor left.
  public init(
    _ session: Session, on loop: EventLoop, terminal: Terminal, isColored: Bool, history: History,
    keys: LineEditor.Keys, look: Look = Look(), isEnding: @escaping () -> Bool
  ) throws(PromptError) {
    self.terminal = terminal
    self.isEnding = isEnding
    self.session = session
    self.loop = loop
    let commands = session.commands
    let palette = Palette(isOn: isColored)
    let live = LiveRecords(session: session, loop: loop)
    var completer = Completer(
      vocabulary: commands,
      meaning: { name in
        if name.contains(" ") { live.learnPermissions() }
        return session.meaning(of: name)
      },
      variables: { session.variables },
      value: { name in session.value(of: name) },
      item: { pipeline in session.item(ofPipeline: pipeline, rows: live.rows(of:), atHand: live.atHand) },
      records: { noun in live.of(noun).map { ($0.value, $0.meaning) } },
      keywords: Topics.statements.filter { Checker.keywords.contains($0.name) }.map {
        Candidate($0.name, meaning: $0.title)
      },
      topics: Topics.all.map { Candidate($0.name, meaning: $0.title) })
    completer.knowledge = Knowledge(session, live, history)
    let desk = Desk(
      history,
      Programs(environment: session.console.world.environment, terminal: Descriptor(terminal.descriptor)))
    let mood = Mood()
    self.desk = desk
    self.mood = mood
    session.face = desk
    history.stamp = { (session.console.world.surroundings.date(), session.accountName) }
    var settings = LineEditor.Settings(keys: keys, output: terminal.descriptor)
    settings.live = Self.live(look, isColored: isColored, session, completer, history)
    settings.live.narrowed = completer.narrowing.completions(for:cursor:)
    settings.live.isRisk = { session.isReal && session.mayWrite($0) }
    settings.live.isLate = { live.isLate }
    settings.live.waitOn = live.waitOn
    editor = try LineEditor(
      settings: settings, history: history,
      completions: { [completer] text, cursor in
        live.patiently { completer.completions(for: text, cursor: cursor) }
      },
      prompt: {
        let end = mood.hasFailed ? palette.paint(">", .fault) : ">"
        return palette.paint(Escaping.line(session.account.label), session.isReal ? .live : .heading)
          + session.marks + end + " "
      },
      isComplete: { text in
        if let isWhole = PastedCall.isComplete(text) { return isWhole }
        return if case .incomplete = completeness(of: text, vocabulary: commands) { false } else { true }
      },
      editText: { text in desk.edited(text, saying: session.console.say) })
    desk.takesTyped = { [editor] in editor.takeTyped() }
    desk.setBracketedPaste = { [editor] in editor.setBracketedPaste($0) }
  }

  private static func live(
    _ look: Look, isColored: Bool, _ session: Session, _ completer: Completer, _ history: History
  ) -> LineEditor.Live {
    var live = LineEditor.Live()
    live.isColored = isColored
    live.hasMenu = look.hasMenu
    live.inputs = { history.inputs }
    live.account = { session.accountName }
    live.isKept = true
    live.now = session.console.world.surroundings.date
    if isColored, look.highlights {
      let highlighter = Highlighter(vocabulary: session.commands) {
        var own = Dictionary(
          session.ownCommands.map { ($0.name, Set($0.parameters.map(\.name))) }, uniquingKeysWith: { $1 })
        for name in ["clear", "less", "more"] { own[name] = [] }
        return own
      }
      live.inks = highlighter.inks(of:)
    }
    if isColored, look.suggests {
      let suggester = Suggester(
        completer, earlier: { text in history.newest(beginning: text) }, writes: session.mayWrite)
      live.suggestion = suggester.suggestion(for:)
    }
    return live
  }

  /// Reads and runs inputs until `exit` or Ctrl-D. Returns the exit status.
  public func run() -> Int32 {
    defer { editor.setBracketedPaste(false) }
    while !isEnding() {
      // This must not happen after an input was read, because a Ctrl-C right after Enter is for that input.
      session.console.interruption.clear()
      session.console.isGivenUp = false
      switch editor.readInput() {
      case .text(let text):
        // Nothing that is typed may be shown until the prompt is back, which also asks for the credits that are left.
        if let code = terminal.withoutEcho({ evaluate(text) }) { return code }
        if let edited = desk.takeEdited(askedBy: text, saying: session.console.say) { editor.preset(edited) }
      case .interrupted: continue
      case .endOfFile: return ExitStatus.done
      case .failed(let error):
        session.console.say("\(error)")
        return ExitStatus.usage
      }
    }
    return ExitStatus.done
  }

  private func evaluate(_ text: String) -> Int32? {
    guard !text.allSatisfy(\.isWhitespace) else {
      showMore()
      return nil
    }
    // `clear` is not a command of the language, but people who come from other shells type it for Ctrl-L.
    if text.split(whereSeparator: \.isWhitespace) == ["clear"] {
      editor.clearWindow()
      return nil
    }
    session.note(typed: text)
    let asked = PastedCall.command(for: text) ?? help(asked: text)
    let paged = asked == nil ? text.withoutPager : nil
    let command = asked ?? paged ?? text
    let start = session.console.world.surroundings.now()
    // The session stays on this thread, because `run` returns only when the task has ended.
    let bound = ThreadBound(session)
    var ending = loop.run { () async -> Ending in
      await bound.value.evaluate(command, typed: paged.map { _ in text })
    }
    do throws(Failure) { try session.console.flush() } catch {
      if case .done = ending { ending = .failed(error) }
    }
    if session.endedAsMeant(ending) { ending = .done }
    let duration = session.console.world.surroundings.now() - start
    showPages()
    defer { terminal.letReaderShow() }
    if let code = session.exitCode {
      note(text, .done, after: duration)
      return code
    }
    if session.console.interruption.isSet { showInterrupt() }
    if case .failed(let failure) = ending { session.report(failure) }
    if case .done = ending { mood.hasFailed = false } else { mood.hasFailed = true }
    note(text, ending, after: duration)
    sayCalls()
    return nil
  }

  /// Enter in an empty line shows more of a result that was cut to the screen.
  private func showMore() {
    guard session.hasMore else { return }
    defer { terminal.letReaderShow() }
    let bound = ThreadBound(session)
    let ending = loop.run { () async -> Ending in await bound.value.showMore() }
    do throws(Failure) { try session.console.flush() } catch { session.report(error) }
    if session.console.interruption.isSet { showInterrupt() }
    if case .failed(let failure) = ending { session.report(failure) }
  }

  /// Shows in the pager what an input with `| less` has written. Ctrl-C there is the pager's.
  private func showPages() {
    guard let pages = session.takePages() else { return }
    let wasInterrupted = session.console.interruption.isSet
    if !desk.page(pages.bytes, isTable: pages.isTable) {
      terminal.write(String(decoding: pages.bytes, as: UTF8.self))
    }
    if !wasInterrupted { session.console.interruption.clear() }
  }

  /// Notes the outcome of an input in the history.
  private func note(_ text: String, _ ending: Ending, after duration: Double) {
    let outcome =
      switch ending {
      case .done: PastInput.Result.ok
      case .refused: "refused"
      case .failed(let failure): failure.kind.rawValue
      }
    let calls = session.service.calls
    editor.history.note(
      text,
      PastInput.Result(outcome: outcome, duration: duration, calls: calls.count, credits: calls.credits),
      gave: outcome == PastInput.Result.ok ? session.given : nil, last: session.lastBefore)
  }

  /// Shows that Ctrl-C was heard, as the terminal does where it shows what is typed. A question shows it itself.
  private func showInterrupt() {
    editor.dropTyped()
    if !session.console.isGivenUp { terminal.write("^C\n") }
  }

  /// The call of `help` that an input with a `?` at its end stands for. For a call with parameters, first
  /// shows which ones it still needs.
  private func help(asked text: String) -> String? {
    guard let question = Question(text, session.commands) else { return nil }
    let needed = question.given.isEmpty ? [] : session.stillNeeded(question.command, given: question.given)
    if !needed.isEmpty { session.console.say("still needed:\n" + needed.map { "  \($0)\n" }.joined()) }
    return (["help"] + question.command).joined(separator: " ")
  }

  private var creditsLeft: Int64? {
    // After Ctrl-C, the user must not wait for another call.
    guard session.service.calls.credits > 0, !session.console.interruption.isSet else { return nil }
    session.console.interruption.clear()
    let bound = ThreadBound(session.service)
    return loop.run { () async -> Int64? in await bound.value.creditsLeft() }
  }

  /// Shows one dim line on standard error with the calls of the input and their cost.
  private func sayCalls() {
    let screen = session.console.world.errorScreen
    if session.console.isQuiet { return }
    guard screen.isTerminal else { return }
    let line = session.service.calls.line(
      left: creditsLeft, now: session.console.world.surroundings.date(), in: session.zone)
    guard let line else { return }
    let sent = session.console.interruption.isSet ? session.service.calls.sentWords : ""
    session.console.say(Palette(isOn: screen.color).paint(line + sent, .dim))
  }
}

private final class Mood {
  var hasFailed = false
}

/// What builtins can ask the prompt for.
private final class Desk: PromptFace {
  private let history: History
  private let programs: Programs
  private var wantsEditor = false
  /// Switches the marks around pasted text off while another program has the terminal.
  var setBracketedPaste: (Bool) -> Void = { _ in }
  var takesTyped: () -> Void = {}

  init(_ history: History, _ programs: Programs) {
    self.history = history
    self.programs = programs
  }

  var inputs: [PastInput] { history.inputs }
  var firstNumber: Int { history.firstNumber }
  var number: Int? { history.number }
  func edit() { wantsEditor = true }
  func takeTyped() { takesTyped() }
  func page(_ bytes: [UInt8], isTable: Bool) -> Bool {
    setBracketedPaste(false)
    defer { setBracketedPaste(true) }
    return programs.paged(bytes, isTable: isTable)
  }

  func edited(_ text: String, saying say: (String) -> Void) -> String? {
    setBracketedPaste(false)
    defer { setBracketedPaste(true) }
    do throws(PromptError) { return try programs.edited(text) } catch {
      say("error: \(error)")
      return nil
    }
  }

  /// Where an input asked for the editor: opens the input before it there, and returns the edited text.
  func takeEdited(askedBy input: String, saying say: (String) -> Void) -> String? {
    guard wantsEditor else { return nil }
    wantsEditor = false
    let asked = History.trimmed(input)
    let before = history.inputs.last { $0.text != asked }
    return edited(before?.text ?? "", saying: say)
  }
}
