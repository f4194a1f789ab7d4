import SystemCalls

/// The bytes of a file.
func readFile(_ path: String) throws(SystemError) -> [UInt8] {
  let file = try Descriptor.openOwn(path, .reading)
  defer { file.close() }
  return try file.readAll() ?? []
}

/// Writes beside the file, to the disk, and then renames: the file is never seen half written. Only
/// its owner may read it, since it holds keys. A symbolic link stays, and what it points at is replaced.
func replaceFile(_ path: String, with bytes: [UInt8]) throws(SystemError) {
  // As it is where there is no such file yet.
  let path = FileSystem.realPath(path) ?? path
  let temporary = "\(path).\(CurrentProcess.identifier).tmp"
  let file = try Descriptor.open(temporary, [.writing, .create, .truncate], mode: 0o600)
  do throws(SystemError) {
    defer { file.close() }
    try file.writeAll(bytes)
    try file.sync()
    try FileSystem.rename(temporary, to: path)
  } catch {
    FileSystem.remove(temporary)
    throw error
  }
}
