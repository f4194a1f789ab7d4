/// Fibers that wait for something to change. Used by one thread, as the session.
package final class WaitList {
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init() {}

  /// Comes back when the condition does not hold, or did not a moment ago. A caller that needs more looks again.
  ///
  /// The condition is looked at again where the continuation is made. Another fiber may run before that, and what it
  /// does to wake others would be lost.
  package func wait(while isToWait: () -> Bool) async {
    while isToWait() {
      await withCheckedContinuation { continuation in
        if isToWait() { waiting.append(continuation) } else { continuation.resume() }
      }
    }
  }

  /// Something has changed: all look again.
  package func wake() {
    let woken = waiting
    waiting = []
    for continuation in woken { continuation.resume() }
  }
}
