import JSON
import Testing

@testable import Sandbox

/// A running sandbox, and short functions for calling it.
struct Fixture {
  let address: Address

  /// Calls the API with the standard key; `path` is below the base.
  func call(_ method: String, _ path: String, _ body: Value? = nil, key: String? = "sk_test_sandbox") throws
    -> Answer
  {
    try #require(raw(method, "/integration/v1" + path, body?.jsonBytes(), key: key))
  }

  func get(_ path: String) throws -> Answer { try call("GET", path) }
  func post(_ path: String, _ body: Value) throws -> Answer { try call("POST", path, body) }

  /// Calls a control route.
  @discardableResult
  func control(_ method: String, _ name: String, _ body: Value? = nil) throws -> Answer {
    try #require(raw(method, "/sandbox/" + name, body?.jsonBytes()))
  }

  /// Sends a text from the open instance.
  @discardableResult
  func send(to recipient: String, _ content: String = "Hello!") throws -> Answer {
    try post("/messages/send", message(to: recipient, content))
  }

  func message(to recipient: String, _ content: String = "Hello!") -> Value {
    ["instance": "my-instance", "recipient": Value(recipient), "content": Value(content)]
  }

  func advance(_ seconds: Double) throws {
    try control("POST", "clock", ["advance_s": .double(seconds)])
  }

  func status(of id: Int64) throws -> String? { try get("/messages/\(id)/status").data["status"]?.asString }

  func balance() throws -> Int64? { try get("/me").data["pockets"]?["whatsapp"]?["balance"]?.asInt }

  func raw(_ method: String, _ target: String, _ body: [UInt8]?, key: String? = "sk_test_sandbox") -> Answer?
  {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    if let key { head += "X-API-Key: \(key)\r\n" }
    if let body { head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" }
    return exchange(port: address.port, Array((head + "\r\n").utf8) + (body ?? []))
  }
}

/// Runs a body against a fresh sandbox on a manual clock, unless the options say otherwise.
@discardableResult
func withSandbox<T>(
  _ options: Options = Options(clock: .manual), _ body: (Fixture) throws -> T
) throws -> T {
  let running = try SandboxServer.startInBackground(options)
  let result = Result { try body(Fixture(address: running.address)) }
  try running.stop()
  return try result.get()
}

/// A path in the temporary folder that no other test uses.
func temporaryPath() -> String { "/tmp/sandbox-tests-\(UInt64.random(in: 0 ... .max)).json" }
