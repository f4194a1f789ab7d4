import Glibc

extension Descriptor {
  /// What is waited for.
  package enum Readiness {
    case reading
    case writing

    fileprivate var event: Int16 { Int16(self == .reading ? POLLIN : POLLOUT) }
  }

  /// Waits until it can be read or written, or has come to its end. A signal ends the wait.
  ///
  /// - Parameter milliseconds: how long at most; -1 for ever.
  /// - Returns: whether it can.
  package func wait(for readiness: Readiness, milliseconds: Int32 = -1) -> Bool {
    var request = pollfd(fd: number, events: readiness.event, revents: 0)
    return poll(&request, 1, milliseconds) > 0
  }

  /// The first of several that can be read, waiting for it as long as need be.
  ///
  /// - Returns: its place among them.
  package static func firstReadable(_ descriptors: [Descriptor]) throws(SystemError) -> Int {
    var requests = descriptors.map { pollfd(fd: $0.number, events: Readiness.reading.event, revents: 0) }
    while true {
      _ = try retrying { () -> Int32 in poll(&requests, nfds_t(requests.count), -1) }
      if let place = requests.firstIndex(where: { $0.revents != 0 }) { return place }
    }
  }

  /// How many bytes may be read at once.
  package var unreadCount: Int {
    var unread: CInt = 0
    return ioctl(number, UInt(FIONREAD), &unread) == 0 ? Int(unread) : 0
  }

  // MARK: Reading

  /// Up to so many bytes; none at the end. Waits for them, even where another process that shares the descriptor has
  /// set it not to wait.
  ///
  /// - Parameter isInterrupted: asked where a signal came while it waited: whether to give up, with `interrupted`.
  package func read(_ count: Int, isInterrupted: () -> Bool = { false }) throws(SystemError) -> [UInt8] {
    try bytes(count) { buffer throws(SystemError) in
      try waiting(for: .reading, isInterrupted: isInterrupted) { Glibc.read(number, buffer, count) }
    }
  }

  /// The same from a place of the file on, wherever it was read last.
  package func read(_ count: Int, at offset: Int) throws(SystemError) -> [UInt8] {
    try bytes(count) { buffer throws(SystemError) in
      try retrying { pread(number, buffer, count, off_t(offset)) }
    }
  }

  /// All bytes up to the end.
  ///
  /// - Returns: nil where there are more than so many.
  package func readAll(most: Int = .max) throws(SystemError) -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      let more = try read(1 << 16)
      if more.isEmpty { return bytes }
      bytes += more
      if bytes.count > most { return nil }
    }
  }

  /// What is there to be read at this moment.
  ///
  /// - Throws: `wouldBlock`, where that is nothing.
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

  /// Writes some of the bytes, waiting until that is possible.
  ///
  /// - Parameter isInterrupted: asked where a signal came while it waited: whether to give up, with `interrupted`.
  /// - Returns: how many.
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

  /// Writes all of the bytes, however slow the reader is.
  package func writeAll(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty { rest = rest.dropFirst(try write(rest)) }
  }

  /// Writes all of the bytes from a place of the file on.
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
  /// - Throws: `wouldBlock`, where that is nothing.
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
