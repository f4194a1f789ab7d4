import Glibc
import Shell
import Stage
import Synchronization

/// Standard output and standard error. What goes to a terminal is written at once; else it is gathered,
/// and written when there is much of it, or when something else is about to be seen or waited for.
final class StandardStreams: Sendable {
  private struct Output {
    var gathered: [UInt8] = []
    /// What a write came to that nobody waited for; whoever shows more is told.
    var failure: OutputError?
  }

  private let output = Mutex(Output())
  private let isTerminal = isatty(STDOUT_FILENO) == 1
  /// Whether a signal has asked the run to end: then nobody is waited for who does not read.
  private let isInterrupted: @Sendable () -> Bool
  private static let room = 1 << 15

  init(isInterrupted: @escaping @Sendable () -> Bool = { false }) { self.isInterrupted = isInterrupted }

  func write(_ bytes: [UInt8]) throws(OutputError) {
    let (failure, isFull) = output.withLock { output in
      output.gathered += bytes
      return (output.failure, isTerminal || output.gathered.count >= Self.room)
    }
    if isFull || failure != nil { try flush() }
  }

  func flush() throws(OutputError) {
    let (bytes, failure) = output.withLock { output in
      defer {
        output.gathered.removeAll(keepingCapacity: true)
        output.failure = nil
      }
      return (output.gathered, output.failure)
    }
    if let failure { throw failure }
    switch write(bytes, to: STDOUT_FILENO) {
    case nil: break
    case EPIPE: throw .closed
    case EINTR: throw .interrupted
    case let code?: throw .failed(String(cString: strerror(code)))
    }
  }

  /// That standard error takes nothing is no fault.
  func writeError(_ bytes: [UInt8]) { say(bytes, on: STDERR_FILENO) }

  /// Says something on standard error, or on a terminal.
  func say(_ bytes: [UInt8], on descriptor: Int32) {
    // So that what was shown before stands before.
    do throws(OutputError) { try flush() } catch { output.withLock { $0.failure = error } }
    _ = write(bytes, to: descriptor)
  }

  /// Writes all of it, or gives errno(3).
  private func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let isEnding = isInterrupted()
      if isEnding, !Self.isTaken(by: descriptor) { return EINTR }
      // In parts: where little is taken at a time, all the rest would be moved each time. So little is taken at once.
      let part = Array(rest.prefix(isEnding ? Int(PIPE_BUF) : 2 * Self.room))
      let written = Glibc.write(descriptor, part, part.count)
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if poll(&ready, 1, -1) < 0, isInterrupted() { return EINTR }
      } else if errno != EINTR || isInterrupted() {
        return errno
      }
    }
    return nil
  }

  /// Whether a little would be taken soon.
  private static func isTaken(by descriptor: Int32) -> Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&ready, 1, 200) > 0
  }
}
