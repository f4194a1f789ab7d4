/// A list of fibers that wait for a change. Only the thread of the session uses it.
package final class WaitList {
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init() {}

  /// Returns once the condition is false. By the time the caller runs, it may be true again, so a caller that depends
  /// on it must look again.
  ///
  /// The condition is evaluated a second time when the continuation is made. Another fiber may run just before that,
  /// and its call of `wake` would otherwise be missed.
  package func wait(while isToWait: () -> Bool) async {
    while isToWait() {
      await withCheckedContinuation { continuation in
        if isToWait() { waiting.append(continuation) } else { continuation.resume() }
      }
    }
  }

  /// Lets all waiting fibers look at their conditions again.
  package func wake() {
    let woken = waiting
    waiting = []
    for continuation in woken { continuation.resume() }
  }
}
