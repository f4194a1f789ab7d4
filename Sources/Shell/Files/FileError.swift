import Glibc

/// Why a file could not be read or written, in the system's terms.
struct FileError: Error, Equatable {
  enum Action: String {
    case open = "opened"
    case read
    case write = "written"
  }

  var path: String
  var action: Action
  /// errno(3).
  var code: Int32

  /// Of a path that has no `Files.target`.
  static func unreachable(_ path: String) -> FileError {
    FileError(path: path, action: .open, code: path.utf8.count < Int(PATH_MAX) ? ENOENT : ENAMETOOLONG)
  }

  /// Where the working folder is gone, nobody knows whether the file is.
  var isMissing: Bool { code == ENOENT && !isOfGoneFolder }

  var isOfGoneFolder: Bool { code == ENOENT && !path.hasPrefix("/") && Files.isWorkingFolderGone }
}
