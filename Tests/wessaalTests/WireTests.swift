import Catalog
import JSON
import Testing
import Verbs

/// The request of each operation of the API, read by the test's own server.
@Suite("the wire") struct WireTests {
  static let cases = WireCase.reads + WireCase.writes

  /// Gives the documented answer, or an answer in its form.
  static func server() -> RecordingServer {
    RecordingServer(knowsAccount: false) { seen, number in
      if seen.method == "GET", seen.target.hasPrefix("/integration/v1/messages?") {
        return .json(
          #"{"success":true,"data":{"current_page":1,"data":[{"id":1}],"per_page":100,"total":1}}"#)
      }
      if seen.method != "GET" { return .confirmed(seen, number) }
      let isList = seen.target.hasSuffix("s")
      return .json(isList ? #"{"success":true,"data":[{"id":7}]}"# : #"{"success":true,"data":{"id":7}}"#)
    }
  }

  @Test func everyOperationIsTried() {
    #expect(Set(Self.cases.map(\.operation)) == Set(Catalog.standard.operations.map(\.name)))
  }

  @Test(arguments: cases) func aLineMakesTheRequest(_ wire: WireCase) throws {
    let server = Self.server()
    let run = try wessaal(["-c", "\(wire.operation) \(wire.line)"], base: server.url)
    #expect(run.status == 0, "\(run.errors)")
    try expect(server.seen, wire)
  }

  @Test(arguments: cases) func wordsMakeTheRequest(_ wire: WireCase) throws {
    let server = Self.server()
    let run = try wessaal(
      wire.operation.split(separator: " ").map(String.init) + wire.words, base: server.url)
    #expect(run.status == 0, "\(run.errors)")
    try expect(server.seen, wire)
  }

  private func expect(_ requests: [Seen], _ wire: WireCase) throws {
    try #require(requests.count == 1)
    let seen = requests[0]
    #expect("\(seen.method) \(seen.target)" == wire.request)
    #expect(seen.header("X-API-Key") == Binary.key)
    #expect(!seen.target.contains(Binary.key))
    #expect(seen.header("Accept") == "application/json")
    #expect(seen.header("User-Agent")?.hasPrefix("wessaal/") == true)
    #expect(seen.header("Host") != nil)
    #expect(seen.header("Expect") == nil)
    if let body = wire.body {
      #expect(seen.header("Content-Type") == "application/json")
      try #expect(Value(parsing: seen.body) == Value(parsing: body))
    } else {
      #expect(seen.header("Content-Type") == nil)
      #expect(seen.body.isEmpty)
    }
  }

  /// Each example of the Catalog, with its values in JSON.
  @Test(arguments: Catalog.standard.operations) func theCatalogsExamplesAreSentAsTheyStand(
    _ operation: Operation
  ) throws {
    for example in operation.examples {
      var rest = example.arguments
      var words = operation.name.split(separator: " ").map(String.init)
      for parameter in operation.pathParameters {
        words.append(try #require(rest[parameter.name]).word)
        rest[parameter.name] = nil
      }
      words += rest.members.map { "\($0.name)=\($0.value.word)" }
      if operation.confirms { words.append("--yes") }
      let server = Self.server()
      let run = try wessaal(words, base: server.url)
      #expect(run.status == 0, "\(run.errors)")
      let seen = try #require(server.seen.first)
      #expect(seen.method == operation.method.rawValue)
      if operation.method != .get, operation.method != .delete {
        try #expect(Value(parsing: seen.body) == .object(rest))
      }
    }
  }

  @Test(arguments: [
    ("GET", "GET /integration/v1/new/thing?q=a%20b%26c&n=5", ""),
    ("POST", "POST /integration/v1/new/thing", #"{"q":"a b&c","n":5}"#),
    ("PUT", "PUT /integration/v1/new/thing", #"{"q":"a b&c","n":5}"#),
  ]) func anyRequestCanBeMade(_ method: String, _ request: String, _ body: String) throws {
    let server = Self.server()
    let line = try wessaal(["-c", "request \(method) /new/thing q='a b&c' n=5"], base: server.url)
    let words = try wessaal(["request", method, "/new/thing", "q=a b&c", "n=5"], base: server.url)
    #expect(line.status == 0 && words.status == 0, "\(line.errors)\(words.errors)")
    for seen in server.seen {
      #expect("\(seen.method) \(seen.target)" == request)
      #expect(seen.body == body)
    }
    #expect(server.seen.count == 2)
  }

  @Test func pathPartsAreEncoded() throws {
    let server = Self.server()
    try #expect(wessaal(["instances", "get", "a b/../ü?x"], base: server.url).status == 0)
    #expect(server.seen.first?.target == "/integration/v1/instances/a%20b%2F..%2F%C3%BC%3Fx")
  }

  @Test func aScriptUsesOneConnectionAndItsKeyIsNotInAnyOutput() throws {
    let server = RecordingServer(
      json: #"{"success":true,"data":{"id":7,"echo":"\#(Binary.key)"}}"#, knowsAccount: false)
    let run = try wessaal(
      ["--trace", "-c", "contacts get 7 | ignore; $response | ignore; print $response.request"],
      base: server.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.contains(Binary.key))
    #expect(!run.errors.contains(Binary.key))
    #expect(run.errors.contains("> GET "))
  }
}

extension Operation: CustomTestStringConvertible {
  public var testDescription: String { name }
}

extension Value {
  /// A text as it is, anything else as JSON.
  var word: String { asString ?? json }
}
