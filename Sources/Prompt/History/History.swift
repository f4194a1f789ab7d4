import Completion
import Scripts
import Shell

/// The earlier inputs, oldest first. They are kept in memory, and in a file where there is one.
public final class History {
  public private(set) var inputs: [PastInput] = []
  /// The number of the first input. An input keeps its number during a session, even when older ones are
  /// dropped.
  public private(set) var firstNumber = 1
  /// The number of the input that was added last; nil where it was not kept.
  public private(set) var number: Int?
  /// The time and the account of an input, taken when it is added. Nil: they are not kept, and an input that
  /// repeats the one before it is not kept either.
  public var stamp: (() -> (time: Double, account: String))?
  private let file: HistoryFile?
  /// How many entries are kept.
  let limit: Int
  private let isSecret: (String) -> Bool
  private let warn: (PromptError) -> Void
  private var hasWarned = false

  /// The longest entry that is kept, in bytes. A longer one is the text of a file rather than a command.
  static let entryLimit = 1 << 16

  /// - Parameters:
  ///   - path: the file that keeps inputs between sessions; nil: only memory keeps them. A missing folder is made with
  ///     mode 0700, and a missing file with 0600.
  ///   - limit: how many entries are kept.
  ///   - isSecret: whether a text holds something like a key, and must not be kept.
  ///   - warn: is told once where the file cannot be read or written.
  public init(
    path: String?, limit: Int = 10_000, isSecret: @escaping (String) -> Bool = { _ in false },
    warn: @escaping (PromptError) -> Void = { _ in }
  ) {
    file = path.map { HistoryFile(path: $0, limit: limit) }
    self.limit = limit
    self.isSecret = isSecret
    self.warn = warn
    attempt { file throws(PromptError) in inputs = History.folded(try file.load()) }
  }

  public var texts: [String] { inputs.map(\.text) }

  /// The newest input that begins with a text, is longer, and succeeded at the present account. O(n).
  func newest(beginning text: String) -> String? {
    let account = stamp?().account
    return inputs.last {
      $0.text.utf8.count > text.utf8.count && $0.result?.outcome == PastInput.Result.ok
        && $0.account == account && $0.text.utf8.starts(with: text.utf8)
    }?.text
  }

  /// Keeps an input and returns it without blanks at its end. Nil where it is not kept: it is blank, begins
  /// with a blank, is too long or holds a secret.
  @discardableResult public func add(_ input: String) -> String? {
    let text = History.trimmed(input)
    number = nil
    guard let first = text.unicodeScalars.first, !first.properties.isWhitespace,
      text.utf8.count <= History.entryLimit, !isSecret(text), stamp != nil || !hasJustRun(text)
    else { return nil }
    let stamp = stamp?()
    var past = PastInput(text, time: stamp?.time, account: stamp?.account)
    past.isOfSession = true
    inputs.append(past)
    if inputs.count > limit {
      firstNumber += inputs.count - limit
      inputs.removeFirst(inputs.count - limit)
    }
    number = firstNumber + inputs.count - 1
    attempt { file throws(PromptError) in try file.append(past) }
    return text
  }

  /// Notes the outcome of the input that was added last, and the parts of what it gave.
  public func note(_ input: String, _ result: PastInput.Result, gave parts: GivenParts? = nil) {
    guard hasJustRun(History.trimmed(input)) else { return }
    inputs[inputs.count - 1].result = result
    inputs[inputs.count - 1].given = parts
    let past = inputs[inputs.count - 1]
    attempt { file throws(PromptError) in try file.append(resultOf: past) }
  }

  private func hasJustRun(_ text: String) -> Bool {
    inputs.last.map { $0.text == text && !$0.failed } == true
  }

  private func attempt(_ body: (HistoryFile) throws(PromptError) -> Void) {
    guard let file else { return }
    do throws(PromptError) {
      try body(file)
    } catch {
      if !hasWarned { warn(error) }
      hasWarned = true
    }
  }

  private static func folded(_ inputs: [PastInput]) -> [PastInput] {
    var result: [PastInput] = []
    for input in inputs where input.time != nil || result.last != input { result.append(input) }
    return result
  }

  static func trimmed(_ input: String) -> String {
    String(scalars: input.unicodeScalars.trimmingSpaceAtEnd)
  }
}

extension String.UnicodeScalarView {
  fileprivate var trimmingSpaceAtEnd: Substring.UnicodeScalarView {
    var rest = self[...]
    while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
    return rest
  }
}
