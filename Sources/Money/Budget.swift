import Catalog
import JSON
import Machine
import Rendering
import Service

/// `budget N { }`: at most so many credits may be spent. A call reserves the most that it may cost before it is sent,
/// so that several calls at the same time cannot exceed the limit together. Credits that are refunded later are not
/// given back.
package final class Budget: Bracket {
  private let name: String
  private let limit: Int
  private var used = 0

  /// - Parameter name: the words with which the user asked for the limit: `budget 200`, `--max-credits 200`.
  package init(_ name: String, limit: Int) {
    self.name = name
    self.limit = limit
    super.init()
  }

  package override func begin(_ write: Write) async throws(Failure) {
    guard used.adding(write.credits) <= limit else {
      throw Failure(
        .budget,
        "\(name) must hold, but with \(used) used already \(write.operation?.name ?? "the call") may cost "
          + "\(Figures.counted(write.credits, "credit"))", hint: "this call was not sent")
    }
    used = used.adding(write.credits)
  }

  package override func drop(_ write: Write) async { used -= write.credits }

  package override func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure) {
    switch result {
    case .success(let answer): used = used.adding(charged(answer, for: write) - write.credits)
    case .failure(let failure):
      // A write in doubt may have been queued and charged, so its credits stay reserved.
      let kept = failure.kind == .inDoubt ? write.credits : 0
      used = used.adding(max(kept, Int(clamping: failure.charged)) - write.credits)
    }
  }

  /// What a write has cost, in credits: what was reserved, less the messages of a bulk that were not queued. Where the
  /// answer names a higher charge, that is taken.
  private func charged(_ answer: Value, for write: Write) -> Int {
    let rows = (answer["data"] ?? answer)["results"]?.asArray ?? []
    // The receipt goes by the index in each row. A row that repeats an index, or has one that does not exist, therefore
    // gives nothing back.
    let refused = BatchReceipt(rows, of: write.credits).refused
    return max(write.credits - refused, Int(clamping: Answers.charge(answer)))
  }
}
