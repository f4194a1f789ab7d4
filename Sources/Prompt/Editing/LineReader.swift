import CEdit
import Completion
import Glibc
import SystemCalls

/// Lines that are shown below the line.
struct Notice {
  var lines: [String]
  /// The question before they are shown, where there are many; else nil.
  var question: String?
  /// The cursor's place in the line.
  var cursor: Int
}

/// A safe face for libedit. It reads one line at a time; the keys are in `LineReader+Keys.swift`.
///
/// It holds all of libedit's state. It must stay on one thread, and no two readers may read at the same time,
/// because the signals of the process go to the one that reads.
final class LineReader {
  enum Outcome {
    case line(String)
    /// Ctrl-C.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal has gone, or the process was asked to end.
    case endOfFile
    case failed(PromptError)
  }

  let edit: OpaquePointer
  /// libedit's own history, for its functions that search it.
  private let searched: OpaquePointer
  let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>
  /// `/dev/null`, to which libedit draws where this reader draws itself.
  let nowhere: UnsafeMutablePointer<FILE>
  var painter = LinePainter()
  /// Whether this reader draws the line: on a terminal that obeys escape sequences. Else libedit draws it.
  private(set) var paints = false
  /// Whether this reader draws the line in a single row: on a terminal that obeys no escape sequences.
  private(set) var scrolls = false
  /// Whether this reader draws the line, in either way. Then the keys are the same on every terminal.
  var draws: Bool { paints || scrolls }
  var rowPainter = RowPainter()
  let signals: SignalPipe
  var reader: KeyReader
  /// Characters that libedit reads before the ones that are typed.
  var waiting: [Unicode.Scalar] = []
  /// Whether the terminal obeys escape sequences.
  let obeysEscapes: Bool
  var prompt = PromptText("")
  /// The prompt of the line, which a search replaces for a time.
  private(set) var linePrompt = PromptText("")
  /// The marked text of the prompt, to which libedit keeps a pointer.
  private var promptBuffer = UnsafeMutableBufferPointer<wchar_t>.allocate(capacity: 1)

  /// Finds what fits at a cursor in the line.
  var complete: (_ line: String, _ cursor: Int) -> Completions = { _, cursor in
    Completions(range: cursor..<cursor, candidates: [])
  }
  /// How the line ended, where Enter did not end it.
  var outcome: Outcome?
  /// A block that is inserted next: what was pasted, or the text that the line begins with.
  var pasted = ""
  /// The lines that are shown below the line next.
  var notice: Notice?
  private(set) var past = Past()
  /// The walk through the history that Up has begun.
  var walk: Past.Walk?
  var search: Search?
  var historyMenu: HistoryMenu?
  /// The pattern of the last search.
  var lastPattern = ""
  /// Whether the keys of a macro are being collected. Nothing is read from the terminal then.
  var isTakingMacros = false
  /// Opens a text in the user's editor, and returns the edited text; nil where there is none.
  var editText: (String) -> String? = { _ in nil }
  /// What is drawn beside the line.
  var live = LineEditor.Live()
  /// Whether an input can run as it is. Else Enter begins a new line.
  var isComplete: (String) -> Bool = { _ in true }
  /// What stands before each line but the first.
  private(set) var further = PromptText("")
  var menu: Menu?
  var offer: Offer?
  /// The candidate that Enter took from the menu.
  var taken: (candidate: Candidate, start: Int)?
  /// The proposal that Right would insert: the text that it was found for, and what follows that text.
  var suggestion: (text: [Unicode.Scalar], rest: [Unicode.Scalar])?
  /// A remark below the line, which the next key removes.
  var remark: String?
  /// Whether Tab waits for an answer of the account, until the next key.
  var awaitsAnswer = false
  /// The text that `VirtualKey.place` puts into the line.
  var placed: (text: [Unicode.Scalar], cursor: Int) = ([], 0)
  var undoLog = UndoLog()
  /// What Alt-. inserted last.
  var lastWord: LastWord?
  var vi = ViState()
  /// The object of text that `VirtualKey.object` works on.
  var object: ViObject?
  /// The cursor's shape for vi's mode; see `showShape`.
  var shape: Bool?
  /// A signal that ends the process. It is raised again when the terminal has its old modes.
  var endingSignal: Int32?
  /// The names of key functions. libedit keeps pointers to them.
  private var names: [UnsafeMutableBufferPointer<wchar_t>] = []

  init(_ settings: LineEditor.Settings) throws(PromptError) {
    useUTF8()
    signals = try SignalPipe()
    guard let inputFile = fdopen(dup(settings.input), "r"),
      let outputFile = fdopen(dup(settings.output), "w"), let nowhere = fopen("/dev/null", "we"),
      let edit = el_init_fd(
        "wessaal", inputFile, outputFile, outputFile, settings.input, settings.output, settings.output),
      let searched = history_winit()
    else { throw .noEditor(SystemError(code: errno)) }
    (self.input, self.output, self.nowhere) = (inputFile, outputFile, nowhere)
    (self.edit, self.searched) = (edit, searched)
    reader = KeyReader(terminal: Descriptor(settings.input), signals: signals.readEnd)
    let type = settings.terminalType ?? getenv("TERM").map { String(cString: $0) } ?? ""
    obeysEscapes = !["", "dumb"].contains(type)
    edit_set_owner(edit, Unmanaged.passUnretained(self).toOpaque())
    setUp(settings)
  }

  deinit {
    el_end(edit)
    history_wend(searched)
    fclose(input)
    fclose(output)
    fclose(nowhere)
    promptBuffer.deallocate()
    for name in names { name.deallocate() }
  }

