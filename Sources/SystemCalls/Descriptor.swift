import Glibc

/// An open file, pipe, socket or terminal, by the number that the system gave it. The code that opens it must
/// also close it.
package struct Descriptor: Hashable, Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  package static let standardInput = Descriptor(STDIN_FILENO)
  package static let standardOutput = Descriptor(STDOUT_FILENO)
  package static let standardError = Descriptor(STDERR_FILENO)

  /// How a file is opened (open(2)).
  package struct Opening: OptionSet, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let reading = Opening(rawValue: O_RDONLY)
    package static let writing = Opening(rawValue: O_WRONLY)
    package static let readingAndWriting = Opening(rawValue: O_RDWR)
    /// Makes the file where it does not exist.
    package static let create = Opening(rawValue: O_CREAT)
    /// With `create`: fails where the file exists.
    package static let exclusive = Opening(rawValue: O_EXCL)
    package static let append = Opening(rawValue: O_APPEND)
    package static let truncate = Opening(rawValue: O_TRUNC)
    package static let nonBlocking = Opening(rawValue: O_NONBLOCK)
    package static let noFollow = Opening(rawValue: O_NOFOLLOW)
    /// Fails where the path is not a folder.
    package static let folder = Opening(rawValue: O_DIRECTORY)
  }

  /// Opens a file. Started programs do not inherit it. Opening a pipe waits for its other end, and a signal
  /// ends this wait.
  ///
  /// - Parameter mode: the mode of a new file, less the umask(2).
  package static func open(
    _ path: String, _ opening: Opening, mode: UInt32 = 0o666
  ) throws(SystemError) -> Descriptor {
    let number = Glibc.open(path, opening.rawValue | O_CLOEXEC, mode)
    if number < 0 { throw .last }
    return Descriptor(number)
  }

  /// Opens a file that the program keeps for itself. A pipe or a device in its place is refused, without
  /// waiting for its other end. `/dev/null` counts as an empty file.
  ///
  /// - Throws: `notAFile`, and what `open` throws.
  package static func openOwn(
    _ path: String, _ opening: Opening, mode: UInt32 = 0o666
  ) throws(SystemError) -> Descriptor {
    let descriptor = try open(path, opening.union(.nonBlocking), mode: mode)
    guard let status = try? descriptor.status(), status.kind != .file,
      (try? FileStatus(of: "/dev/null"))?.identity != status.identity
    else { return descriptor }
    descriptor.close()
    throw status.kind == .folder ? .isFolder : .notAFile
  }

  package func close() { _ = Glibc.close(number) }

  /// A second number for the same file, above the numbers of the standard streams.
  package func duplicated() throws(SystemError) -> Descriptor {
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
    if copy < 0 { throw .last }
    return Descriptor(copy)
  }

  /// A pipe (pipe(2)) that started programs do not inherit.
  package static func pipe(isNonBlocking: Bool = false) throws(SystemError) -> (
    readEnd: Descriptor, writeEnd: Descriptor
  ) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw .last }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      if isNonBlocking { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
  }

  /// The most bytes that a pipe takes as a whole, which means at once or not at all (pipe(7)).
  package static let pipeAtom = Int(PIPE_BUF)

  // MARK: What it is

  package var isOpen: Bool { fcntl(number, F_GETFD) >= 0 }

  /// Whether started programs do not inherit it.
  package var isClosedForPrograms: Bool { fcntl(number, F_GETFD) & FD_CLOEXEC != 0 }

  package var isWritable: Bool { fcntl(number, F_GETFL) & O_ACCMODE != O_RDONLY }

  package var isTerminal: Bool { isatty(number) == 1 }

  package func status() throws(SystemError) -> FileStatus {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw .last }
    return FileStatus(status)
  }

  /// The length of the file in bytes. Moves the place of the descriptor there.
  package func end() throws(SystemError) -> Int {
    let end = lseek(number, 0, SEEK_END)
    if end < 0 { throw .last }
    return Int(end)
  }

  // MARK: Locks

  /// Waits until nobody else has a lock that excludes this one (flock(2)).
  package func lock(isShared: Bool = false) throws(SystemError) {
    _ = try retrying { () -> Int32 in flock(number, isShared ? LOCK_SH : LOCK_EX) }
  }

  /// Takes the lock; false where somebody else has one.
  ///
  /// - Throws: where the file system has no locks.
  package func tryLock() throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try retrying { () -> Int32 in flock(number, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      if error == .wouldBlock { return false }
      throw error
    }
  }

  /// Releases the lock.
  package func unlock() { _ = flock(number, LOCK_UN) }

  /// Locks a byte of the file, which may be beyond its end. The lock lasts until the descriptor is closed or
  /// the process ends, in whatever way (fcntl_locking(2), open file description locks).
  ///
  /// - Returns: false where somebody else holds it.
  /// - Throws: where the file system has no such locks.
  package func hold(byte: Int) throws(SystemError) -> Bool {
    var lock = Self.byteLock(byte, 1)
    do throws(SystemError) {
      _ = try retrying { () -> Int32 in fcntl(number, Self.setByteLock, &lock) }
      return true
    } catch {
      if error == .wouldBlock || error == .permissionDenied { return false }
      throw error
    }
  }

  /// Whether somebody else holds one of the bytes. Locks of this descriptor do not count.
  ///
  /// - Throws: where the file system has no such locks.
  package func isHeld(byte: Int, count: Int = 1) throws(SystemError) -> Bool {
    var lock = Self.byteLock(byte, count)
    _ = try retrying { () -> Int32 in fcntl(number, Self.getByteLock, &lock) }
    return Int32(lock.l_type) != Int32(F_UNLCK)
  }

  private static func byteLock(_ byte: Int, _ count: Int) -> Glibc.flock {
    var lock = Glibc.flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    (lock.l_start, lock.l_len) = (off_t(byte), off_t(count))
    return lock
  }

  /// `F_OFD_GETLK` and `F_OFD_SETLK`, which Swift's import of the C library leaves out.
  private static let (getByteLock, setByteLock): (Int32, Int32) = (36, 37)

  // MARK: The file

  /// Returns when the whole file would survive a loss of power.
  package func sync() throws(SystemError) { _ = try retrying { () -> Int32 in fsync(number) } }

  /// The same for the content alone, without data such as the file's times.
  package func syncData() throws(SystemError) { _ = try retrying { () -> Int32 in fdatasync(number) } }

  /// Cuts the file to a length in bytes, or fills it with zeros up to there.
  package func truncate(to length: Int) throws(SystemError) {
    _ = try retrying { () -> Int32 in ftruncate(number, off_t(length)) }
  }

  /// Sets the mode of the file (fchmod(2)). The umask has no effect on it.
  package func setMode(_ mode: UInt32) throws(SystemError) {
    if fchmod(number, mode) != 0 { throw .last }
  }

  /// Sets the owner and the group of the file (fchown(2)).
  package func setOwner(_ owner: UInt32, group: UInt32) throws(SystemError) {
    if fchown(number, owner, group) != 0 { throw .last }
  }
}
