import Glibc
import JSON
import Synchronization
import TestSupport

/// Chromium without a window. It is controlled by its DevTools protocol through a pair of pipes
/// (https://chromedevtools.github.io/devtools-protocol/), where each message ends with a NUL.
final class Browser {
  /// Debian's `chromium-headless-shell`, or another one; nil where none is installed.
  static let path: String? = {
    let names: [String] = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    return names.map { "/usr/bin/" + $0 }.first { access($0, X_OK) == 0 }
  }()

  private let pid: pid_t
  private let toBrowser: Int32
  private let fromBrowser: Int32
  private let folder: String
  private var heard: [UInt8] = []
  private var number: Int64 = 0
  private var session = ""
  /// The page's errors: those of its script, and breaches of its policy.
  private(set) var complaints: [String] = []

  /// Opens the address in a window of this size.
  init(_ address: String, width: Int64 = 1280, height: Int64 = 800) throws {
    guard let path = Self.path else { throw SpawnError(code: ENOENT) }
    let (ours, theirs) = try spawning.withLock { _ in try (Self.pipe(), Self.pipe()) }
    folder = "/tmp/wessaal-browser-\(UInt64.random(in: 0 ... .max))"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ours.read, 3)
    posix_spawn_file_actions_adddup2(&actions, theirs.write, 4)
    for descriptor: Int32 in 0...2 {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    let words: [String] = [
      path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--remote-debugging-pipe",
      "--lang=en-GB", "--user-data-dir=\(folder)", "about:blank",
    ]
    let arguments = words.map { strdup($0) } + [nil]
    let environment: [String] = ["PATH=/usr/bin:/bin", "HOME=\(folder)", "TZ=UTC"]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid: pid_t = 0
    let code = spawning.withLock { _ in posix_spawn(&pid, path, &actions, nil, arguments, variables) }
    close(ours.read)
    close(theirs.write)
    guard code == 0 else { throw SpawnError(code: code) }
    (self.pid, toBrowser, fromBrowser) = (pid, ours.write, theirs.read)
    try open(address, width, height)
  }

  deinit {
    kill(pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    close(toBrowser)
    close(fromBrowser)
    _ = try? shell("rm -rf '\(folder)'")
  }

  private func open(_ address: String, _ width: Int64, _ height: Int64) throws {
    let target = try call("Target.createTarget", ["url": "about:blank"])["targetId"] ?? .null
    session =
      try call("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"]?.asString ?? ""
    for domain in ["Page", "Runtime", "Log"] { try call(domain + ".enable") }
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": .int(width), "height": .int(height), "deviceScaleFactor": 1, "mobile": .bool(width < 700)])
    try call("Page.navigate", ["url": Value(address)])
  }

  /// The value of a JavaScript expression on the page. A promise is awaited.
  @discardableResult
  func evaluate(_ code: String) throws -> Value {
    let answer = try call(
      "Runtime.evaluate", ["expression": Value(code), "awaitPromise": true, "returnByValue": true])
    if let exception = answer["exceptionDetails"] { complaints.append(exception.json) }
    return answer["result"]?["value"] ?? .null
  }

  /// Whether the expression becomes true in time.
  func becomes(_ code: String, within seconds: Double = 30) throws -> Bool {
    let deadline = monotonicSeconds() + seconds
    while try evaluate(code) != true {
      if monotonicSeconds() > deadline { return false }
      // This gives the page time to run, and waits no longer than needed.
      try evaluate("new Promise((go) => setTimeout(go, 10))")
    }
    return true
  }

  /// Prints the page, which may do something before that. Returns the PDF in base64.
  func printed() throws -> String {
    let answer = try call("Page.printToPDF", ["printBackground": false])
    return answer["data"]?.asString ?? ""
  }

  /// Saves a picture of the window in the folder of `WESSAAL_SHOTS`, for a person to look at.
  func picture(_ name: String) throws {
    guard let folder = getenv("WESSAAL_SHOTS") else { return }
    let answer = try call("Page.captureScreenshot", ["format": "png"])
    let path = "\(String(cString: folder))/\(name).png"
    guard let file = fopen(path + ".base64", "w") else { return }
    fputs(answer["data"]?.asString ?? "", file)
    fclose(file)
    _ = try shell("base64 -d <'\(path).base64' >'\(path)' && rm '\(path).base64'")
  }
}

extension Browser {
  @discardableResult
  private func call(_ method: String, _ parameters: Value = [:]) throws -> Value {
    number += 1
    var message = Object()
    message["id"] = .int(number)
    message["method"] = Value(method)
    message["params"] = parameters
    if !session.isEmpty { message["sessionId"] = Value(session) }
    try say(Value.object(message).jsonBytes() + [0])
    while true {
      let answer = try hear()
      if answer["id"] == .int(number) { return answer["result"] ?? answer }
      note(answer)
    }
  }

  private func note(_ event: Value) {
    switch event["method"] {
    case "Runtime.exceptionThrown": complaints.append(event.json)
    case "Log.entryAdded" where event["params"]?["entry"]?["level"] == "error": complaints.append(event.json)
    default: break
    }
  }

  private func say(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = Array(rest)
      let count = write(toBrowser, chunk, chunk.count)
      guard count > 0 else { throw SpawnError(code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// The next message. A message that takes longer than a minute never comes.
  private func hear() throws -> Value {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let end = heard.firstIndex(of: 0) {
        let message = Array(heard[..<end])
        heard = Array(heard[(end + 1)...])
        return (try? Value(parsing: message)) ?? .null
      }
      var waits = [pollfd(fd: fromBrowser, events: Int16(POLLIN), revents: 0)]
      guard poll(&waits, 1, 60_000) > 0 else { throw SpawnError(code: ETIMEDOUT) }
      let count = read(fromBrowser, &chunk, chunk.count)
      guard count > 0 else { throw SpawnError(code: EPIPE) }
      heard += chunk[..<count]
    }
  }

  /// A pipe with numbers above those that the browser uses itself.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw SpawnError(code: errno) }
    let high = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
    for end in ends { close(end) }
    return (high[0], high[1])
  }
}
