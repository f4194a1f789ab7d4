import Source
import SystemCalls

/// Why a file could not be read or written, in the system's terms.
package struct FileError: Error, Equatable {
  /// What was tried. The raw value is the participle that the message needs.
  package enum Action: String {
    case open = "opened"
    case read
    case write = "written"
  }

  package var path: String
  package var action: Action
  package var cause: SystemError

  package init(path: String, action: Action, cause: SystemError) {
    self.path = path
    self.action = action
    self.cause = cause
  }

  /// The error of a path without a `Files.target`.
  package static func unreachable(_ path: String) -> FileError {
    FileError(
      path: path, action: .open,
      cause: path.utf8.count < FileSystem.longestPath ? .noSuchFile : .fileNameTooLong)
  }

  /// Whether the file does not exist. Where the working folder was removed, nobody knows.
  package var isMissing: Bool { cause == .noSuchFile && !isOfGoneFolder }

  /// The file of the same folder that was probably meant; nil where none has a name like it.
  var near: String? {
    let folder = Files.folder(of: path)
    let names = FileSystem.entries(of: folder.isEmpty ? "." : folder).compactMap { entry in
      entry.kind == .folder ? nil : String(validating: entry.name, as: UTF8.self)
    }
    return nearest(String(path.dropFirst(folder.count)), among: names.sorted()).map { folder + $0 }
  }

  var isOfGoneFolder: Bool {
    cause == .noSuchFile && !path.hasPrefix("/") && Files.isWorkingFolderGone
  }
}
