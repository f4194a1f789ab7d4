import HTTP
import Machine
import Rendering
import SystemCalls

/// The program of a profile that prints a secret: the key, or a user with its password. It is started
/// directly, so no shell reads its words.
public struct KeyCommand {
  private let words: [String]

  /// How long it may take, in seconds. A person may have to type a passphrase.
  private static let patience = 30.0

  /// The name of the setting in the profile.
  private let setting: String

  public init(_ words: [String], _ setting: String = "key_command") {
    self.words = words
    self.setting = setting
  }

  /// Runs it, and returns the key. A failure never contains what it printed.
  ///
  /// - Throws: `auth`, where it fails, takes too long, or prints something else than a key.
  public func key() throws(Failure) -> APIKey {
    let output = try run()
    do throws(APIKeyError) { return try APIKey(parsing: String(decoding: output, as: UTF8.self)) } catch {
      throw failure("print a key, but \(error == .empty ? "printed nothing" : "printed something else")")
    }
  }

  /// Runs it, and returns what it printed without the line end.
  package func line() throws(Failure) -> String {
    var line = String(decoding: try run(), as: UTF8.self)
    while line.hasSuffix("\n") || line.hasSuffix("\r") { line.removeLast() }
    return line
  }

  private func run() throws(Failure) -> [UInt8] {
    guard let (readEnd, writeEnd) = try? Descriptor.pipe() else {
      throw failure("be started, but there is no pipe for it")
    }
    defer { readEnd.close() }
    let child: ChildProcess
    do throws(SystemError) {
      defer { writeEnd.close() }
      child = try ChildProcess(words[0], words, output: writeEnd)
    } catch { throw failure("be started, but: \(error)") }
    let output = read(readEnd)
    // A program that has printed everything may still need a moment to end.
    guard let ending = ending(of: child, within: output == nil ? 0 : Self.moment), let output else {
      throw failure("end in \(Int(Self.patience)) s, but did not")
    }
    switch ending {
    case .exited(0): return output
    case .exited(let status): throw failure("end with 0, but ended with \(status)")
    case .signalled(let signal): throw failure("end with 0, but was ended by signal \(signal)")
    }
  }

  /// How long a program may take to end after its output, or after it was asked to end, in seconds.
  private static let moment = 2.0

  /// Nil where it did not end by itself. In both cases it has ended afterwards.
  private func ending(of child: ChildProcess, within seconds: Double) -> ChildProcess.Ending? {
    if let ending = child.wait(seconds: seconds) { return ending }
    child.send(.terminate)
    if child.wait(seconds: Self.moment) == nil {
      child.send(.kill)
      _ = try? child.wait()
    }
    return nil
  }

  /// Its output, up to 4 KB; nil where it takes too long.
  private func read(_ descriptor: Descriptor) -> [UInt8]? {
    var output: [UInt8] = []
    let deadline = SystemClock.monotonic() + Self.patience
    while SystemClock.monotonic() < deadline {
      guard descriptor.wait(for: .reading, milliseconds: 100) else { continue }
      guard let bytes = try? descriptor.read(4096), !bytes.isEmpty, output.count <= 4096 else {
        return output
      }
      output += bytes
    }
    return nil
  }

  private func failure(_ text: String) -> Failure {
    Failure(.auth, "the \(setting) '\(Escaping.line(words[0]))' must \(text)")
  }
}
