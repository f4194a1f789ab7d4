import Catalog
import Machine
import Rendering
import Service
import Stage

/// Counts the messages that one input has sent. Before the count goes above twenty, its author is asked once.
package final class ManySends: WriteGuard {
  /// Where there is a terminal, this says before which writes the author is asked.
  package enum Rule: Sendable {
    case nothing
    /// Before bulks of many messages only. Whatever else a script sends, its author has written down with care.
    case bulks
    /// Before any write that goes above the limit.
    case all
  }

  /// How many messages may be sent without a question.
  private static let few = 20

  package var rule = Rule.nothing
  private let service: Service
  private var console: Console { service.console }
  private let waiting = WaitList()
  private var isAsking = false
  private var state = State()

  /// What is known about the input that is running.
  private struct State {
    var sent = 0
    /// The author's answer; nil before the question.
    var mayGoOn: Bool?
    /// How many messages are in the bulk that is being sent.
    var bulk = 0
    /// The position of the outermost loop: the number of the item, from 1, and how many items there are.
    var loop: (item: Int, total: Int)?
  }

  init(_ service: Service) { self.service = service }

  /// Starts the count anew for another input.
  package func begin() { state = State() }

  /// Says how many messages the next bulk has; 0 where there is no bulk.
  package func announce(bulk count: Int) { state.bulk = count }

  /// Notes the position of the fiber's outermost loop, for the question.
  package func note(_ fiber: Fiber) {
    guard rule == .all, let loop = fiber.outerLoop else { return }
    if let stream = loop.stream?.ofWorld {
      state.loop = stream.total.flatMap { total in
        stream.progress.map { ($0.done - loop.count + loop.taken, total) }
      }
    } else {
      state.loop = (loop.taken, loop.count)
    }
  }

  /// Asks the author where this write would bring the input above the limit.
  ///
  /// - Throws: where the author does not want to go on.
  package func admit(_ write: Write) async throws(Failure) {
    let count = write.credits
    guard write.operation?.kind == .send, !console.answersYes, console.world.ask != nil else { return }
    guard rule == .all || rule == .bulks && max(count, state.bulk) > Self.few else { return }
    // While one fiber asks, the others wait for the answer.
    await waiting.wait { isAsking }
    if state.mayGoOn == nil, state.sent + count > Self.few {
      isAsking = true
      defer {
        isAsking = false
        waiting.wake()
      }
      let question = question(count, of: write, left: await service.creditsLeft())
      state.mayGoOn = false
      state.mayGoOn = try await console.askWhenQuiet(question)
    }
    guard state.mayGoOn != false else {
      let sent =
        state.sent == 0 ? "nothing was" : "\(Figures.counted(state.sent, "message")) and no more were"
      throw Failure(.usage, "sending many messages must be confirmed, but was not: \(sent) sent")
    }
    state.sent += count
  }

  private func question(_ count: Int, of write: Write, left: Int64?) -> String {
    let balance = left.map { "; \(Figures.counted(Int($0), "credit")) are left" } ?? ""
    let name = write.operation?.name ?? "this"
    let bulk = max(count, state.bulk)
    let before = state.sent > 0 ? "\(Figures.counted(state.sent, "message")) were sent. " : ""
    if bulk > 1 {
      let costs = "\(Figures.counted(bulk, "message")), \(Figures.counted(bulk, "credit"))"
      return "\(before)\(name) sends \(costs)\(balance). Go on?"
    }
    let place = state.loop.map { ": the loop is at item \(Figures.share($0.item, of: $0.total))" } ?? ""
    return "\(before)More follow, a credit each\(place)\(balance). Go on?"
  }
}
