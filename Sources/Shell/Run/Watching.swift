import Commands
import HTTP
import JSON
import Recording
import Service
import Stage
import SystemCalls

extension Recorder: CallObserver {
  package var watchesExchanges: Bool { isOn }
  package func note(_ exchange: Exchange, below base: BaseURL, about: RowFilter?) {
    add(exchange, below: base, about: about)
  }
}

extension Session {
  /// Shows a value on standard error.
  func printError(_ value: Value) {
    let (bytes, again) = display.printing(value)
    record.recorder.show(bytes, again: again)
    console.world.unrecordedErrors(bytes)
  }

  /// Notes an input that was typed at the prompt.
  public func note(typed text: String) {
    record.recorder.start()
    standClock(at: text)
    record.recorder.type(text, at: account.label + marks, time: console.world.surroundings.date())
  }

  /// - Parameter mask: how much the trace hides.
  func setTracing(_ isOn: Bool, mask: MaskExtent? = nil) {
    record.traces = isOn
    record.traceMask = mask
    observe()
  }

  /// Hides in a trace what `record save --mask` hides in a file, with the same tokens. Nil where nothing is
  /// hidden.
  private func traceShown() -> Trace.Shown? {
    guard let extent = record.traceMask else { return nil }
    let memory = record.maskMemory(commands, now: console.world.surroundings.date())
    // The session's own thread makes the trace.
    let bound = ThreadBound((memory: memory, catalog: commands.catalog))
    return { exchange, base in
      var mask = Mask(bound.value.memory, extent, bound.value.catalog)
      mask.bases = [base]
      return exchange.scrubbed(Scrubber([exchange.request.key].compactMap(\.self), mask: mask), below: base)
    }
  }

  /// Chooses the observers of exchanges: the recorder, and the trace where it is on. Without a trace, long
  /// waits are told.
  func observe() {
    var observers: [any CallObserver] = []
    // Answers from a recording are not recorded again.
    if record.outside == nil { observers.append(record.recorder) }
    if record.traces {
      observers.append(Trace(console.world, shown: traceShown()))
    } else if !console.isQuiet {
      observers.append(record.waitNotice)
    }
    service.observers = observers
    service.isReplayed = record.outside != nil
  }
}
