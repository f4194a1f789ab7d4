import Catalog
import HTTP
import JSON
import Machine
import Rendering
import Stage

extension Service {
  /// `--wait`: waits until the message has the wanted status.
  ///
  /// - Returns: the answer to the send, with the new status.
  package func wait(afterSending answer: Value, until wanted: Value, timeout: Double) async throws(Failure)
    -> Value
  {
    let status = wanted == true ? "delivered" : wanted.asString ?? ""
    let deadline = console.world.surroundings.now() + timeout
    guard case .object(var object) = answer else { return answer }
    // In the body that `--raw` shows, the message is in `data`.
    if object["message_id"] == nil, object["results"] == nil, let data = object["data"], data.asObject != nil
    {
      object["data"] = try await wait(afterSending: data, until: wanted, timeout: timeout)
      return .object(object)
    }
    if case .array(let results)? = object["results"] {
      object["results"] = .array(try await wait(forResults: results, until: status, deadline: deadline))
      return .object(object)
    }
    guard let id = object["message_id"] else { return answer }
    let record = try await wait(for: id, until: status, deadline: deadline, wasSent: true)
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
      do throws(Failure) {
        object["status"] =
          try await wait(for: id, until: status, deadline: deadline, wasSent: true)["status"]
      } catch {
        var failure = error
        // Which messages were queued must not be lost.
        if failure.results.isNull { failure.results = .array(results) }
        throw failure
      }
      waited.append(.object(object))
    }
    return waited
  }

  /// Checks the status in the answer to a send. The first status may already be a final one (documentation, "Status
  /// Values"). Such a message was queued and charged, and will not arrive.
  ///
  /// - Throws: `undelivered`.
  package func checkIsOnItsWay(_ answer: Value, of operation: Operation) throws(Failure) {
    let message = answer["message_id"] == nil ? answer["data"] ?? answer : answer
    guard operation.kind == .send, let id = message["message_id"], let status = message["status"]?.asString,
      message.cameToNothing
    else { return }
    throw undelivered(id, status, message)
  }

  /// Asks for the status of a message, at growing intervals, until it is the wanted one or cannot change any more.
  ///
  /// - Parameters:
  ///   - deadline: when to give up, in seconds on the monotonic clock.
  ///   - wasSent: whether the same command has sent the message. Then a failure says so.
  /// - Throws: `undelivered`, `timeout`, or the failure of a call.
  package func wait(
    for id: Value, until wanted: String, deadline: Double, wasSent: Bool = false
  ) async throws(Failure) -> Value {
    guard let goal = WordMeaning.wayToRecipient.firstIndex(of: wanted) else {
      throw Failure(
        .usage,
        "--wait takes one of \(WordMeaning.wayToRecipient.joined(separator: " ")), but has '\(wanted)'")
    }
    let operation = Operation.messageStatus
    var delay = 0.25
    var status = "queued"
    let wait = console.progress.begin(waitingFor: "\(id.asString ?? id.json): \(status)")
    defer { console.progress.end(wait) }
    while true {
      let record: Value
      do throws(Failure) {
        record = try await exchange(operation, operation.arguments(id: id))
        try check(record, isOf: id)
      } catch {
        let failure = error.whileWaiting(for: id, status)
        throw wasSent ? failure.afterSending(id) : failure
      }
      status = record["status"]?.asString ?? ""
      console.progress.change(wait, to: "\(id.asString ?? id.json): \(status)")
      if let reached = WordMeaning.wayToRecipient.firstIndex(of: status) {
        if reached >= goal { return record }
      } else if WordMeaning.messageStatuses.first(where: { $0.word == status })?.isFinal == true {
        throw undelivered(id, status, record)
      }
      let now = console.world.surroundings.now()
      guard now < deadline else {
        throw Failure(
          .timeout,
          "message \(id.json) must be \(wanted) in time, but \(status.isEmpty ? "has no status" : "is \(status)")",
          hint:
            "it was sent and may still arrive: 'messages wait \(id.json)' waits on, 'explain \(id.json)' tells more"
        )
      }
      do throws(Failure) { try await console.pause(min(delay, deadline - now)) } catch {
        throw error.whileWaiting(for: id, status)
      }
      delay = min(delay * 1.5, 5)
    }
  }

  /// Throws where the status belongs to another message, since it then says nothing about this one.
  private func check(_ record: Value, isOf id: Value) throws(Failure) {
    guard let told = record["message_id"] ?? record["id"], !told.isNull, told.recordKey != id.recordKey else {
      return
    }
    throw Failure(
      .server, "the status must be that of message \(id.json), but is that of \(Escaping.line(told.json))",
      hint: "the message was sent and may still arrive: 'messages wait \(id.json)' waits on")
  }

  private func undelivered(_ id: Value, _ status: String, _ record: Value) -> Failure {
    let reason = record["error_message"]?.asString.map { ": \(Escaping.line($0))" } ?? ""
    return Failure(
      .undelivered, "message \(id.json) must be delivered, but is \(status)\(reason)",
      hint: status == "refunded" ? "its credit was returned" : nil, results: [record])
  }
}

extension Failure {
  /// The failure after Ctrl-C, which also tells the user which message was sent.
  fileprivate func whileWaiting(for id: Value, _ status: String) -> Failure {
    guard kind == .interrupted, ending == nil else { return self }
    return Failure(
      .interrupted, "interrupted: message \(id.json) was sent, and is \(status)",
      hint: "'messages wait \(id.json)' waits on")
  }

  /// The failure of a look at a message that was just sent. It must not be taken for the failure of the send, since the
  /// user would send again.
  fileprivate func afterSending(_ id: Value) -> Failure {
    if kind == .interrupted { return self }
    var failure = self
    failure.message = "message \(id.json) was sent, but its status cannot be told: \(message)"
    failure.hint = "do not send it again: 'messages wait \(id.json)' waits on"
    return failure
  }
}
