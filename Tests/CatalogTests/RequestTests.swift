import JSON
import Testing
import Verbs

@testable import Catalog

@Suite struct RequestTests {
  @Test("every documented example passes, and goes to its path", arguments: Catalog.standard.operations)
  func example(operation: Operation) throws {
    for example in operation.examples {
      #expect(operation.validate(example.arguments) == [])
      let call = try operation.request(for: example.arguments)
      guard
        case .found(let found, let captured) = Catalog.standard.match(
          method: call.method.rawValue, path: call.path)
      else {
        Issue.record("\(call.path) leads nowhere")
        continue
      }
      #expect(found.name == operation.name)
      #expect(captured.count == operation.pathParameters.count)
    }
  }

  @Test func everyOperationThatTakesSomethingHasAnExample() {
    for operation in Catalog.standard.operations
    where !operation.parameters.isEmpty || !operation.pathParameters.isEmpty {
      #expect(!operation.examples.isEmpty, "\(operation.name)")
    }
  }

  @Test func whatIsNotOfThePathIsTheBody() throws {
    let call = try operation("contacts update").request(for: ["contactId": 12, "label": "A"])
    #expect(call.method == .put)
    #expect(call.target == "/contacts/12")
    #expect(call.body == ["label": "A"])
  }

  @Test func theArgumentsOfAGetAreItsQuery() throws {
    let call = try operation("messages list").request(
      for: ["status": "failed", "per_page": 100, "type": .null, "x y": "a&b=ü"])
    #expect(call.target == "/messages?status=failed&per_page=100&x%20y=a%26b%3D%C3%BC")
    #expect(call.body == nil)
  }

  @Test func listsInAQueryAreWrittenAsPHPReadsThem() {
    #expect(query(["a": [1, true], "b": ["c": 1.5]]) == "a%5B0%5D=1&a%5B1%5D=true&b%5Bc%5D=1.5")
    #expect(query([:]) == nil)
  }

  private func query(_ value: Value) -> String? { value.asObject.flatMap(PercentEncoding.query) }

  @Test func aDeleteHasNoBody() throws {
    let call = try operation("contacts delete").request(for: ["contactId": 12])
    #expect(call == Call(method: .delete, path: "/contacts/12", query: nil, body: nil))
  }

  @Test func aPostWithoutArgumentsHasAnEmptyObject() throws {
    #expect(try operation("messages send-list").request(for: [:]).body == [:])
  }

  @Test(
    "a name is one segment of the path",
    arguments: [
      ("my-instance", "my-instance"), ("a/b", "a%2Fb"), ("a b?c#d", "a%20b%3Fc%23d"), (".", "%2E"),
      ("..", "%2E%2E"), ("...", "..."), ("50%", "50%25"), ("هاتف", "%D9%87%D8%A7%D8%AA%D9%81"),
    ])
  func segment(name: String, encoded: String) throws {
    let call = try operation("instances get").request(for: ["instanceId": .string(Text(name))])
    #expect(call.path == "/instances/\(encoded)")
    #expect(PercentEncoding.decode(encoded) == name)
  }

  @Test("a path with a hole in it is never sent", arguments: [.null, "", " ", [], [:]] as [Value])
  func hole(value: Value) throws {
    let get = try operation("contacts get")
    #expect(throws: Violation(field: "contactId", fault: .missing)) {
      try get.request(for: ["contactId": value] as Value)
    }
  }
}
