import Catalog
import JSON
import Testing
import Verbs

@testable import Sandbox

/// Checks on every operation of the Catalog.
struct CatalogTests {
  @Test func everyOperationThatWorksHasBehaviour() {
    let named = Set(Catalog.standard.operations.filter { $0.gone == nil }.map(\.name))
    #expect(Set(allHandlers().map(\.0.name)) == named)
  }

  @Test func everyExampleOfTheDocumentationRunsAsItStands() throws {
    for operation in Catalog.standard.operations where operation.gone == nil {
      for arguments in operation.examples.isEmpty ? [Object()] : operation.examples.map(\.arguments) {
        try withSandbox { sandbox throws in
          try sandbox.send(to: "+966501234567")
          let answer = try sandbox.call(operation, arguments)
          #expect(answer.status == operation.success, "\(operation.name): \(answer.text)")
          #expect(answer.body["success"] == true, "\(operation.name)")
        }
      }
    }
  }

  @Test func answersHoldTheDocumentedMembersInOrder() throws {
    for operation in Catalog.standard.operations {
      guard let response = operation.response else { continue }
      try withSandbox { sandbox throws in
        try sandbox.send(to: "+966501234567")
        let needsNothing = operation.method == .get && operation.pathParameters.isEmpty
        let answer = try sandbox.call(operation, needsNothing ? Object() : operation.example)
        #expect(shape(answer.body) == shape(response), "\(operation.name)")
      }
    }
  }

  @Test func keysWithoutTheScopeAreForbidden() throws {
    let options = Options(keys: [.standard, Key("sk_none", scopes: [])], clock: .manual)
    try withSandbox(options) { sandbox throws in
      for operation in Catalog.standard.operations where operation.gone == nil {
        let answer = try sandbox.call(operation, operation.example, key: "sk_none")
        #expect(answer.status == (operation.scope == nil ? 200 : 403), "\(operation.name)")
      }
    }
  }

  @Test func operationsThatAreGoneAnswer410WhateverTheBody() throws {
    try withSandbox { sandbox throws in
      for operation in Catalog.standard.operations where operation.gone != nil {
        let answer = sandbox.raw("POST", "/integration/v1" + operation.path, Array("{".utf8))
        #expect(answer?.status == 410)
        #expect(answer?.body["success"] == false)
      }
    }
  }

  @Test func pathsAreFoundAsTheCatalogFindsThem() throws {
    let routes = Routes(.standard, handlers: allHandlers())
    for path in ["/ping", "/messages", "/messages/send", "/messages/7", "/messages/7/status", "/contacts/1/"]
    {
      for method in Method.allCases.map(\.rawValue) {
        let found = try? routes.find(method: method, path: path[...])
        let name = found?.route.operation.name
        if case .found(let operation, _) = Catalog.standard.match(method: method, path: path) {
          #expect(name == operation.name, "\(method) \(path)")
        } else {
          #expect(name == nil, "\(method) \(path)")
        }
      }
    }
  }
}

extension Fixture {
  fileprivate func call(
    _ operation: Operation, _ arguments: Object, key: String = "sk_test_sandbox"
  ) throws -> Answer {
    let call = try operation.request(for: arguments)
    return try self.call(call.method.rawValue, call.target, call.body, key: key)
  }
}

/// The names of all members. Of a list, the names of the first item.
private func shape(_ value: Value) -> String {
  switch value {
  case .object(let object):
    "{" + object.members.map { "\($0.name)\(shape($0.value))" }.joined(separator: " ") + "}"
  case .array(let items):
    "[" + (items.first.map(shape) ?? "") + "]"
  default:
    ""
  }
}
