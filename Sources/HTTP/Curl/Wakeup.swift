import SystemCalls

/// A pipe by which another thread ends the wait of the loop (pipe(7)).
struct Wakeup: ~Copyable, Sendable {
  /// The end that the loop waits for.
  let descriptor: Descriptor
  private let writeEnd: Descriptor

  init() {
    // Where no descriptor is left, both are -1, which poll(2) ignores.
    (descriptor, writeEnd) =
      (try? Descriptor.pipe(isNonBlocking: true)) ?? (Descriptor(-1), Descriptor(-1))
  }

  /// Ends the wait. Where the pipe is full, no further signal is needed.
  func signal() { _ = try? writeEnd.writeReady([1]) }

  /// Removes the signals so far. Those that do not fit are removed at the next wait.
  func clear() { _ = try? descriptor.readReady(8) }

  /// Waits for a signal, or so many milliseconds; -1 for ever. A signal handler ends the wait
  /// early. True where there is a signal to clear.
  func wait(milliseconds: Int32) -> Bool {
    descriptor.wait(for: .reading, milliseconds: milliseconds)
  }

  deinit {
    descriptor.close()
    writeEnd.close()
  }
}
