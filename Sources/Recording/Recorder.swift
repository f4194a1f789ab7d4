import HTTP
import JSON
import Machine
import Rendering
import Stage
import Synchronization

/// What a session has done lately: its exchanges with the API, and what was typed and shown. The session tells it of
/// all this, and `recording` is what can be saved. The recorder keeps the bytes as they came, and they are read only
/// when they are saved.
///
/// It has a lock because closures on any thread may call it.
package final class Recorder: Sendable {
  private struct State {
    var exchanges = BoundedQueue<RecordedExchange>(count: 1000, size: 64 << 20)
    var parts = BoundedQueue<TranscriptPart>(count: 100_000, size: 4 << 20)
    /// The calls that were answered from recordings.
    var replayed: [RecordedCall] = []
    /// How to show again what is written next, and how many bytes of it are still missing.
    var next: (again: TranscriptPart.Again, count: Int)?
  }

  private let state = Mutex(State())
  private let switchedOn = Atomic(false)

  package init() {}

  /// How many bytes of a body are kept.
  package static let mostOfBody = 1 << 20

  /// Whether anything is recorded. A script that never asks for the record pays nothing for it.
  package var isOn: Bool { switchedOn.load(ordering: .relaxed) }

  package func start() { switchedOn.store(true, ordering: .relaxed) }

  /// - Parameter about: the rows that the call was about. Other rows are kept without personal data.
  package func add(_ exchange: Exchange, below base: BaseURL, about: (@Sendable (Value) -> Bool)? = nil) {
    let recorded = RecordedExchange(
      about.map { exchange.about($0) } ?? exchange, base, isNarrowed: about != nil)
    state.withLock { $0.exchanges.append(recorded, size: recorded.size) }
  }

  /// Notes what was typed at a prompt.
  ///
  /// - Parameter time: in seconds since 1970.
  package func type(_ text: String, at label: String, time: Double) {
    guard isOn else { return }
    state.withLock {
      $0.parts.append(.typed(label: label, text: text, time: time), size: text.utf8.count + 64)
    }
  }

  /// - Parameter again: shows the same with masked values; nil where it was a text from the beginning.
  package func show(_ bytes: [UInt8], again: TranscriptPart.Again? = nil) {
    guard isOn else { return }
    state.withLock { $0.parts.append(.shown(bytes, again: again), size: bytes.count + 64) }
  }

  /// Notes that bytes are shown, which `expect` may have announced.
  package func showExpected(_ bytes: [UInt8]) {
    guard isOn else { return }
    state.withLock { state in
      let again = state.next?.again
      // The first part stands for the whole when it is shown again; the parts after it show nothing.
      let rest = (state.next?.count ?? 0) - bytes.count
      state.next = again != nil && rest > 0 ? ({ _ in [] }, rest) : nil
      state.parts.append(.shown(bytes, again: again), size: bytes.count + 64)
    }
  }

  /// Announces what is written to standard output next; nil: the bytes as they are.
  package func expect(_ again: TranscriptPart.Again?, count: Int) {
    guard isOn else { return }
    state.withLock { $0.next = again.map { ($0, count) } }
  }

  /// Adds calls that were answered from recordings. Their data is masked like that of others.
  package func add(replayed calls: [RecordedCall]) {
    guard isOn else { return }
    state.withLock { $0.replayed += calls }
  }

  /// All that is kept now, oldest first.
  package var recording: Recording {
    state.withLock { state in
      Recording(
        exchanges: state.exchanges.elements, forgotten: state.exchanges.forgotten,
        parts: state.parts.elements, isWhole: state.parts.forgotten == 0, replayed: state.replayed)
    }
  }
}

/// What a recorder has kept, oldest first.
package struct Recording {
  package var exchanges: [RecordedExchange]
  /// How many exchanges before them were dropped.
  package var forgotten: Int
  package var parts: [TranscriptPart]
  /// Whether nothing was dropped before the parts.
  package var isWhole: Bool
  package var replayed: [RecordedCall] = []
  /// The people that it was cut down to.
  var about: RecordSubject?
  /// Whether nothing spoke of them.
  package var isSilent = false
  package var session = RecordedSession()
}

/// Something that was typed at a prompt, or shown.
package enum TranscriptPart: Sendable {
  /// Shows the same again with masked values.
  package typealias Again = @Sendable (Scrubber) -> [UInt8]

  /// `time` is in seconds since 1970.
  case typed(label: String, text: String, time: Double)
  /// `again` is nil where it was a text from the beginning.
  case shown([UInt8], again: Again?)
}

/// An exchange whose bodies are cut to the length that is kept.
package struct RecordedExchange: Sendable {
  package private(set) var exchange: Exchange
  package let base: BaseURL
  /// The lengths of the whole bodies, in bytes.
  package let requestCount: Int
  package let answerCount: Int

  /// Whether the data of other people was removed when it was added.
  package let isNarrowed: Bool

  package init(_ exchange: Exchange, _ base: BaseURL, isNarrowed: Bool = false) {
    self.isNarrowed = isNarrowed
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

  /// Whether a body was cut, so that nobody knows all that it held.
  var isCut: Bool { max(requestCount, answerCount) > Recorder.mostOfBody }

  /// How much memory it takes, roughly and in bytes.
  package var size: Int {
    1024 + min(requestCount, Recorder.mostOfBody) + min(answerCount, Recorder.mostOfBody)
  }
}

extension Exchange {
  fileprivate var answer: Response? { if case .success(let response) = result { response } else { nil } }
}

extension World {
  /// The world with a recorder that is told of everything that is shown.
  package func telling(_ recorder: Recorder) -> World {
    var world = self
    let (output, errors, ask) = (output, errors, ask)
    world.output = { (bytes) throws(OutputError) in
      recorder.showExpected(bytes)
      try output(bytes)
    }
    world.unrecordedErrors = errors
    world.record = { recorder.show($0) }
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
