/// `wessaal sandbox` beside the tests, which share it. It ends with the process of the tests.
struct SandboxProcess: Sendable {
  var url: String
  var key: String

  static let shared = Result { try SandboxProcess(["--clock", "fast", "--rate", "1000000/h"]) }

  init(_ options: [String]) throws {
    // The shell ends the sandbox when its own input ends, which happens when this process ends.
    let child = try Child(
      "/bin/sh", ["-c", #""$@" & read -r line; kill $!"#, "sh", Binary.path, "sandbox"] + options,
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"], folder: "/", input: nil)
    guard child.run(until: { $0.outputText.hasSuffix("\n") }) else { throw NoSandbox(said: child.errorText) }
    let words = child.outputText.split(whereSeparator: \.isWhitespace)
    guard words.count == 5, words[0] == "listening", words[1] == "on", words[3] == "key" else {
      throw NoSandbox(said: child.outputText)
    }
    url = String(words[2])
    key = String(words[4])
    // The child is kept, because its end of the pipe must stay open as long as the tests run.
    _ = Unmanaged.passRetained(child)
  }

  func run(_ arguments: [String], input: String = "", within seconds: Double = 20) throws -> Outcome {
    try wessaal(arguments, base: url, key: key, input: input, within: seconds)
  }
}

struct NoSandbox: Error {
  var said: String
}
