import Catalog
import JSON
import Machine
import Rendering
import Stage

extension OperationCommand {
  /// The arguments of each call that these take: several where a list is longer than one call holds.
  func parts(of arguments: Object) -> [Object] {
    guard let batch = operation.batch, let items = arguments[batch.parameter]?.asArray,
      items.count > batch.most
    else { return [arguments] }
    return stride(from: 0, to: items.count, by: batch.most).map { start in
      var part = arguments
      part[batch.parameter] = .array(Array(items[start..<min(start + batch.most, items.count)]))
      return part
    }
  }

  /// A list longer than one call takes, as several calls; the answers merged, `index` counting in the
  /// whole list. If a later call fails, what came before stands in the failure's `results`.
  func sendBatches(
    _ parts: [Object], _ batch: Operation.Batch, in session: Session
  ) async throws(Failure) -> Value {
    var results: [Value] = []
    var start = 0
    session.guardian?.foresee(parts.count)
    let total = parts.reduce(0) { $0 + ($1[batch.parameter]?.asArray?.count ?? 0) }
    for part in parts {
      let end = start + (part[batch.parameter]?.asArray?.count ?? 0)
      session.progress.show(Progress(operation.name, done: start, total: total))
      let answer: Value
      do throws(Failure) {
        answer = try await session.exchange(operation, part)
      } catch {
        var failure = error.renumbered(batch.parameter) { start.adding($0) }
        failure.results = .array(results + (error.results.asArray ?? []).map { $0.counting(from: start) })
        let sent = results.count { $0["success"] == true }
        failure.message += " (in \(batch.parameter) \(start) to \(end - 1); \(sent) before them were sent)"
        throw failure
      }
      results += (answer["results"]?.asArray ?? []).map { $0.counting(from: start) }
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

extension Session {
  /// Names the messages of a bulk that were not sent: the run then ends as one that failed in part.
  func tellFailures(in answer: Value) {
    let results = (answer["data"] ?? answer)["results"]?.asArray ?? []
    // A first fact beats a later one: what is told as queued is not told as unsent.
    var told: Set<Value> = []
    let failed = results.filter { told.insert($0["index"] ?? .null).inserted && $0["success"] == false }
    if failed.isEmpty { return }
    for result in failed.prefix(Self.mostNamed) {
      let place = result["index"]?.json ?? "?"
      let reason = result["error"]?.asString ?? result["error_code"]?.asString ?? "no reason was given"
      say(Escaping.line("not sent: [\(place)] \(result["recipient"]?.asString ?? ""): \(reason)"))
    }
    if failed.count > Self.mostNamed { say("not sent: \(failed.count - Self.mostNamed) more") }
    unsent += failed.count
  }

  private static let mostNamed = 20
}

extension Failure {
  /// With the places that its fields name (`messages.3.recipient`) counted in the whole list.
  func renumbered(_ parameter: String, _ place: (Int) -> Int) -> Failure {
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
  /// The result of a batch, its `index` counted in the whole list.
  fileprivate func counting(from start: Int) -> Value {
    guard case .object(var result) = self, let index = result["index"]?.asInt else { return self }
    result["index"] = .int(index.adding(Int64(start)))
    return .object(result)
  }
}
