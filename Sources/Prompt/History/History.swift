/// What was typed before, oldest first: in memory, and in a file where there is one.
public final class History {
  public private(set) var entries: [String] = []
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
    attempt { file throws(PromptError) in entries = History.folded(try file.load()) }
  }

  /// Keeps an input, unless it is blank, begins with a blank, holds a secret or repeats the one
  /// before; tells whether it was kept.
  @discardableResult public func add(_ input: String) -> Bool {
    let entry = String(scalars: input.unicodeScalars.trimmingSpaceAtEnd)
    guard let first = entry.unicodeScalars.first, !first.properties.isWhitespace,
      entry.utf8.count <= History.entryLimit, !isSecret(entry), entries.last != entry
    else { return false }
    entries.append(entry)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
    attempt { file throws(PromptError) in try file.append(entry) }
    return true
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

  private static func folded(_ entries: [String]) -> [String] {
    var result: [String] = []
    for entry in entries where result.last != entry { result.append(entry) }
    return result
  }
}

extension String.UnicodeScalarView {
  fileprivate var trimmingSpaceAtEnd: Substring.UnicodeScalarView {
    var rest = self[...]
    while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
    return rest
  }
}
