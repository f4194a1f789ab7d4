import Shell

/// What was typed before, oldest first: in memory, and in a file where there is one.
public final class History {
  public private(set) var inputs: [PastInput] = []
  private let file: HistoryFile?
  /// How many entries are kept.
  let limit: Int
  private let isSecret: (String) -> Bool
  private let warn: (PromptError) -> Void
  private var hasWarned = false

  /// An entry that is longer (in bytes) is a file's text rather than a command, and is not kept.
  static let entryLimit = 1 << 16

  /// - Parameters:
  ///   - path: Where it is kept between sessions; its folder is made with mode 0700 where it is
  ///     missing, the file with 0600. Nil: only in memory.
  ///   - limit: How many entries are kept.
  ///   - isSecret: Whether a text holds something like a key and must not be kept.
  ///   - warn: Is told, once, that the file cannot be read or written.
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

  /// Each text once, where it was typed last. O(n).
  var distinct: [String] {
    var seen: Set<String> = []
    return texts.reversed().filter { seen.insert($0).inserted }.reversed()
  }

  /// Keeps an input, unless it is blank, begins with a blank, holds a secret or repeats the one before, where
  /// that succeeded; gives what was kept.
  @discardableResult public func add(_ input: String) -> String? {
    let text = History.trimmed(input)
    guard let first = text.unicodeScalars.first, !first.properties.isWhitespace,
      text.utf8.count <= History.entryLimit, !isSecret(text), !hasJustRun(text)
    else { return nil }
    inputs.append(PastInput(text))
    if inputs.count > limit { inputs.removeFirst(inputs.count - limit) }
    attempt { file throws(PromptError) in try file.append(text) }
    return text
  }

  /// Notes that the input that was added last did not do what it should.
  public func fail(_ input: String) {
    let text = History.trimmed(input)
    guard hasJustRun(text) else { return }
    inputs[inputs.count - 1].failed = true
    attempt { file throws(PromptError) in try file.append(failed: text) }
  }

  /// Notes what the input that was added last gave.
  public func note(_ input: String, gave parts: GivenParts?) {
    if hasJustRun(History.trimmed(input)) { inputs[inputs.count - 1].given = parts }
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
    for input in inputs where result.last != input { result.append(input) }
    return result
  }

  private static func trimmed(_ input: String) -> String {
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
