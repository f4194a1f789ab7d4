import Glibc

/// Why a system call failed.
struct SystemError: Error {
  let code: Int32

  init(code: Int32 = errno) { self.code = code }

  var words: String { String(cString: strerror(code)) }
}

/// The bytes of a file.
func readFile(_ path: String) throws(SystemError) -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw SystemError() }
  defer { close(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(file, &chunk, chunk.count)
    if count < 0, errno != EINTR { throw SystemError() }
    if count == 0 { return bytes }
    if count > 0 { bytes += chunk[..<count] }
  }
}

/// Writes beside the file, to the disk, and then renames: the file is never seen half written. Only
/// its owner may read it, since it holds keys. A symbolic link stays, and what it points at is replaced.
func replaceFile(_ path: String, with bytes: [UInt8]) throws(SystemError) {
  let path = resolved(path)
  let temporary = "\(path).\(getpid()).tmp"
  let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard file >= 0 else { throw SystemError() }
  do throws(SystemError) {
    defer { close(file) }
    try write(bytes, to: file)
    guard fsync(file) == 0 else { throw SystemError() }
  } catch {
    unlink(temporary)
    throw error
  }
  guard rename(temporary, path) == 0 else {
    let error = SystemError()
    unlink(temporary)
    throw error
  }
}

/// The path without symbolic links; as it is where there is no such file yet.
private func resolved(_ path: String) -> String {
  guard let whole = realpath(path, nil) else { return path }
  defer { free(whole) }
  return String(cString: whole)
}

private func write(_ bytes: [UInt8], to file: Int32) throws(SystemError) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let chunk = Array(rest.prefix(1 << 20))
    let count = Glibc.write(file, chunk, chunk.count)
    if count < 0, errno != EINTR { throw SystemError() }
    rest = rest.dropFirst(max(0, count))
  }
}
