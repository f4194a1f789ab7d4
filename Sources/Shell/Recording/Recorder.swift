import HTTP
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

  func show(_ bytes: [UInt8]) {
    guard isOn else { return }
    state.withLock { $0.parts.append(.shown(bytes), size: bytes.count + 64) }
  }

  /// All that is kept now, oldest first.
  var recording: Recording {
    state.withLock { state in
      Recording(
        exchanges: state.exchanges.elements, forgotten: state.exchanges.forgotten,
        parts: state.parts.elements, isWhole: state.parts.forgotten == 0)
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
}

/// Something that was typed at a prompt, or shown.
enum TranscriptPart: Sendable {
  case typed(label: String, text: String)
  case shown([UInt8])
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
      recorder.show(bytes)
      try output(bytes)
    }
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
