import CEdit
import SystemCalls

/// Makes signals readable, so that waiting for a key and for a signal is one `poll`.
///
/// There is one target for the process's handler, so only one pipe catches at a time. The only file
/// that calls the shim's functions for signals: each file may have its own copy of what they hold.
final class SignalPipe {
  let readEnd: Descriptor
  private let writeEnd: Descriptor
  private var before: [(signal: Int32, action: sigaction)] = []

  init() throws(PromptError) {
    do throws(SystemError) { (readEnd, writeEnd) = try Descriptor.pipe(isNonBlocking: true) } catch {
      throw .noEditor(error)
    }
  }

  deinit {
    release()
    readEnd.close()
    writeEnd.close()
  }

  func catchSignals(_ signals: [Int32]) {
    edit_signal_target(writeEnd.number)
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
    (try? readEnd.readReady(1))?.first.map(Int32.init)
  }
}
