import HTTP
import JSON
import Machine
import Rendering
import Stage
import Synchronization

/// What a session has lately done: its exchanges with the API, and what was typed and shown. A session tells it of all
/// that, and `recording` gives what is to be saved. It keeps bytes as they came, and reads them only when they are
/// saved.
///
/// Closures that call it may run on any thread; hence the lock.
package final class Recorder: Sendable {
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

  package init() {}

  /// How much of a body is kept, in bytes.
  package static let mostOfBody = 1 << 20

  /// A script that never asks for the record pays nothing for it.
  package var isOn: Bool { switchedOn.load(ordering: .relaxed) }

  package func start() { switchedOn.store(true, ordering: .relaxed) }

  /// - Parameter about: which rows of the answer it was about; of the others nothing that is somebody's is kept.
  package func add(_ exchange: Exchange, below base: BaseURL, about: (@Sendable (Value) -> Bool)? = nil) {
    let recorded = RecordedExchange(
      about.map { exchange.about($0) } ?? exchange, base, isNarrowed: about != nil)
    state.withLock { $0.exchanges.append(recorded, size: recorded.size) }
  }

  /// What is typed at the prompt that shows that label.
  ///
  /// - Parameter time: in seconds since 1970.
  package func type(_ text: String, at label: String, time: Double) {
    guard isOn else { return }
    state.withLock {
      $0.parts.append(.typed(label: label, text: text, time: time), size: text.utf8.count + 64)
    }
  }

  /// - Parameter again: shows the same of masked values; nil where it is text from the beginning.
  package func show(_ bytes: [UInt8], again: TranscriptPart.Again? = nil) {
    guard isOn else { return }
    state.withLock { $0.parts.append(.shown(bytes, again: again), size: bytes.count + 64) }
  }

  /// Some of what `expect` told is shown.
  package func showExpected(_ bytes: [UInt8]) {
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
  package func expect(_ again: TranscriptPart.Again?, count: Int) {
    guard isOn else { return }
    state.withLock { $0.next = again.map { ($0, count) } }
  }

  /// Calls that recordings answered. Their data is masked as that of others is.
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

/// What a recorder has kept.
package struct Recording {
  package var exchanges: [RecordedExchange]
  /// How many exchanges before them were not kept.
  package var forgotten: Int
  package var parts: [TranscriptPart]
  /// Whether nothing before the parts is missing.
  package var isWhole: Bool
  package var replayed: [RecordedCall] = []
  /// Whom it was cut down to.
  var about: RecordSubject?
  /// What it is of.
  package var session = RecordedSession()
}

/// Something that was typed at a prompt, or shown.
package enum TranscriptPart: Sendable {
  /// Shows the same again, of masked values.
  package typealias Again = @Sendable (Scrubber) -> [UInt8]

  /// `time` is in seconds since 1970.
  case typed(label: String, text: String, time: Double)
  /// `again` is nil where it was text from the beginning.
  case shown([UInt8], again: Again?)
}

/// An exchange, its bodies cut to what is kept of them.
package struct RecordedExchange: Sendable {
  package private(set) var exchange: Exchange
  package let base: BaseURL
  /// How long the bodies were, in bytes.
  package let requestCount: Int
  package let answerCount: Int

  /// Whether nothing of others is in it: it was made on the way to something else.
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

  /// Whether a body is not whole, so that nobody knows what it holds.
  var isCut: Bool { max(requestCount, answerCount) > Recorder.mostOfBody }

  /// What it takes to keep it, in bytes, more or less.
  package var size: Int {
    1024 + min(requestCount, Recorder.mostOfBody) + min(answerCount, Recorder.mostOfBody)
  }
}

extension Exchange {
  fileprivate var answer: Response? { if case .success(let response) = result { response } else { nil } }
}

extension World {
  /// The world with a recorder told of all that is shown.
  package func telling(_ recorder: Recorder) -> World {
    var world = self
    let (output, errors, ask) = (output, errors, ask)
    world.output = { (bytes) throws(OutputError) in
      recorder.showExpected(bytes)
      try output(bytes)
    }
    world.unrecordedErrors = errors
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
