import HTTP
import JSON
import Machine
import Profiles
import Recording
import Stage

extension Session {
  /// Shows a value on standard error.
  func printError(_ value: Value) {
    let (bytes, again) = display.printing(value)
    recorder.show(bytes, again: again)
    world.unrecordedErrors(bytes)
  }

  /// An input, as it was typed at the prompt.
  public func note(typed text: String) {
    recorder.start()
    recorder.type(text, at: label)
  }

  /// The client with the recorder told of each exchange, and the trace where that is on; where it is not, a
  /// long wait is told.
  func watched(_ client: Client) -> Client {
    // What a recording answers is in that recording.
    let recorder = recorder.isOn && outside == nil ? recorder : nil
    let trace = settings.trace ? Trace(world, client.key) : nil
    var client = client
    let base = client.base
    if recorder != nil || trace != nil {
      client.onExchange = { exchange in
        recorder?.add(exchange, below: base)
        trace?.show(exchange)
      }
    }
    if let trace {
      client.onRetry = { retry in trace.show(retry) }
    } else if !settings.quiet {
      let notice = waitNotice
      client.onRetry = { retry in notice.tell(retry) }
    }
    return client
  }
}
