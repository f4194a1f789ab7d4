import Completion
import Scripts

/// Asks for inputs at a terminal: line editing with history, search and completion; an input that is
/// not finished goes on in the next line.
///
/// For one thread; it blocks while it waits. Where `input` or `output` is no terminal, lines are read
/// as they come and no prompt is shown.
public final class LineEditor {
  /// Which keys edit.
  public enum Keys: Hashable, Sendable { case emacs, vi }

  public enum Input: Hashable, Sendable {
    /// One whole input; it may have several lines. Blank where only Enter was pressed.
    case text(String)
    /// Ctrl-C: the input was given up.
    case interrupted
    /// Ctrl-D on an empty line; or the terminal is gone, or a signal asks the process to end.
    case endOfFile
    case failed(PromptError)
  }

  public struct Settings {
    public var keys: Keys
    /// File descriptors; they stay open when the editor goes.
    public var input: Int32
    public var output: Int32
    /// The name of the terminal's type; nil: what `$TERM` holds.
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

  /// What is drawn while a line is typed, on a terminal that obeys escape sequences.
  struct Live {
    var isColored = false
    /// Whether what fits is shown in a menu; else in lines above the next prompt.
    var hasMenu = false
    /// How each scalar of a text is drawn; those that are missing are plain.
    var inks: ([Unicode.Scalar]) -> [Ink] = { _ in [] }
    /// What may follow a text, which it begins with.
    var suggestion: (String) -> String? = { _ in nil }
    /// What was typed before, oldest first, and the account that there is now; nil where it is not kept.
    var inputs: () -> [PastInput] = { [] }
    var account: () -> String? = { nil }
    var isKept = false
    /// In seconds since 1970.
    var now: () -> Double = { 0 }
    /// What fits at a cursor with what is typed anywhere in its name or meaning.
    var narrowed: (String, Int) -> Completions = { _, cursor in
      Completions(range: cursor..<cursor, candidates: [])
    }
  }

  /// What was typed before; inputs are added as they are read.
  public let history: History
  private let reader: LineReader
  private let completions: (String, Int) -> Completions
  private let prompt: () -> String
  private let isComplete: (String) -> Bool
  private let editText: (String) -> String?
  /// What the next input begins as.
  private var start = ""

  /// - Parameters:
  ///   - completions: What fits at a cursor (in Unicode scalars) in an input.
  ///   - prompt: One line, asked for before each input; it may hold colours (ECMA-48 sequences).
  ///   - isComplete: Whether an input can run as it is; until then further lines are asked for.
  ///   - editText: What the user's editor makes of a text; nil leaves it as it is.
  public init(
    settings: Settings = Settings(), history: History,
    completions: @escaping (String, Int) -> Completions, prompt: @escaping () -> String,
    isComplete: @escaping (String) -> Bool, editText: @escaping (String) -> String? = { _ in nil }
  ) throws(PromptError) {
    reader = try LineReader(settings)
    self.history = history
    self.completions = completions
    self.prompt = prompt
    self.isComplete = isComplete
    self.editText = editText
    for input in history.inputs {
      reader.remember(input.text, account: input.account, limit: history.limit)
    }
  }

  /// Lets the next input begin as this text, to be changed and run by Enter.
  public func preset(_ text: String) { start = text }

  /// Leaves the window empty for the next input.
  public func clearWindow() { reader.clearAll() }

  /// Whether the terminal puts marks around what is pasted, which other programs do not know.
  func setBracketedPaste(_ on: Bool) { reader.setBracketedPaste(on) }

  /// Waits for one input. Afterwards the terminal is as it was before, but for `setBracketedPaste`.
  public func readInput() -> Input {
    let prompt = PromptText(prompt())
    var text = ""
    defer { start = "" }
    while true {
      // The lines before this one; none of them where the user's editor had all, which then stand in this one.
      var before = text
      reader.complete = { [completions] line, cursor in
        LineEditor.complete(line, cursor, after: before, completions)
      }
      reader.editText = { [editText] line in
        guard let edited = editText(before + line) else { return nil }
        before = ""
        return edited
      }
      reader.isComplete = isComplete
      switch reader.readLine(
        prompt: text.isEmpty ? prompt : prompt.continuation, start: text.isEmpty ? start : "")
      {
      case .line(let line):
        text = before + line
        // Where the line is drawn here, all lines of an input are one for it.
        if reader.paints || isComplete(text) { return finished(text) }
        text += "\n"
      case .interrupted: return .interrupted
      case .endOfFile: return text.isEmpty ? .endOfFile : .interrupted
      case .failed(let error): return .failed(error)
      }
    }
  }

  private func finished(_ text: String) -> Input {
    if let kept = history.add(text) {
      reader.remember(kept, account: history.inputs.last?.account, limit: history.limit)
    }
    return .text(text)
  }

  /// The candidates for a line that goes on from earlier ones.
  private static func complete(
    _ line: String, _ cursor: Int, after before: String, _ completions: (String, Int) -> Completions
  ) -> Completions {
    let offset = before.unicodeScalars.count
    var found = completions(before + line, offset + cursor)
    let (start, end) = (found.range.lowerBound - offset, found.range.upperBound - offset)
    // A word that began in an earlier line, such as a text, cannot be changed any more.
    guard start >= 0, end >= start else { return Completions(range: cursor..<cursor, candidates: []) }
    found.range = start..<end
    return found
  }
}
