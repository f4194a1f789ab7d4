import Catalog
import JSON
import Machine

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
    var counts: [Text: Int64] = ["success_count": 0, "failure_count": 0]
    var start = 0
    let total = parts.reduce(0) { $0 + ($1[batch.parameter]?.asArray?.count ?? 0) }
    for part in parts {
      let end = start + (part[batch.parameter]?.asArray?.count ?? 0)
      session.progress.show(Progress(operation.name, done: start, total: total))
      let answer: Value
      do throws(Failure) {
        answer = try await session.exchange(operation, part)
      } catch {
        var failure = error
        failure.results = .array(results)
        failure.message += " (in \(batch.parameter) \(start) to \(end - 1); \(start) before them were sent)"
        throw failure
      }
      for name in counts.keys { counts[name, default: 0] += answer[name.string]?.asInt ?? 0 }
      results += (answer["results"]?.asArray ?? []).map { $0.counting(from: start) }
      start = end
    }
    return [
      "total": .int(Int64(start)),
      "success_count": .int(counts["success_count"] ?? 0),
      "failure_count": .int(counts["failure_count"] ?? 0),
      "results": .array(results),
    ]
  }
}

extension Value {
  /// The result of a batch, its `index` counted in the whole list.
  fileprivate func counting(from start: Int) -> Value {
    guard case .object(var result) = self, let index = result["index"]?.asInt else { return self }
    result["index"] = .int(index + Int64(start))
    return .object(result)
  }
}
