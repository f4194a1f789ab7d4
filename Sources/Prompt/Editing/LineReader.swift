import CEdit
import Completion
import Glibc
import SystemCalls

/// Lines that are shown under the line that is edited.
struct Notice {
  var lines: [String]
  /// What is asked before, where they are many.
  var question: String?
  /// Where the cursor was in the line.
  var cursor: Int
}

/// libedit behind a safe face: one line at a time, with the keys in `LineReader+Keys.swift`.
///
/// All of libedit's state is held here. Not for more than one thread, and not for two readers at work
/// at once: the signals of the process go to the one that reads.
final class LineReader {
  enum Outcome {
    case line(String)
    /// Ctrl-C.
    case interrupted
    /// Ctrl-D on an empty line, the terminal is gone, or the process was asked to end.
    case endOfFile
    case failed(PromptError)
  }

  let edit: OpaquePointer
  /// libedit's own history, for those of its functions that search it.
  private let searched: OpaquePointer
  let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>
  /// Where libedit draws what this draws itself.
  let nowhere: UnsafeMutablePointer<FILE>
  var painter = LinePainter()
  /// Whether the line is drawn here: on a terminal that obeys escape sequences. Else libedit does.
  private(set) var paints = false
  /// Whether it is drawn here in one row: on a terminal that obeys none.
  private(set) var scrolls = false
  var rowPainter = RowPainter()
  let signals: SignalPipe
  var reader: KeyReader
  /// What libedit reads before what is typed.
  var waiting: [Unicode.Scalar] = []
  /// Whether the terminal obeys escape sequences.
  let obeysEscapes: Bool
  var prompt = PromptText("")
  /// The one that was asked for, also while the history is searched.
  private(set) var linePrompt = PromptText("")
  /// The marked prompt, which libedit reads between two calls.
  private var promptBuffer = UnsafeMutableBufferPointer<wchar_t>.allocate(capacity: 1)

  /// Gives what fits at a cursor in the line.
  var complete: (_ line: String, _ cursor: Int) -> Completions = { _, cursor in
    Completions(range: cursor..<cursor, candidates: [])
  }
  /// What ended the line otherwise than Enter.
  var outcome: Outcome?
  /// A block that is to be put in: what was pasted, or what the line begins as.
  var pasted = ""
  /// What is to be shown under the line.
  var notice: Notice?
  private(set) var past = Past()
  /// The walk through the history that Up began.
  var walk: Past.Walk?
  var search: Search?
  var historyMenu: HistoryMenu?
  /// What the last search looked for.
  var lastPattern = ""
  /// Nothing is read from the terminal then.
  var isTakingMacros = false
  /// Gives what the user's editor makes of a text; nil where there is none.
  var editText: (String) -> String? = { _ in nil }
  /// What is drawn beside the line itself.
  var live = LineEditor.Live()
  /// Whether an input can run as it is; else Enter goes on in the next line.
  var isComplete: (String) -> Bool = { _ in true }
  /// What stands before each line after the first.
  private(set) var further = PromptText("")
  var menu: Menu?
  var offer: Offer?
  /// What Enter took of the menu.
  var taken: (candidate: Candidate, start: Int)?
  /// What Right would put in: what it was found for, and what goes on from there.
  var suggestion: (text: [Unicode.Scalar], rest: [Unicode.Scalar])?
  /// A remark under the line, until the next key.
  var remark: String?
  /// What `VirtualKey.place` puts in.
  var placed: (text: [Unicode.Scalar], cursor: Int) = ([], 0)
  var undoLog = UndoLog()
  /// What Alt-. has put in.
  var lastWord: LastWord?
  var vi = ViState()
  /// What `VirtualKey.object` works on.
  var object: (range: Range<Int>, operation: Unicode.Scalar)?
  /// The cursor's, as vi's mode has it.
  var shape: Bool?
  /// A signal that ends the process, to be raised again when the terminal has been put right.
  var endingSignal: Int32?
  /// The names of key functions: libedit keeps pointers to them.
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
    // After the file: it may choose the other set of keys, which empties the maps.
    let draws = editsLines && isatty(settings.input) == 1 && isatty(settings.output) == 1
    (paints, scrolls) = (draws && obeysEscapes, draws && !obeysEscapes)
    if draws { edit_set_output(edit, nowhere) }
    live = settings.live
    bindKeys()
  }

  /// The reader that a callback is for.
  static func owner(of edit: OpaquePointer) -> LineReader {
    // The owner is set once in init, before any callback, and ends libedit's object when it goes.
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
  /// Lets Up and Ctrl-R find an earlier input; it is found once, however often it was typed.
  func remember(_ entry: String, account: String?, limit: Int) {
    edit_history_limit(searched, Int32(clamping: limit))
    let number = edit_history_add(searched, wide(entry))
    if let older = past.add(entry, account: account, number: number) { edit_history_remove(searched, older) }
  }

  /// Waits for a line, which begins as `start`; afterwards the terminal is as it was before, but goes on to put
  /// marks around what is pasted: what comes while an input runs is one block for the next, and no line of it
  /// runs by itself.
  func readLine(prompt: PromptText, start: String = "") -> Outcome {
    linePrompt = prompt
    further = prompt.continuation
    setPrompt(prompt)
    (outcome, endingSignal, walk, search, historyMenu) = (nil, nil, nil, nil, nil)
    (menu, offer, suggestion, remark, lastWord) = (nil, nil, nil, nil, nil)
    undoLog = UndoLog()
    vi.begin()
    if !start.isEmpty {
      pasted = start
      waiting.insert(VirtualKey.paste.scalar, at: 0)
    }
    signals.catchSignals([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGCONT])
    // Before the prompt is shown: from then on, every key is one for the editor.
    edit_prepare_terminal(edit, true)
    setBracketedPaste(true)
    beginRow()
    painter.reset()
    rowPainter.reset()
    var count: Int32 = 0
    let start = el_wgets(edit, &count)
    let text = start.map { scalars(from: $0, to: $0 + Int(count)) } ?? []
    if paints || scrolls, text.last == "\n" { leave(Array(text.dropLast())) }
    signals.release()
    // What came when the line had ended is for what runs then.
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

  /// What was typed before the prompt stood there is shown where the cursor was then. The spaces fill the rest of
  /// that row, so that the prompt begins in the next; in an empty one they are written over.
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

  /// Makes a function known to libedit by a name that keys can be bound to.
  func add(_ name: String, _ function: edit_key_function) {
    let name = LineReader.kept(name)
    names.append(name)
    edit_add_function(edit, name.baseAddress, function)
  }

  /// Asks the terminal to put marks around what is pasted.
  func setBracketedPaste(_ on: Bool) {
    if obeysEscapes && editsLines { emit(on ? "\u{1B}[?2004h" : "\u{1B}[?2004l") }
  }

  /// `edit off` in the user's file leaves the terminal's own line editing.
  var editsLines: Bool { edit_is_on(edit) }

  /// Writes to the terminal, after what libedit has written.
  func emit(_ text: String) {
    fputs(text, output)
    fflush(output)
  }
}
