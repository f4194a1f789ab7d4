import CEdit
import Glibc

/// Makes signals readable, so that waiting for a key and for a signal is one `poll`.
///
/// There is one target for the process's handler, so only one pipe catches at a time. The only file
/// that calls the shim's functions for signals: each file may have its own copy of what they hold.
final class SignalPipe {
  let readEnd: Int32
  private let writeEnd: Int32
  private var before: [(signal: Int32, action: sigaction)] = []

  init() throws(PromptError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .noEditor(errno: errno) }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    release()
    close(readEnd)
    close(writeEnd)
  }

  func catchSignals(_ signals: [Int32]) {
    edit_signal_target(writeEnd)
    for signal in signals {
      var action = sigaction()
      edit_catch_signal(signal, &action)
      before.append((signal, action))
    }
  }

  /// Has the signals do again what they did before.
  func release() {
    for (signal, var action) in before { sigaction(signal, &action, nil) }
    before = []
  }

  /// The next signal that has arrived, or nil.
  func next() -> Int32? {
    var byte: UInt8 = 0
    return read(readEnd, &byte, 1) == 1 ? Int32(byte) : nil
  }
}
