import Glibc

extension Descriptor {
  /// The event that a wait is for.
  package enum Readiness {
    case reading
    case writing

    fileprivate var event: Int16 { Int16(self == .reading ? POLLIN : POLLOUT) }
  }

  /// Waits until the descriptor can be read or written, or is at its end. A signal ends the wait.
  ///
  /// - Parameter milliseconds: the longest time; -1 for ever.
  /// - Returns: whether it can be read or written.
  package func wait(for readiness: Readiness, milliseconds: Int32 = -1) -> Bool {
    var request = pollfd(fd: number, events: readiness.event, revents: 0)
    return poll(&request, 1, milliseconds) > 0
  }

  /// Waits until one of several descriptors can be read.
  ///
  /// - Returns: the index of the first one that can.
  package static func firstReadable(_ descriptors: [Descriptor]) throws(SystemError) -> Int {
    var requests = descriptors.map { pollfd(fd: $0.number, events: Readiness.reading.event, revents: 0) }
    while true {
      _ = try retrying { () -> Int32 in poll(&requests, nfds_t(requests.count), -1) }
      if let place = requests.firstIndex(where: { $0.revents != 0 }) { return place }
    }
  }

  /// How many bytes can be read at once.
  package var unreadCount: Int {
    var unread: CInt = 0
    return ioctl(number, UInt(FIONREAD), &unread) == 0 ? Int(unread) : 0
  }

  // MARK: Reading

  /// Reads up to so many bytes; none at the end. Waits for them, even where another process that shares the
  /// descriptor has made it non-blocking.
  ///
  /// - Parameter isInterrupted: is asked where a signal came during the wait. Where it says yes,
  ///   `interrupted` is thrown.
  package func read(_ count: Int, isInterrupted: () -> Bool = { false }) throws(SystemError) -> [UInt8] {
    try bytes(count) { buffer throws(SystemError) in
      try waiting(for: .reading, isInterrupted: isInterrupted) { Glibc.read(number, buffer, count) }
    }
  }

  /// Reads from a place of the file, and does not change the place of the descriptor.
  package func read(_ count: Int, at offset: Int) throws(SystemError) -> [UInt8] {
    try bytes(count) { buffer throws(SystemError) in
      try retrying { pread(number, buffer, count, off_t(offset)) }
    }
  }

  /// Reads all bytes up to the end.
  ///
  /// - Returns: nil where there are more than `most`.
  package func readAll(most: Int = .max) throws(SystemError) -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      let more = try read(1 << 16)
      if more.isEmpty { return bytes }
      bytes += more
      if bytes.count > most { return nil }
    }
  }

  /// Reads what can be read at this moment.
  ///
  /// - Throws: `wouldBlock`, where there is nothing.
  package func readReady(_ count: Int) throws(SystemError) -> [UInt8] {
    try bytes(count) { buffer throws(SystemError) in try retrying { Glibc.read(number, buffer, count) } }
  }

  private func bytes(
    _ count: Int, _ fill: (UnsafeMutableRawPointer?) throws(SystemError) -> Int
  ) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
      do throws(SystemError) { got = try fill(UnsafeMutableRawPointer(buffer.baseAddress)) } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  // MARK: Writing

  /// Writes some of the bytes, and waits until that is possible.
  ///
  /// - Parameter isInterrupted: is asked where a signal came during the wait. Where it says yes,
  ///   `interrupted` is thrown.
  /// - Returns: how many bytes were written.
  package func write(
    _ bytes: ArraySlice<UInt8>, isInterrupted: () -> Bool = { false }
  ) throws(SystemError) -> Int {
    let written = bytes.withUnsafeBytes { buffer in
      Result { () throws(SystemError) in
        try waiting(for: .writing, isInterrupted: isInterrupted) {
          Glibc.write(number, buffer.baseAddress, buffer.count)
        }
      }
    }
    return try written.get()
  }

  /// Writes all of the bytes, even where the reader is slow.
  package func writeAll(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty { rest = rest.dropFirst(try write(rest)) }
  }

  /// Writes all of the bytes at a place of the file.
  package func writeAll(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let written = bytes[done...].withUnsafeBytes { buffer in
        Result { () throws(SystemError) in
          try retrying { pwrite(number, buffer.baseAddress, buffer.count, off_t(offset + done)) }
        }
      }
      done += try written.get()
    }
  }

  /// Writes what can be written at this moment.
  ///
  /// - Throws: `wouldBlock`, where nothing can.
  package func writeReady(_ bytes: [UInt8]) throws(SystemError) -> Int {
    try retrying { Glibc.write(number, bytes, bytes.count) }
  }

  private func waiting(
    for readiness: Readiness, isInterrupted: () -> Bool, _ call: () -> Int
  ) throws(SystemError) -> Int {
    while true {
      do throws(SystemError) { return try retrying(isInterrupted: isInterrupted, call) } catch {
        guard error == .wouldBlock else { throw error }
      }
      if isInterrupted() { throw .interrupted }
      if !wait(for: readiness), isInterrupted() { throw .interrupted }
    }
  }
}
