import Catalog
import JSON
import Machine
import Profiles
import Rendering
import Stage

/// What an input that was typed has sent: before its twenty-first message its author is asked, once.
public struct ManySends {
  /// Before what is asked where there is a terminal.
  public enum Rule: Sendable {
    case nothing
    /// A bulk of many messages: what else a script sends was written down with care.
    case bulks
    /// Whatever sends many.
    case all
  }

  /// So many are sent without a question.
  static let few = 20

  fileprivate var sent = 0
  /// What was answered; nil until it was asked.
  fileprivate var mayGoOn: Bool?
  fileprivate var isAsking = false
  fileprivate let waiting = WaitList()
  /// How many messages the bulk that is being sent has.
  var bulk = 0
  /// Where the input's outermost loop is: the item, from 1, and how many there are in all.
  fileprivate var loop: (item: Int, total: Int)?

  init() {}
}

extension Session {
  /// Notes where a fiber's loop is, for the question.
  func noteLoop(of fiber: Fiber) {
    guard asksBefore == .all, let loop = fiber.outerLoop else { return }
    if let stream = loop.stream as? WorldStream {
      many.loop = stream.total.flatMap { total in
        stream.progress.map { ($0.done - loop.count + loop.taken, total) }
      }
    } else {
      many.loop = (loop.taken, loop.count)
    }
  }

  /// Before a write is sent: where the input has sent many messages by then, its author must want that.
  func askBeforeMany(_ write: Write) async throws(Failure) {
    let count = write.credits
    guard write.operation?.kind == .send, !settings.yes, world.ask != nil else { return }
    guard asksBefore == .all || asksBefore == .bulks && max(count, many.bulk) > ManySends.few else { return }
    // Fibers that come to it while one asks wait for its answer.
    await many.waiting.wait { many.isAsking }
    if many.mayGoOn == nil, many.sent + count > ManySends.few {
      many.isAsking = true
      defer {
        many.isAsking = false
        many.waiting.wake()
      }
      let question = question(count, of: write, left: await creditsLeft())
      many.mayGoOn = false
      many.mayGoOn = try await askWhenQuiet(question)
    }
    guard many.mayGoOn != false else {
      let sent = many.sent == 0 ? "nothing was" : "\(Figures.counted(many.sent, "message")) and no more were"
      throw Failure(.usage, "what sends many messages must be confirmed, but was not: \(sent) sent")
    }
    many.sent += count
  }

  private func question(_ count: Int, of write: Write, left: Int64?) -> String {
    let balance = left.map { "; \(Figures.counted(Int($0), "credit")) are left" } ?? ""
    let name = write.operation?.name ?? "this"
    let bulk = max(count, many.bulk)
    let before = many.sent > 0 ? "\(Figures.counted(many.sent, "message")) were sent. " : ""
    if bulk > 1 {
      let costs = "\(Figures.counted(bulk, "message")), \(Figures.counted(bulk, "credit"))"
      return "\(before)\(name) sends \(costs)\(balance). Go on?"
    }
    let place = many.loop.map { ": the loop is at item \(Figures.share($0.item, of: $0.total))" } ?? ""
    return "\(before)More follow, a credit each\(place)\(balance). Go on?"
  }
}
