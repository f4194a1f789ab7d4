import JSON
import SystemCalls

/// The file that keeps the state between runs.
struct Store: Sendable {
  let path: String
  /// Whether the state has changed since it was last written.
  var isBehind = false
  /// Nothing is written before this time. Saving a large state must not take more than a tenth of
  /// the time.
  private var restsUntil = ContinuousClock.now

  /// Where saving takes no longer than this, each change is saved at once.
  private static let quick = Duration.milliseconds(20)

  /// In this file, the body of a request is nested a few levels deeper than when it was sent.
  private static let depth = 1024

  init(path: String) { self.path = path }

  var isRested: Bool { ContinuousClock.now >= restsUntil }

  /// The content of the file; nil where there is none yet.
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

  /// Replaces the file. Readers see either the whole old file or the whole new one.
  func write(_ state: Value) throws(SandboxError) {
    do throws(SystemError) {
      try replaceFile(path, with: state.jsonBytes())
    } catch {
      throw .unwritableState(path: path, reason: "\(error)")
    }
  }

  /// Saves a change. Where that takes long, the next saves wait.
  mutating func save(_ state: Value) throws(SandboxError) {
    let start = ContinuousClock.now
    try write(state)
    isBehind = false
    let now = ContinuousClock.now
    restsUntil = now - start > Self.quick ? now + (now - start) * 10 : now
  }
}
