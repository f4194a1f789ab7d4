import SystemCalls

/// A pipe by which another thread ends the loop's wait (pipe(7)).
struct Wakeup: ~Copyable, Sendable {
  /// The end to wait at.
  let descriptor: Descriptor
  private let writeEnd: Descriptor

  init() {
    // Where no descriptor is left, both are -1, which poll(2) passes over.
    (descriptor, writeEnd) =
      (try? Descriptor.pipe(isNonBlocking: true)) ?? (Descriptor(-1), Descriptor(-1))
  }

  /// A full pipe needs no further signal.
  func signal() { _ = try? writeEnd.writeReady([1]) }

  /// Takes all signals so far; those that do not fit are taken at the next wait.
  func clear() { _ = try? descriptor.readReady(8) }

  /// Waits for a signal, or so many milliseconds; -1 for ever. Returns early where a signal handler
  /// ran. True where there is a signal to clear.
  func wait(milliseconds: Int32) -> Bool {
    descriptor.wait(for: .reading, milliseconds: milliseconds)
  }

  deinit {
    descriptor.close()
    writeEnd.close()
  }
}
