import Catalog
import HTTP
import JSON
import Machine
import Rendering
import Stage

extension Operation {
  /// The arguments of each call: several where a list is longer than one call may be.
  package func parts(of arguments: Object) -> [Object] {
    guard let batch, let items = arguments[batch.parameter]?.asArray,
      items.count > batch.most
    else { return [arguments] }
    return stride(from: 0, to: items.count, by: batch.most).map { start in
      var part = arguments
      part[batch.parameter] = .array(Array(items[start..<min(start + batch.most, items.count)]))
      return part
    }
  }
}

extension Service {
  /// Sends a list that is too long for one call as several calls, and merges the answers. Each `index` is then the
  /// place in the whole list.
  ///
  /// - Throws: the failure of a call. Its `results` hold the rows of the calls before it.
  package func exchange(
    _ operation: Operation, _ parts: [Object], _ batch: Operation.Batch
  ) async throws(Failure) -> Value {
    var results: [Value] = []
    var ids: Set<String> = []
    var start = 0
    lane.guardian?.foresee(parts.count)
    let total = parts.reduce(0) { $0 + ($1[batch.parameter]?.asArray?.count ?? 0) }
    for part in parts {
      let end = start + (part[batch.parameter]?.asArray?.count ?? 0)
      console.progress.show(Progress(operation.name, done: start, total: total))
      let answer: Value
      do throws(Failure) {
        answer = try await exchange(operation, part)
      } catch {
        var failure = error.renumbered(batch.parameter) { start.adding($0) }
        failure.results = .array(results + (error.results.asArray ?? []).map { $0.counting(from: start) })
        let sent = results.count { $0["success"] == true }
        failure.message += " (in \(batch.parameter) \(start) to \(end - 1); \(sent) before them were sent)"
        throw failure
      }
      let rows = answer["results"]?.asArray ?? []
      results += rows.map { $0.counting(from: start) }
      let receipt = BatchReceipt(rows, of: end - start, besides: ids)
      if receipt.untold > 0 { throw repeatedIDs(receipt.untold, in: operation, results) }
      ids = receipt.ids
      start = end
    }
    return [
      "total": .int(Int64(start)),
      "success_count": .int(Int64(results.count { $0["success"] == true })),
      "failure_count": .int(Int64(results.count { $0["success"] == false })),
      "results": .array(results),
    ]
  }
}

extension Service {
  /// The failure where an answer to one part of a list names messages that the answer to another part has named. It is
  /// not known what became of these messages. The guards around the call are told of the doubt.
  package func repeatedIDs(_ count: Int, in operation: Operation, _ results: [Value]) -> Failure {
    let failure = Failure(
      .inDoubt,
      "each message must have an id of its own, but \(Figures.counted(count, "message")) "
        + "\(count == 1 ? "has one" : "have some") that was told before; it is not known whether the server acted",
      hint: Advice(for: operation, at: console.world.surroundings.date()).doubt, results: .array(results))
    for guardian in lane.guards { guardian.doubt(failure) }
    return failure
  }

  /// Lists the messages of a bulk that were not sent. The run then ends with the status of one that failed in part.
  package func tellFailures(in answer: Value) {
    let results = (answer["data"] ?? answer)["results"]?.asArray ?? []
    // The first report of a message counts: a message that was reported as queued is not reported as unsent.
    var told: Set<Value> = []
    let first = results.filter { told.insert($0["index"] ?? .null).inserted }
    tell(leftOut: first.filter { $0["success"] == false })
    let lost = first.filter { $0["success"] == true && $0.cameToNothing }
    for row in lost.prefix(Self.mostNamed) {
      console.say("not delivered: \(row.named): it was queued and is \(row["status"]?.asString ?? "")")
    }
    if lost.count > Self.mostNamed { console.say("not delivered: \(lost.count - Self.mostNamed) more") }
    undelivered += lost.count
  }

  /// Lists messages that were not sent.
  ///
  /// - Parameter failed: their rows in the answer.
  package func tell(leftOut failed: [Value]) {
    if failed.isEmpty { return }
    for result in failed.prefix(Self.mostNamed) {
      let reason = result["error"]?.asString ?? result["error_code"]?.asString ?? "no reason was given"
      console.say("not sent: \(result.named): \(Escaping.line(reason))")
    }
    if failed.count > Self.mostNamed { console.say("not sent: \(failed.count - Self.mostNamed) more") }
    unsent += failed.count
    for guardian in lane.guards { guardian.leaveOut(failed) }
  }

  private static let mostNamed = 20
}

extension Failure {
  /// The failure with the places in its fields (`messages.3.recipient`) counted in the whole list.
  package func renumbered(_ parameter: String, _ place: (Int) -> Int) -> Failure {
    guard case .object(let fields) = errors else { return self }
    var renumbered = self
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    renumbered.errors = .object(
      Object(
        fields.members.map { member in
          let old = member.name.string
          var parts = old.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
          guard parts.count > 1, parts[0] == parameter, let index = Int(parts[1]) else {
            return (member.name, member.value)
          }
          parts[1] = String(place(index))
          let new = parts.joined(separator: ".")
          for line in lines.indices where lines[line].hasPrefix("  \(old): ") {
            lines[line] = "  \(new): " + lines[line].dropFirst(old.count + 4)
          }
          return (Text(new), member.value)
        }))
    renumbered.message = lines.joined(separator: "\n")
    return renumbered
  }
}

extension Value {
  /// Whether a message's own answer says that it came to nothing.
  var cameToNothing: Bool {
    guard let status = self["status"]?.asString, !WordMeaning.wayToRecipient.contains(status) else {
      return false
    }
    return WordMeaning.messageStatuses.first { $0.word == status }?.isFinal == true
  }

  /// Which message of a batch it is the result of.
  fileprivate var named: String {
    Escaping.line("[\(self["index"]?.json ?? "?")] \(self["recipient"]?.asString ?? "")")
  }

  /// The row of a bulk's answer with its `index` counted in the whole list.
  fileprivate func counting(from start: Int) -> Value {
    guard case .object(var result) = self, let index = result["index"]?.asInt else { return self }
    result["index"] = .int(index.adding(Int64(start)))
    return .object(result)
  }
}
