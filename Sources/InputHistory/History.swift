import Scripts

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
  package let limit: Int
  private let isSecret: (String) -> Bool
  private let warn: (HistoryError) -> Void
  private var hasWarned = false
  /// For suggestions, made where one is asked for; nil after each input.
  private var beginnings: Beginnings?

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
    warn: @escaping (HistoryError) -> Void = { _ in }
  ) {
    file = path.map { HistoryFile(path: $0, limit: limit) }
    self.limit = limit
    self.isSecret = isSecret
    self.warn = warn
    attempt { file throws(HistoryError) in inputs = History.folded(try file.load()) }
  }

  public var texts: [String] { inputs.map(\.text) }

  /// The newest that begins so, goes on, and succeeded at the account that there is now. O(n) for a text that was not
  /// asked for since the last input.
  package func newest(beginning text: String) -> String? {
    let account = stamp?().account
    if beginnings == nil || beginnings?.account != account {
      beginnings = Beginnings(
        of: inputs.filter { $0.result?.outcome == PastInput.Result.ok && $0.account == account }.map(\.text),
        account: account)
    }
    return beginnings?.newest(text)
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
    beginnings = nil
    if inputs.count > limit {
      firstNumber += inputs.count - limit
      inputs.removeFirst(inputs.count - limit)
    }
    number = firstNumber + inputs.count - 1
    attempt { file throws(HistoryError) in try file.append(past) }
    return text
  }

  /// Notes the outcome of the input that was added last, the parts of what it gave, and where `$` had its value from.
  public func note(
    _ input: String, _ result: PastInput.Result, gave parts: GivenParts? = nil,
    last: PastInput.LastValue? = nil
  ) {
    guard hasJustRun(History.trimmed(input)) else { return }
    inputs[inputs.count - 1].result = result
    inputs[inputs.count - 1].given = parts
    inputs[inputs.count - 1].last = last
    beginnings = nil
    let past = inputs[inputs.count - 1]
    attempt { file throws(HistoryError) in try file.append(resultOf: past) }
  }

  private func hasJustRun(_ text: String) -> Bool {
    inputs.last.map { $0.text == text && !$0.failed } == true
  }

  private func attempt(_ body: (HistoryFile) throws(HistoryError) -> Void) {
    guard let file else { return }
    do throws(HistoryError) {
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

  package static func trimmed(_ input: String) -> String {
    String(input.unicodeScalars.trimmingSpaceAtEnd)
  }
}

/// Finds inputs by their beginnings while one is typed.
private struct Beginnings {
  let account: String?
  /// Newest first.
  private let texts: [String]
  /// Where those stand that were found; nil where nothing begins so.
  private var found: [String: Int?] = [:]
  private var last: (text: String, place: Int?) = ("", 0)

  init(of texts: [String], account: String?) {
    self.texts = texts.reversed()
    self.account = account
  }

  mutating func newest(_ text: String) -> String? {
    let place = found[text] ?? search(text)
    if found.count > 1000 { found = [:] }
    found.updateValue(place, forKey: text)
    last = (text, place)
    return place.map { texts[$0] }
  }

  /// What goes on from the last text can only begin what that began.
  private func search(_ text: String) -> Int? {
    let goesOn = text.utf8.starts(with: last.text.utf8)
    if goesOn, last.place == nil { return nil }
    return texts[(goesOn ? last.place ?? 0 : 0)...].firstIndex {
      $0.utf8.count > text.utf8.count && $0.utf8.starts(with: text.utf8)
    }
  }
}

extension String.UnicodeScalarView {
  fileprivate var trimmingSpaceAtEnd: Substring.UnicodeScalarView {
    var rest = self[...]
    while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
    return rest
  }
}
