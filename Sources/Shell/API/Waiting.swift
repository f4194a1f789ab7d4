import Catalog
import HTTP
import JSON
import Machine
import Rendering
import Stage
import Syntax

extension Session {
  /// `--wait`: what the send answered, with the status that its message has come to.
  func wait(afterSending answer: Value, until wanted: Value, timeout: Double) async throws(Failure) -> Value {
    let status = wanted == true ? "delivered" : wanted.asString ?? ""
    let deadline = world.surroundings.now() + timeout
    guard case .object(var object) = answer else { return answer }
    if case .array(let results)? = object["results"] {
      object["results"] = .array(try await wait(forResults: results, until: status, deadline: deadline))
      return .object(object)
    }
    guard let id = object["message_id"] else { return answer }
    let record = try await wait(for: id, until: status, deadline: deadline)
    for member in record.asObject?.members ?? [] { object[member.name] = member.value }
    return .object(object)
  }

  private func wait(
    forResults results: [Value], until status: String, deadline: Double
  ) async throws(Failure) -> [Value] {
    var waited: [Value] = []
    for result in results {
      guard case .object(var object) = result, let id = object["message_id"], !id.isNull else {
        waited.append(result)
        continue
      }
      object["status"] = try await wait(for: id, until: status, deadline: deadline)["status"]
      waited.append(.object(object))
    }
    return waited
  }

  /// Asks for a message's status, ever less often, until it is the wanted one or will not change.
  func wait(for id: Value, until wanted: String, deadline: Double) async throws(Failure) -> Value {
    guard let goal = Self.progress.firstIndex(of: wanted) else {
      throw Failure(
        .usage, "--wait takes one of \(Self.progress.joined(separator: " ")), but has '\(wanted)'")
    }
    guard let operation = commands.operation("messages", "status"),
      let name = operation.pathParameters.first?.name
    else { return .null }
    var delay = 0.25
    var status = "queued"
    while true {
      let record: Value
      do throws(Failure) {
        record = try await exchange(operation, Object([(Text(name), id)]))
      } catch { throw error.whileWaiting(for: id, status) }
      status = record["status"]?.asString ?? ""
      if let reached = Self.progress.firstIndex(of: status) {
        if reached >= goal { return record }
      } else if WordMeaning.messageStatuses.first(where: { $0.word == status })?.isFinal == true {
        throw undelivered(id, status, record)
      }
      let now = world.surroundings.now()
      guard now < deadline else {
        throw Failure(
          .timeout, "message \(id.json) must be \(wanted) in time, but is \(status)",
          hint:
            "it was sent and may still arrive: 'messages wait \(id.json)' waits on; --timeout 5m waits longer"
        )
      }
      do throws(Failure) { try await pause(min(delay, deadline - now)) } catch {
        throw error.whileWaiting(for: id, status)
      }
      delay = min(delay * 1.5, 5)
    }
  }

  /// The statuses on the way to the recipient, in order (documentation, "Status Values").
  static let progress = ["pending", "processing", "sent", "delivered"]

  private func undelivered(_ id: Value, _ status: String, _ record: Value) -> Failure {
    let reason = record["error_message"]?.asString.map { ": \(Escaping.line($0))" } ?? ""
    return Failure(
      .undelivered, "message \(id.json) must be delivered, but is \(status)\(reason)",
      hint: status == "refunded" ? "its credit was returned" : nil, results: [record])
  }

  func pause(_ seconds: Double) async throws(Failure) {
    try flush()
    do throws(CancellationError) {
      try await world.surroundings.sleep(seconds)
    } catch { throw .interrupted }
    if interruption.isSet { throw .interrupted }
  }
}

extension Failure {
  /// Whoever stops the wait is told which message was sent all the same.
  fileprivate func whileWaiting(for id: Value, _ status: String) -> Failure {
    guard kind == .interrupted, ending == nil else { return self }
    return Failure(
      .interrupted, "interrupted: message \(id.json) was sent, and is \(status)",
      hint: "'messages wait \(id.json)' waits on")
  }
}