  private func setUp(_ settings: LineEditor.Settings) {
    if let type = settings.terminalType { edit_set_terminal(edit, type) }
    edit_set_keys(edit, settings.keys == .vi)
    edit_set_history(edit, searched)
    edit_set_reader(edit) { edit, character in
      guard let edit, let character else { return -1 }
      return LineReader.owner(of: edit).read(into: &character.pointee)
    }
    edit_set_prompt(edit, { LineReader.promptText($0) }, wide(PromptText.mark))
    edit_take_all_keys(edit)
    addFunctions()
    bindArrows()
    if settings.readsEditrc { el_source(edit, nil) }
    // The file is read first, because it may choose the other set of keys, which removes all bindings.
    let draws = editsLines && isatty(settings.input) == 1 && isatty(settings.output) == 1
    (paints, scrolls) = (draws && obeysEscapes, draws && !obeysEscapes)
    if draws { edit_set_output(edit, nowhere) }
    live = settings.live
    bindKeys()
  }

  /// The reader to which a callback belongs.
  static func owner(of edit: OpaquePointer) -> LineReader {
    // It is safe: init sets the owner before any callback can come, and the owner ends libedit's object when
    // it goes.
    Unmanaged<LineReader>.fromOpaque(edit_owner(edit)).takeUnretainedValue()
  }

  private static func promptText(_ edit: OpaquePointer?) -> UnsafeMutablePointer<wchar_t>? {
    edit.flatMap { owner(of: $0).promptBuffer.baseAddress }
  }

  var hasViKeys: Bool { edit_has_vi_keys(edit) }

  var size: Terminal.Size { Terminal(fileno(output)).size }
}

// MARK: - Reading a line

extension LineReader {
  /// Lets Up and Ctrl-R find an input. A text that was typed several times is found once.
  func remember(_ entry: String, account: String?, limit: Int) {
    edit_history_limit(searched, Int32(clamping: limit))
    let number = edit_history_add(searched, wide(entry))
    if let older = past.add(entry, account: account, number: number) { edit_history_remove(searched, older) }
  }

  /// Waits for a line that begins with the text `start`. Afterwards the terminal has its old modes again,
  /// except that it still marks what is pasted: a block that is pasted while an input runs stays one block
  /// for the next input, and none of its lines runs by itself.
  func readLine(prompt: PromptText, start: String = "") -> Outcome {
    linePrompt = prompt
    further = prompt.continuation
    setPrompt(prompt)
    (outcome, endingSignal, walk, search, historyMenu) = (nil, nil, nil, nil, nil)
    (menu, offer, suggestion, remark, lastWord) = (nil, nil, nil, nil, nil)
    awaitsAnswer = false
    undoLog = UndoLog()
    vi.begin()
    if !start.isEmpty {
      pasted = start
      waiting.insert(VirtualKey.paste.scalar, at: 0)
    }
    signals.catchSignals([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGCONT])
    // The modes are set before the prompt is shown, because every key after that is for the editor.
    edit_prepare_terminal(edit, true)
    setBracketedPaste(true)
    beginRow()
    painter.reset()
    rowPainter.reset()
    var count: Int32 = 0
    let start = el_wgets(edit, &count)
    let text = start.map { scalars(from: $0, to: $0 + Int(count)) } ?? []
    if draws, text.last == "\n" { leave(Array(text.dropLast())) }
    signals.release()
    // Signals that came after the line had ended are for the input that now runs.
    while let late = signals.next() {
      if outcome == nil, endingSignal == nil, ![SIGWINCH, SIGCONT].contains(late) { kill(getpid(), late) }
    }
    showShape(nil)
    if let endingSignal {
      setBracketedPaste(false)
      emit("\n")
      kill(getpid(), endingSignal)
    }
    if let outcome { return outcome }
    guard !text.isEmpty else { return .endOfFile }
    return .line(String(scalars: text.last == "\n" ? text.dropLast() : text))
  }

  /// Begins a new row where input was typed before the prompt is shown, because the terminal has echoed it at
  /// the cursor. The spaces fill the rest of that row, so that the cursor wraps into the next one; in an
  /// empty row they are cleared.
  private func beginRow() {
    var waiting: CInt = 0
    guard paints, ioctl(fileno(input), UInt(FIONREAD), &waiting) == 0, waiting > 0 else { return }
    emit(String(repeating: " ", count: Swift.max(size.columns - 1, 0)) + "\r\u{1B}[K")
  }

  func setPrompt(_ text: PromptText) {
    prompt = text
    promptBuffer.deallocate()
    promptBuffer = LineReader.kept(text.marked)
  }

  private static func kept(_ text: String) -> UnsafeMutableBufferPointer<wchar_t> {
    let characters = wide(text)
    let buffer = UnsafeMutableBufferPointer<wchar_t>.allocate(capacity: characters.count)
    _ = buffer.initialize(from: characters)
    return buffer
  }

  /// Registers a function with libedit by a name that keys can be bound to.
  func add(_ name: String, _ function: edit_key_function) {
    let name = LineReader.kept(name)
    names.append(name)
    edit_add_function(edit, name.baseAddress, function)
  }

  /// What is done with a text that was copied from a prompt.
  var copied: CopiedSession { CopiedSession(prompt: linePrompt.visible, isComplete: isComplete) }

  static let promptsGone = "the prompts were taken out"

  /// Asks the terminal to mark what is pasted, or to stop that.
  func setBracketedPaste(_ on: Bool) {
    if obeysEscapes && editsLines { emit(on ? "\u{1B}[?2004h" : "\u{1B}[?2004l") }
  }

  /// Whether lines are edited here. With `edit off` in the user's file, the terminal's own line editing is
  /// used.
  var editsLines: Bool { edit_is_on(edit) }

  /// Writes to the terminal, after the output of libedit.
  func emit(_ text: String) {
    fputs(text, output)
    fflush(output)
  }
}
