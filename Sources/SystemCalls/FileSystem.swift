import Glibc

/// Functions on files by their paths. Symbolic links are followed unless a function says otherwise.
package enum FileSystem {
  /// The length of the longest path that the system allows, in bytes with the 0 at its end; and that of the
  /// longest name.
  package static let (longestPath, longestName) = (Int(PATH_MAX), Int(NAME_MAX))

  /// What a process may do with a file (access(2)).
  package struct Access: OptionSet, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let writing = Access(rawValue: W_OK)
    /// For a folder: using the files in it.
    package static let searching = Access(rawValue: X_OK)
  }

  /// - Throws: where there is no such file, or this access is not allowed.
  package static func check(_ path: String, for access: Access = []) throws(SystemError) {
    if Glibc.access(path, access.isEmpty ? F_OK : access.rawValue) != 0 { throw .last }
  }

  /// Whether there is a file. A symbolic link counts as the file that it leads to.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Gives a file another name. A file that has this name is replaced.
  package static func rename(_ path: String, to new: String) throws(SystemError) {
    if Glibc.rename(path, new) != 0 { throw .last }
  }

  /// Removes a name of a file, where it exists.
  package static func remove(_ path: String) { _ = unlink(path) }

  /// Sets the mode of a file (chmod(2)). The umask has no effect on it.
  package static func setMode(_ path: String, _ mode: UInt32) throws(SystemError) {
    if chmod(path, mode) != 0 { throw .last }
  }

  /// Makes a folder, and the missing folders above it.
  ///
  /// - Parameter mode: the mode of new folders, less the umask(2).
  package static func makeFolders(_ path: String, mode: UInt32 = 0o777) throws(SystemError) {
    // Names are compared by bytes, as the system does it.
    let slash = UInt8(ascii: "/")
    let names = path.utf8.split(separator: slash).map(Substring.init)
    let root = path.utf8.first == slash ? "/" : ""
    // Where a folder above cannot be made, the last one is only missing, and the first error tells why.
    var first: SystemError?
    for count in names.indices.map({ $0 + 1 }) {
      // Folders above may belong to another user, and nobody else may make anything in them. So only the last
      // folder must exist afterwards.
      if mkdir(root + names.prefix(count).joined(separator: "/"), mode) == 0 { continue }
      let error = SystemError.last
      if error == .fileExists { continue }
      if count == names.count { throw error == .noSuchFile ? first ?? error : error }
      first = first ?? error
    }
  }

  /// The absolute path without links; nil where there is no such file.
  package static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The absolute path of the working folder; `(unreachable)/…` where it cannot be reached.
  package static func workingFolder() throws(SystemError) -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: longestPath)
    guard getcwd(&buffer, buffer.count) != nil else { throw .last }
    return buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
  }

  /// The target of a symbolic link; nil where the path is not a link.
  ///
  /// - Parameter path: without a 0 in it.
  package static func destination(ofLink path: [UInt8]) -> [UInt8]? {
    if path.contains(0) { return nil }
    var buffer = [CChar](repeating: 0, count: longestPath)
    let count = readlink((path + [0]).map(CChar.init(bitPattern:)), &buffer, buffer.count)
    return count > 0 ? buffer[..<count].map(UInt8.init(bitPattern:)) : nil
  }

  /// Whether the file system of a file has blocks for data. Those of the kernel (`/proc`) have none. Nil
  /// where there is no such file.
  package static func hasBlocks(_ path: String) -> Bool? {
    var space = statvfs()
    return statvfs(path, &space) == 0 ? space.f_blocks > 0 : nil
  }

  /// A name in a folder.
  package struct Entry: Sendable {
    /// The bytes of the name, which need not be UTF-8.
    package var name: [UInt8]
    /// The number of the file on its device (`FileIdentity.number`).
    package var number: UInt64
    /// `unknown` where the file system does not tell it.
    package var kind: FileStatus.Kind
  }

  /// The entries of a folder in any order, without `.` and `..`; none where it cannot be read.
  package static func entries(of folder: String) -> [Entry] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var entries: [Entry] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == Array(".".utf8) || name == Array("..".utf8) { continue }
      let kind: FileStatus.Kind =
        switch Int(entry.pointee.d_type) {
        case Int(DT_DIR): .folder
        case Int(DT_REG): .file
        case Int(DT_LNK): .symbolicLink
        default: .unknown
        }
      entries.append(Entry(name: name, number: UInt64(entry.pointee.d_ino), kind: kind))
    }
    return entries
  }

  /// Makes a new file with a free name. Only its owner can read and write it (mkstemps(3)).
  package static func makeTemporary(_ beginning: String, ending: String) throws(SystemError) -> (
    name: String, descriptor: Descriptor
  ) {
    // The system replaces these six by a free name.
    var path = Array("\(beginning)\(String(repeating: "X", count: 6))\(ending)".utf8CString)
    let number = mkstemps(&path, Int32(ending.utf8.count))
    guard number >= 0 else { throw .last }
    return (String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self), Descriptor(number))
  }
}
