import JSON

/// The session that a recording is of: what a replay needs besides the exchanges, and what a reader wants to know
/// first.
package struct RecordedSession: Sendable, Equatable {
  /// The name of the account in the prompt.
  package var account = ""
  /// The base URL.
  package var host = ""
  /// The zone in which days began and times were read.
  package var zone = "UTC"
  /// When it was saved, in seconds since 1970.
  package var saved = 0.0
  /// What was typed, oldest first.
  package var inputs: [Input] = []

  package struct Input: Sendable, Equatable {
    package var text: String
    /// Seconds since 1970.
    package var time: Double

    package init(text: String, time: Double) {
      self.text = text
      self.time = time
    }
  }

  package init() {}

  package init(account: String, host: String, zone: String, saved: Double) {
    self.account = account
    self.host = host
    self.zone = zone
    self.saved = saved
  }
}

extension RecordedSession {
  package var value: Value {
    [
      "account": Value(account), "host": Value(host), "zone": Value(zone), "saved": .double(saved),
      "inputs": .array(inputs.map { ["text": Value($0.text), "time": .double($0.time)] }),
    ]
  }

  package init(_ value: Value) {
    account = value["account"]?.asString ?? ""
    host = value["host"]?.asString ?? ""
    zone = value["zone"]?.asString ?? "UTC"
    saved = value["saved"]?.asDouble ?? 0
    inputs = (value["inputs"]?.asArray ?? []).compactMap { input in
      guard let text = input["text"]?.asString, let time = input["time"]?.asDouble else { return nil }
      return Input(text: text, time: time)
    }
  }
}
