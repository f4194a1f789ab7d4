import HTTP
import JSON
import Machine
import Rendering
import Synchronization

/// What a session has lately done: its exchanges with the API, and what was typed and shown. It keeps bytes as
/// they came; what is made of them is made when they are saved.
///
/// It is told from closures that may run anywhere; hence the lock.
final class Recorder: Sendable {
  private struct State {
    var exchanges = BoundedQueue<RecordedExchange>(count: 1000, size: 64 << 20)
    var parts = BoundedQueue<TranscriptPart>(count: 100_000, size: 4 << 20)
    /// What recordings have answered.
    var replayed: [RecordedCall] = []
    /// How to show what is written next, and how many bytes of it are still to come.
    var next: (again: TranscriptPart.Again, count: Int)?
  }

  private let state = Mutex(State())
  private let switchedOn = Atomic(false)

  /// How much of a body is kept, in bytes.
  static let mostOfBody = 1 << 20

  /// A script that never asks for the record pays nothing for it.
  var isOn: Bool { switchedOn.load(ordering: .relaxed) }

  func start() { switchedOn.store(true, ordering: .relaxed) }

  func add(_ exchange: Exchange, below base: BaseURL) {
    let recorded = RecordedExchange(exchange, base)
    state.withLock { $0.exchanges.append(recorded, size: recorded.size) }
  }

  /// What is typed at the prompt that shows that label.
  func type(_ text: String, at label: String) {
    guard isOn else { return }
    state.withLock { $0.parts.append(.typed(label: label, text: text), size: text.utf8.count + 64) }
  }

  /// - Parameter again: shows the same of masked values; nil where it is text from the beginning.
  func show(_ bytes: [UInt8], again: TranscriptPart.Again? = nil) {
    guard isOn else { return }
    state.withLock { $0.parts.append(.shown(bytes, again: again), size: bytes.count + 64) }
  }

  /// Some of what `expect` told is shown.
  func showExpected(_ bytes: [UInt8]) {
    guard isOn else { return }
    state.withLock { state in
      let again = state.next?.again
      // The rest of it is shown with its beginning.
      let rest = (state.next?.count ?? 0) - bytes.count
      state.next = again != nil && rest > 0 ? ({ _ in [] }, rest) : nil
      state.parts.append(.shown(bytes, again: again), size: bytes.count + 64)
    }
  }

  /// What is written next on standard output; nil: as it is.
  func expect(_ again: TranscriptPart.Again?, count: Int) {
    guard isOn else { return }
    state.withLock { $0.next = again.map { ($0, count) } }
  }

  /// Calls of recordings, whose data is to be masked as that of others is.
  func add(replayed calls: [RecordedCall]) {
    guard isOn else { return }
    state.withLock { $0.replayed += calls }
  }

  /// All that is kept now, oldest first.
  var recording: Recording {
    state.withLock { state in
      Recording(
        exchanges: state.exchanges.elements, forgotten: state.exchanges.forgotten,
        parts: state.parts.elements, isWhole: state.parts.forgotten == 0, replayed: state.replayed)
    }
  }
}

/// What a recorder has kept.
struct Recording {
  var exchanges: [RecordedExchange]
  /// How many exchanges before them were not kept.
  var forgotten: Int
  var parts: [TranscriptPart]
  /// Whether nothing before the parts is missing.
  var isWhole: Bool
  var replayed: [RecordedCall] = []
}

/// Something that was typed at a prompt, or shown.
enum TranscriptPart: Sendable {
  /// Shows the same again, of masked values.
  typealias Again = @Sendable (Scrubber) -> [UInt8]

  case typed(label: String, text: String)
  /// `again` is nil where it was text from the beginning.
  case shown([UInt8], again: Again?)
}

/// An exchange, its bodies cut to what is kept of them.
struct RecordedExchange: Sendable {
  private(set) var exchange: Exchange
  let base: BaseURL
  /// How long the bodies were, in bytes.
  let requestCount: Int
  let answerCount: Int

  init(_ exchange: Exchange, _ base: BaseURL) {
    self.exchange = exchange
    self.base = base
    requestCount = exchange.request.body?.count ?? 0
    answerCount = exchange.answer?.body.count ?? 0
    if requestCount > Recorder.mostOfBody {
      self.exchange.request.body = exchange.request.body.map { Array($0.prefix(Recorder.mostOfBody)) }
    }
    if var answer = exchange.answer, answerCount > Recorder.mostOfBody {
      answer.body = Array(answer.body.prefix(Recorder.mostOfBody))
      self.exchange.result = .success(answer)
    }
  }

  /// What it takes to keep it, in bytes, more or less.
  var size: Int {
    1024 + min(requestCount, Recorder.mostOfBody) + min(answerCount, Recorder.mostOfBody)
  }
}

extension Exchange {
  fileprivate var answer: Response? { if case .success(let response) = result { response } else { nil } }
}

extension World {
  /// The world with a recorder told of all that is shown.
  func telling(_ recorder: Recorder) -> World {
    var world = self
    let (output, errors, ask) = (output, errors, ask)
    world.output = { (bytes) throws(OutputError) in
      recorder.showExpected(bytes)
      try output(bytes)
    }
    world.unrecordedErrors = errors
    world.expect = { again, count in recorder.expect(again, count: count) }
    world.errors = { bytes in
      recorder.show(bytes)
      errors(bytes)
    }
    guard let ask else { return world }
    world.ask = { question in
      let isWanted = ask(question)
      recorder.show(Array("\(Escaping.lines(question)) [y/N] \(isWanted ? "y" : "n")\n".utf8))
      return isWanted
    }
    return world
  }
}

extension Session {
  /// Shows a value on standard error.
  func printError(_ value: Value) {
    let (bytes, again) = display.printing(value)
    recorder.show(bytes, again: again)
    world.unrecordedErrors(bytes)
  }

  /// An input, as it was typed at the prompt.
  public func note(typed text: String) {
    recorder.start()
    recorder.type(text, at: label)
  }

  /// The client with the recorder told of each exchange, and the trace where that is on; where it is not, a
  /// long wait is told.
  func watched(_ client: Client) -> Client {
    // What a recording answers is in that recording.
    let recorder = recorder.isOn && outside == nil ? recorder : nil
    let trace = settings.trace ? Trace(world, client.key) : nil
    var client = client
    let base = client.base
    if recorder != nil || trace != nil {
      client.onExchange = { exchange in
        recorder?.add(exchange, below: base)
        trace?.show(exchange)
      }
    }
    if let trace {
      client.onRetry = { retry in trace.show(retry) }
    } else if !settings.quiet {
      let notice = waitNotice
      client.onRetry = { retry in notice.tell(retry) }
    }
    return client
  }
}
