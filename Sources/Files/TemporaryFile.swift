import SystemCalls

/// The new file that will replace another. It lies beside that, and so on the same disk. It is locked while
/// it is written. So a file whose writer was killed is recognised, and removed.
enum TemporaryFile {
  /// How many names are checked for files that were left behind. One folder rarely has more such files at a
  /// time.
  private static let names = 8

  /// Makes a file beside the path, and removes the files that nobody writes any more.
  static func open(beside path: String, mode: UInt32) throws(SystemError) -> (
    name: String, descriptor: Descriptor
  ) {
    let folder = Files.lastSlash(in: path).map { path[...$0] } ?? ""
    for number in 0..<names { clear("\(folder).wessaal-\(number).tmp") }
    var number = 0
    while true {
      let end = number < names ? "\(number)" : String(UInt64.random(in: 0 ... .max), radix: 36)
      let name = "\(folder).wessaal-\(end).tmp"
      number += 1
      do throws(SystemError) {
        let descriptor = try Descriptor.open(name, [.writing, .create, .exclusive], mode: mode)
        if isLocked(descriptor), isThere(descriptor) { return (name, descriptor) }
        // Another process took it for one that was left behind.
        descriptor.close()
      } catch {
        if error != .fileExists { throw error }
      }
    }
  }

  private static func clear(_ name: String) {
    guard let descriptor = opened(name) else { return }
    defer { descriptor.close() }
    let user = CurrentProcess.user
    guard let mine = try? descriptor.status(), mine.kind == .file, mine.owner == user || user == 0,
      (try? descriptor.tryLock()) == true,
      let named = try? FileStatus(notFollowing: name), named.identity == mine.identity
    else { return }
    FileSystem.remove(name)
  }

  /// Opens the file for its lock. A file that may not be read may still be written.
  private static func opened(_ name: String) -> Descriptor? {
    do throws(SystemError) { return try Descriptor.open(name, [.reading, .noFollow, .nonBlocking]) } catch {
      guard error == .permissionDenied else { return nil }
      return try? Descriptor.open(name, [.writing, .noFollow, .nonBlocking])
    }
  }

  /// True also where the file system has no locks, so that nothing is removed there.
  private static func isLocked(_ descriptor: Descriptor) -> Bool { (try? descriptor.tryLock()) != false }

  /// Whether nobody removed it before it was locked.
  private static func isThere(_ descriptor: Descriptor) -> Bool { (try? descriptor.status())?.links != 0 }
}
