import Glibc

/// The new file that is to take the place of another: beside it, and so on the same disk. It is locked for as long
/// as it is written; so one whose writer was killed is known, and goes.
package enum TemporaryFile {
  /// So many names are looked at for what was left behind: more files than that are rarely written to one folder
  /// at once.
  private static let names = 8

  /// Makes one beside the path, and clears those that nobody writes any more.
  ///
  /// - Throws: errno(3).
  package static func open(beside path: String, mode: mode_t) throws(SystemCode) -> (
    name: String, descriptor: Int32
  ) {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    for number in 0..<names { clear("\(folder).wessaal-\(number).tmp") }
    var number = 0
    while true {
      let end = number < names ? "\(number)" : String(UInt64.random(in: 0 ... .max), radix: 36)
      let name = "\(folder).wessaal-\(end).tmp"
      number += 1
      let descriptor = Glibc.open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0, isLocked(descriptor), isThere(descriptor) { return (name, descriptor) }
      guard descriptor >= 0 || errno == EEXIST else { throw SystemCode(errno) }
      // Another process took it for one that was left behind.
      if descriptor >= 0 { close(descriptor) }
    }
  }

  /// errno(3).
  package struct SystemCode: Error {
    package let code: Int32
    package init(_ code: Int32) { self.code = code }
  }

  private static func clear(_ name: String) {
    let flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    var descriptor = Glibc.open(name, O_RDONLY | flags)
    if descriptor < 0, errno == EACCES { descriptor = Glibc.open(name, O_WRONLY | flags) }
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    let user = geteuid()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == user || user == 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0, isNamed(descriptor, name)
    else { return }
    unlink(name)
  }

  /// Also where the file system has no locks: nothing is cleared there.
  private static func isLocked(_ descriptor: Int32) -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  /// Whether nobody has cleared it before it was locked.
  private static func isThere(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) != 0 || status.st_nlink > 0
  }

  private static func isNamed(_ descriptor: Int32, _ name: String) -> Bool {
    var (mine, named) = (stat(), stat())
    return fstat(descriptor, &mine) == 0 && lstat(name, &named) == 0
      && Files.Identity(mine) == Files.Identity(named)
  }
}
