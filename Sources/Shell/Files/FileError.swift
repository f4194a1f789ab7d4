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

  var isMissing: Bool { code == ENOENT }
}
