import Catalog
import Testing
import Verbs

@Suite struct MatchTests {
  @Test(
    "a path leads to its operation",
    arguments: [
      ("GET", "/ping", "ping", [:]),
      ("GET", "/messages", "messages list", [:]),
      ("GET", "/messages/", "messages list", [:]),
      ("GET", "/messages/12345", "messages get", ["messageId": "12345"]),
      ("GET", "/messages/12345/status", "messages status", ["messageId": "12345"]),
      ("GET", "/instances/status", "instances get", ["instanceId": "status"]),
      ("POST", "/messages/send", "messages send", [:]),
      ("GET", "/instances/my%20phone%2F2/status", "instances status", ["instanceId": "my phone/2"]),
      ("PUT", "/contacts/12", "contacts update", ["contactId": "12"]),
      ("POST", "/messages/send-list", "messages send-list", [:]),
      ("GET", "/%70ing", "ping", [:]),
      ("GET", "/contacts/%31%32/", "contacts get", ["contactId": "12"]),
    ])
  func found(method: String, path: String, command: String, parameters: [String: String]) throws {
    guard case .found(let operation, let found) = Catalog.standard.match(method: method, path: path) else {
      Issue.record("no operation")
      return
    }
    #expect(operation.name == command)
    #expect(found == parameters)
  }

  @Test(
    "a path that is none leads nowhere",
    arguments: [
      "", "/", "/nothing", "/messages/1/2/3", "//ping", "/messages//status", "ping/x", "/instances/%zz",
      "/instances/%ff", "/Ping",
    ])
  func unknown(path: String) {
    guard case .unknown = Catalog.standard.match(method: "GET", path: path) else {
      Issue.record("\(path) was found")
      return
    }
  }

  @Test(
    "an id is digits, so the path of a send is none of a message",
    arguments: ["send", "send-bulk", "send-list"])
  func ids(word: String) {
    guard case .wrongMethod([.post]) = Catalog.standard.match(method: "GET", path: "/messages/\(word)") else {
      Issue.record("\(word) was found")
      return
    }
  }

  @Test func theWrongMethodSaysWhichAreAllowed() {
    guard case .wrongMethod(let allowed) = Catalog.standard.match(method: "PATCH", path: "/contacts/12")
    else {
      Issue.record("not told")
      return
    }
    #expect(allowed == [.get, .put, .delete])
  }
}
