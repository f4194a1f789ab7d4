import JSON
import SystemCalls

/// The file that keeps the state across runs.
struct Store: Sendable {
  let path: String
  /// Whether the state has changed since it was last written.
  var isBehind = false
  /// Until then nothing is written: a large state must not take more than a tenth of the time.
  private var restsUntil = ContinuousClock.now

  /// What takes no longer is written with every change.
  private static let quick = Duration.milliseconds(20)

  /// A request's body stands a few levels deeper here than it came.
  private static let depth = 1024

  init(path: String) { self.path = path }

  var isRested: Bool { ContinuousClock.now >= restsUntil }

  /// What the file holds; nil where there is none yet.
  func load() throws(SandboxError) -> Value? {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try readFile(path)
    } catch {
      if error == .noSuchFile { return nil }
      throw .unreadableState(path: path, reason: "\(error)")
    }
    do throws(JSONError) {
      return try Value(parsing: bytes, options: JSONOptions(depth: Self.depth))
    } catch {
      throw .unreadableState(path: path, reason: "it is not JSON from byte \(error.offset) on")
    }
  }

  /// Puts the state in the file's place: whoever looks finds the old one or the new one, whole.
  func write(_ state: Value) throws(SandboxError) {
    do throws(SystemError) {
      try replaceFile(path, with: state.jsonBytes())
    } catch {
      throw .unwritableState(path: path, reason: "\(error)")
    }
  }

  /// Writes a change, and rests after it where that took long.
  mutating func save(_ state: Value) throws(SandboxError) {
    let start = ContinuousClock.now
    try write(state)
    isBehind = false
    let now = ContinuousClock.now
    restsUntil = now - start > Self.quick ? now + (now - start) * 10 : now
  }
}
