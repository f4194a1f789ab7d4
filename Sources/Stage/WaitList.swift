/// Fibers that wait for something to change. Used by one thread, as the session.
package final class WaitList {
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init() {}

  /// Comes back when that holds no more; or did not, a moment ago: who needs it to be so looks again.
  ///
  /// It is looked at again where the continuation is: before that another fiber may run, and what it does to
  /// wake others would be lost.
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
