import CEdit
import SystemCalls

/// Makes signals readable, so that one `poll` waits for both keys and signals.
///
/// The process's handler writes to one target, so only one pipe can catch signals at a time. No
/// other file may call the shim's functions for signals, because each file may have its own copy of
/// their variables.
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

  /// Restores what the signals did before.
  func release() {
    for (signal, var action) in before { sigaction(signal, &action, nil) }
    before = []
  }

  /// The next signal that has arrived, or nil.
  func next() -> Int32? {
    (try? readEnd.readReady(1))?.first.map(Int32.init)
  }
}
