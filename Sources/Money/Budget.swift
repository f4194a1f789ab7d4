import Catalog
import JSON
import Machine
import Rendering
import Service

/// `budget N { }`: so many credits at most. A call reserves what it may cost before it is sent, so that calls
/// side by side cannot exceed it together; what is refunded later does not come back.
package final class Budget: Bracket {
  private let name: String
  private let limit: Int
  private var used = 0

  /// - Parameter name: how it was asked for: `budget 200`, `--max-credits 200`.
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
    // Where it is in doubt whether it was queued, it may have been charged.
    case .failure(let failure): if failure.kind != .inDoubt { used -= write.credits }
    }
  }

  /// What a write has cost: what was reckoned, less what a bulk did not queue; or what the answer charges, where that is
  /// more.
  private func charged(_ answer: Value, for write: Write) -> Int {
    let rows = (answer["data"] ?? answer)["results"]?.asArray ?? []
    // By the index that each row names: what is told twice, or of no message, gives nothing back.
    let refused = BatchReceipt(rows, of: write.credits).refused
    return max(write.credits - refused, Int(clamping: Answers.charge(answer)))
  }
}
