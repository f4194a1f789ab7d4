import Glibc

/// Why a file could not be read or written, in the system's terms.
package struct FileError: Error, Equatable {
  package enum Action: String {
    case open = "opened"
    case read
    case write = "written"
  }

  package var path: String
  package var action: Action
  /// errno(3).
  package var code: Int32

  package init(path: String, action: Action, code: Int32) {
    self.path = path
    self.action = action
    self.code = code
  }

  /// Of a path that has no `Files.target`.
  package static func unreachable(_ path: String) -> FileError {
    FileError(path: path, action: .open, code: path.utf8.count < Int(PATH_MAX) ? ENOENT : ENAMETOOLONG)
  }

  /// Where the working folder is gone, nobody knows whether the file is.
  package var isMissing: Bool { code == ENOENT && !isOfGoneFolder }

  package var isOfGoneFolder: Bool { code == ENOENT && !path.hasPrefix("/") && Files.isWorkingFolderGone }
}
