import Catalog
import Machine
import Rendering
import Service
import Stage

/// What an input that was typed has sent: before its twenty-first message its author is asked, once.
package final class ManySends: WriteGuard {
  /// Before what is asked where there is a terminal.
  package enum Rule: Sendable {
    case nothing
    /// A bulk of many messages: what else a script sends was written down with care.
    case bulks
    /// Whatever sends many.
    case all
  }

  /// So many are sent without a question.
  private static let few = 20

  package var rule = Rule.nothing
  private let service: Service
  private var console: Console { service.console }
  private let waiting = WaitList()
  private var isAsking = false
  private var state = State()

  /// What is known of the input that runs.
  private struct State {
    var sent = 0
    /// What was answered; nil until it was asked.
    var mayGoOn: Bool?
    /// How many messages the bulk that is being sent has.
    var bulk = 0
    /// Where the input's outermost loop is: the item, from 1, and how many there are in all.
    var loop: (item: Int, total: Int)?
  }

  init(_ service: Service) { self.service = service }

  /// Another input begins.
  package func begin() { state = State() }

  /// How many messages the bulk has that is sent next; 0 where it is none.
  package func announce(bulk count: Int) { state.bulk = count }

  /// Notes where a fiber's loop is, for the question.
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

  /// Before a write is sent: where the input has sent many messages by then, its author must want that.
  package func admit(_ write: Write) async throws(Failure) {
    let count = write.credits
    guard write.operation?.kind == .send, !console.answersYes, console.world.ask != nil else { return }
    guard rule == .all || rule == .bulks && max(count, state.bulk) > Self.few else { return }
    // Fibers that come to it while one asks wait for its answer.
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
      throw Failure(.usage, "what sends many messages must be confirmed, but was not: \(sent) sent")
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
