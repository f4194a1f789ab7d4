import SystemCalls

/// The bytes of a file.
func readFile(_ path: String) throws(SystemError) -> [UInt8] {
  let file = try Descriptor.openOwn(path, .reading)
  defer { file.close() }
  return try file.readAll() ?? []
}

/// Writes a new file beside the old one, syncs it to the disk, and renames it. So nobody sees the file
/// half written. Only its owner may read it, because it holds keys. Where the path is a symbolic link,
/// its target is replaced.
func replaceFile(_ path: String, with bytes: [UInt8]) throws(SystemError) {
  // Where there is no such file yet, the path stays as it is.
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
