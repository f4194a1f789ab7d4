import Completion
import InputHistory
import Scripts

/// Asks for inputs at a terminal, with history, search and completion. An input that is not complete goes on
/// in the next line.
///
/// It must stay on one thread, and blocks while it waits. Where `input` or `output` is not a terminal, it
/// reads lines as they come and shows no prompt.
public final class LineEditor {
  /// Which set of keys edits the line.
  public enum Keys: Hashable, Sendable { case emacs, vi }

  /// How reading an input ended.
  public enum Input: Hashable, Sendable {
    /// One whole input, which may have several lines. It is blank where only Enter was pressed.
    case text(String)
    /// Ctrl-C: the user abandoned the input.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal has gone, or a signal asks the process to end.
    case endOfFile
    case failed(PromptError)
  }

  /// How the editor is set up: its terminal and its keys.
  public struct Settings {
    public var keys: Keys
    /// The file descriptors of the terminal. They stay open when the editor goes.
    public var input: Int32
    public var output: Int32
    /// The name of the terminal's type; nil: the value of `$TERM`.
    public var terminalType: String?
    /// Whether the user's `~/.editrc` (or the file in `$EDITRC`) may change keys.
    public var readsEditrc: Bool
    var live = Live()

    public init(
      keys: Keys = .emacs, input: Int32 = 0, output: Int32 = 1, terminalType: String? = nil,
      readsEditrc: Bool = true
    ) {
      self.keys = keys
      self.input = input
      self.output = output
      self.terminalType = terminalType
      self.readsEditrc = readsEditrc
    }
  }

  /// What is drawn while a line is typed. It needs a terminal that obeys escape sequences.
  struct Live {
    var isColored = false
    /// Whether what fits is shown in a menu; else in lines above the next prompt.
    var hasMenu = false
    /// The inks of a text's scalars; missing ones are plain.
    var inks: ([Unicode.Scalar]) -> [Ink] = { _ in [] }
    /// A proposal that begins with a text; nil where there is none.
    var suggestion: (String) -> String? = { _ in nil }
    /// The earlier inputs, oldest first.
    var inputs: () -> [PastInput] = { [] }
    var account: () -> String? = { nil }
    var isKept = false
    /// Seconds since 1970.
    var now: () -> Double = { 0 }
    /// What fits at a cursor, where the typed text may stand anywhere in a name or meaning.
    var narrowed: (String, Int) -> Completions = { _, cursor in
      Completions(range: cursor..<cursor, candidates: [])
    }
    /// Whether an input reaches people and costs money.
    var isRisk: (String) -> Bool = { _ in false }
    /// Whether the last Tab lacks what the account has not answered yet, and waits on for it.
    var isLate: () -> Bool = { false }
    var waitOn: (_ isCalled: @escaping () -> Bool) -> LiveRecords.Answer = { _ in .called }
  }

  /// The earlier inputs. An input is added when it is read.
  public let history: History
  private let reader: LineReader
  private let live: Live
  private let completions: (String, Int) -> Completions
  private let prompt: () -> String
  private let isComplete: (String) -> Bool
  private let editText: (String) -> String?
  /// The text that the next input begins with.
  private var start = ""

  /// - Parameters:
  ///   - completions: finds what fits at a cursor (in Unicode scalars) in an input.
  ///   - prompt: gives a prompt of one line before each input. It may hold colours (ECMA-48 sequences).
  ///   - isComplete: whether an input can run as it is. Until then, further lines are asked for.
  ///   - editText: opens a text in the user's editor, and returns the edited text; nil: the text stays as it is.
  /// - Throws: `PromptError.noEditor`, where there is no memory or no descriptor left.
  public init(
    settings: Settings = Settings(), history: History,
    completions: @escaping (String, Int) -> Completions, prompt: @escaping () -> String,
    isComplete: @escaping (String) -> Bool, editText: @escaping (String) -> String? = { _ in nil }
  ) throws(PromptError) {
    reader = try LineReader(settings)
    live = settings.live
    self.history = history
    self.completions = completions
    self.prompt = prompt
    self.isComplete = isComplete
    self.editText = editText
    for input in history.inputs {
      reader.remember(input.text, account: input.account, limit: history.limit)
    }
  }

  /// Makes the next input begin with this text. Enter runs it, perhaps after changes.
  public func preset(_ text: String) { start = text }

  /// Clears the window for the next input.
  public func clearWindow() { reader.clearAll() }

  /// Switches the terminal's marks around pasted text on or off. Other programs do not know them.
  func setBracketedPaste(_ on: Bool) { reader.setBracketedPaste(on) }

  /// See `KeyReader.takeTyped` and `dropTyped`.
  func takeTyped() { reader.reader.takeTyped() }
  func dropTyped() { reader.reader.dropTyped() }

  /// Waits for one input. Afterwards the terminal has its old modes again, except for `setBracketedPaste`.
  public func readInput() -> Input {
    let prompt = PromptText(prompt())
    var text = ""
    defer { start = "" }
    while true {
      // The lines before this one. It becomes empty where the user's editor had all lines, which then stand
      // in this line.
      var before = text
      reader.complete = { [completions] line, cursor in
        LineEditor.complete(line, cursor, after: before, completions)
      }
      reader.editText = { [editText] line in
        guard let edited = editText(before + line) else { return nil }
        before = ""
        return edited
      }
      let copied = CopiedSession(prompt: prompt.visible, isComplete: isComplete)
      reader.isComplete = { [isComplete] text in isComplete(copied.inputs(in: text) ?? text) }
      switch reader.readLine(
        prompt: text.isEmpty ? prompt : prompt.continuation, start: text.isEmpty ? start : "")
      {
      case .line(let line):
        text = before + line
        // Where the reader draws the line, it reads all lines of an input as one.
        let inputs = copied.inputs(in: text)
        if reader.paints || isComplete(inputs ?? text) {
          guard let inputs else { return finished(text) }
          return finished(inputs, copiedFrom: copied.isOfAnother(text))
        }
        text += "\n"
      case .interrupted: return .interrupted
      case .endOfFile: return text.isEmpty ? .endOfFile : .interrupted
      case .failed(let error): return .failed(error)
      }
    }
  }

  /// What is left of a text that was copied with its prompts. Where those are of another account, it must not cost
  /// money on this one by mistake.
  private func finished(_ text: String, copiedFrom isOfAnother: Bool) -> Input {
    let isRisk = isOfAnother && live.isRisk(text)
    let advice =
      isRisk ? ", and nothing was run: they are of another account, and here it would count; Up has it" : ""
    reader.emit(LineReader.promptsGone + advice + "\n")
    let input = finished(text)
    return isRisk ? .interrupted : input
  }

  private func finished(_ text: String) -> Input {
    if let kept = history.add(text) {
      reader.remember(kept, account: history.inputs.last?.account, limit: history.limit)
    }
    return .text(text)
  }

  /// The candidates for a line that follows earlier lines of the same input.
  private static func complete(
    _ line: String, _ cursor: Int, after before: String, _ completions: (String, Int) -> Completions
  ) -> Completions {
    let offset = before.unicodeScalars.count
    var found = completions(before + line, offset + cursor)
    let (start, end) = (found.range.lowerBound - offset, found.range.upperBound - offset)
    // A word that began in an earlier line, such as a long text, can no longer be changed.
    guard start >= 0, end >= start else { return Completions(range: cursor..<cursor, candidates: []) }
    found.range = start..<end
    return found
  }
}
