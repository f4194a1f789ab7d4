import Shell
import Stage
import Synchronization
import SystemCalls

/// Standard output and standard error. Output to a terminal is written at once. Other output is gathered, and
/// written when there is much of it, or before something else is shown or waited for.
final class StandardStreams: Sendable {
  private struct Output {
    var gathered: [UInt8] = []
    /// The failure of an earlier write that could not be reported then. The next write reports it.
    var failure: OutputError?
  }

  private let output = Mutex(Output())
  private let isTerminal = Descriptor.standardOutput.isTerminal
  /// Whether a signal asked the run to end. Then it does not wait for a reader that does not read.
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
    do throws(SystemError) { try write(bytes, to: .standardOutput) } catch {
      switch error {
      case .brokenPipe: throw .closed
      case .interrupted: throw .interrupted
      default: throw .failed("\(error)")
      }
    }
  }

  /// Writes to standard error. A failure of this is ignored.
  func writeError(_ bytes: [UInt8]) { say(bytes, on: .standardError) }

  /// Writes a message to standard error or to a terminal.
  func say(_ bytes: [UInt8], on descriptor: Descriptor) {
    // Earlier output is written first, so that it stands before the message.
    do throws(OutputError) { try flush() } catch { output.withLock { $0.failure = error } }
    try? write(bytes, to: descriptor)
  }

  /// Writes all bytes. After a signal it writes only what the reader takes soon.
  private func write(_ bytes: [UInt8], to descriptor: Descriptor) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let isEnding = isInterrupted()
      if isEnding, !descriptor.wait(for: .writing, milliseconds: 200) { throw .interrupted }
      // It writes in parts, so that it notices a signal between them. After a signal, a part is so small that
      // it is taken at once wherever there is room.
      let part = rest.prefix(isEnding ? Descriptor.pipeAtom : 2 * Self.room)
      rest = rest.dropFirst(try descriptor.write(part, isInterrupted: isInterrupted))
    }
  }
}
