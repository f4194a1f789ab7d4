import Catalog
import Glibc
import JSON
import Testing

@testable import Sandbox

/// The state that is kept between runs, and what a sandbox needs to start.
struct StateFileTests {
  @Test func aSandboxTakesUpWhereItLeftOff() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    let options = Options(clock: .manual, stateFile: path)
    try withSandbox(options) { sandbox throws in
      try sandbox.send(to: "+966501234567", "مرحبا")
      try sandbox.send(to: "+966501230005")
      try sandbox.advance(3)
      _ = try sandbox.post("/contacts", ["phone": "+966501112233"])
      try sandbox.control("POST", "keys", ["key": "sk_new", "scopes": []])
    }
    try withSandbox(options) { sandbox throws in
      #expect(try sandbox.status(of: 12345) == "processing")
      #expect(try sandbox.get("/messages/12345").data["content"] == "مرحبا")
      try sandbox.advance(60)
      #expect(try sandbox.status(of: 12345) == "delivered")
      #expect(try sandbox.send(to: "+966501230005").data["message_id"] == 12346)
      #expect(try sandbox.get("/contacts").data.asArray?.count == 4)
      #expect(try sandbox.balance() == 998)
      #expect(try sandbox.call("GET", "/ping", key: "sk_new").status == 200)
    }
  }

  @Test func aWriteIsOnDiskBeforeItIsAnswered() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    try withSandbox(Options(clock: .manual, stateFile: path)) { sandbox throws in
      try sandbox.send(to: "+966501234567", "kept")
      let saved = try Value(parsing: readFile(path))
      #expect(saved["messages"]?.asArray?.first?["content"] == "kept")
      var status = stat()
      stat(path, &status)
      #expect(status.st_mode & 0o777 == 0o600)
    }
  }

  @Test func creditsOfThisRunGoBeforeTheSavedOnes() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    try withSandbox(Options(clock: .manual, stateFile: path)) { try $0.send(to: "+966501234567") }
    try withSandbox(Options(credits: 7, clock: .manual, stateFile: path)) { sandbox throws in
      #expect(try sandbox.balance() == 7)
    }
  }

  @Test(arguments: ["", "{", "[]", "{\"sandbox\":2}", "{\"sandbox\":1,\"now\":1,\"credits\":\"x\"}"])
  func aFileThatIsNoStateIsRefused(text: String) throws {
    let path = temporaryPath()
    defer { unlink(path) }
    try replaceFile(path, with: Array(text.utf8))
    let error = #expect(throws: SandboxError.self) { try SandboxServer(Options(stateFile: path)) }
    #expect(error?.description.hasPrefix("\(path) must hold a sandbox's state, but: ") == true)
  }

  @Test func aFileThatCannotBeWrittenIsToldAtTheStart() {
    #expect(
      throws: SandboxError.unwritableState(path: "/nowhere/state.json", reason: "No such file or directory")
    ) {
      try SandboxServer(Options(stateFile: "/nowhere/state.json"))
    }
  }

  @Test func aFileThatCanNoLongerBeWrittenIsToldWithTheAnswer() throws {
    let folder = "/tmp/sandbox-tests-\(UInt64.random(in: 0 ... .max))"
    mkdir(folder, 0o700)
    let running = try SandboxServer.startInBackground(Options(stateFile: folder + "/state.json"))
    unlink(folder + "/state.json")
    rmdir(folder)
    #expect(try Fixture(address: running.address).send(to: "+966501234567").status == 500)
    #expect(throws: SandboxError.self) { try running.stop() }
  }

  @Test func aSymbolicLinkStays() throws {
    let (path, link) = (temporaryPath(), temporaryPath())
    defer { for name in [path, link] { unlink(name) } }
    try withSandbox(Options(clock: .manual, stateFile: path)) { try $0.send(to: "+966501234567") }
    symlink(path, link)
    try withSandbox(Options(clock: .manual, stateFile: link)) { try $0.send(to: "+966501234567") }
    var status = stat()
    lstat(link, &status)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    #expect(try Value(parsing: readFile(path))["messages"]?.asArray?.count == 2)
  }

  @Test func aPortThatIsTakenIsRefused() throws {
    try withSandbox { sandbox throws in
      let port = sandbox.address.port
      #expect(throws: SandboxError.cannotListen(port: port, reason: "Address already in use")) {
        try SandboxServer.startInBackground(Options(port: port))
      }
    }
  }

  @Test func withoutAKeyThereIsNoSandbox() {
    #expect(throws: SandboxError.noKeys) { try SandboxServer(Options(keys: [])) }
  }

  @Test func keysAreReadAsTheOptionHasThem() throws {
    #expect(try Key(option: "sk") == Key("sk"))
    #expect(try Key(option: "sk:read_messages,send_message").scopes == [.readMessages, .sendMessage])
    #expect(try Key(option: "sk:").scopes == [])
    #expect(throws: SandboxError.unknownScope("fly")) { try Key(option: "sk:fly") }
    #expect(throws: SandboxError.emptyKey(option: ":read_messages")) { try Key(option: ":read_messages") }
  }

  @Test func anotherWorldIsServedAsItIsGiven() throws {
    var world = World.documented
    world.credits = 3
    world.instances = [Object([("id", 5), ("name", "shop"), ("status", "connecting")])]
    try withSandbox(Options(clock: .manual, world: world)) { sandbox throws in
      #expect(try sandbox.balance() == 3)
      #expect(try sandbox.get("/instances/shop/status").data["connection_status"] == "connecting")
      #expect(try sandbox.get("/instances/my-instance").status == 404)
    }
  }
}
