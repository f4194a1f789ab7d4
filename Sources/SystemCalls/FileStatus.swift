import Glibc

/// What the system knows about a file (stat(2)).
package struct FileStatus: Sendable {
  /// The type of a file (inode(7)).
  package enum Kind: Sendable {
    case file
    case folder
    case symbolicLink
    case pipe
    case socket
    case characterDevice
    case blockDevice
    case unknown
  }

  package var kind: Kind
  /// The size in bytes.
  package var size: Int
  /// The permissions and special bits (chmod(2)): the last twelve bits.
  package var mode: UInt32
  package var owner: UInt32
  package var group: UInt32
  /// How many names (hard links) it has.
  package var links: Int
  package var identity: FileIdentity

  /// The status of the file to which a path leads, through symbolic links.
  package init(of path: String) throws(SystemError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .last }
    self.init(status)
  }

  /// The status of the file with this name. A symbolic link is not followed.
  package init(notFollowing path: String) throws(SystemError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw .last }
    self.init(status)
  }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .symbolicLink
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      case S_IFCHR: .characterDevice
      case S_IFBLK: .blockDevice
      default: .unknown
      }
    size = Int(status.st_size)
    mode = status.st_mode & 0o7777
    (owner, group) = (status.st_uid, status.st_gid)
    links = Int(status.st_nlink)
    identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }

  /// Whether only its owner can remove a file in this folder, as in `/tmp`.
  package var isSticky: Bool { mode & S_ISVTX != 0 }
}

/// Identifies a file, whatever its name is.
package struct FileIdentity: Hashable, Sendable {
  package var device: UInt64
  package var number: UInt64

  /// The device in the form that the kernel prints: `8:1`.
  package var deviceNumbers: String {
    "\(device >> 8 & 0xFFF | device >> 32 & ~0xFFF):\(device & 0xFF | device >> 12 & ~0xFF)"
  }
}
