import Glibc

/// A pipe by which another thread ends the loop's wait (pipe(7)).
struct Wakeup: ~Copyable, Sendable {
  /// The end to wait at.
  let descriptor: Int32
  private let writeEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    // Where no descriptor is left, both stay -1, which poll(2) passes over.
    _ = pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (descriptor, writeEnd) = (ends[0], ends[1])
  }

  /// A full pipe needs no further signal.
  func signal() {
    _ = write(writeEnd, "!", 1)
  }

  /// Takes all signals so far; those that do not fit are taken at the next wait.
  func clear() {
    var bytes: UInt64 = 0
    _ = read(descriptor, &bytes, MemoryLayout.size(ofValue: bytes))
  }

  /// Waits for a signal, or so many milliseconds; -1 for ever. Returns early where a signal handler
  /// ran. True where there is a signal to clear.
  func wait(milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, milliseconds) > 0
  }

  deinit {
    close(descriptor)
    close(writeEnd)
  }
}
