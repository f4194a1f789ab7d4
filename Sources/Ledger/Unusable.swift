import Files
import Machine
import Rendering
import SystemCalls

extension Ledger {
  /// Why the ledger cannot be used, as far as this can be known before the first call, and without making anything.
  ///
  /// A program that has keys is refused for it before it sends anything.
  package var unusable: Failure? {
    switch place {
    case .nowhere(let why): Self.noFolder(why)
    case .file(let path): isCopy && LedgerFile.exists(path) ? nil : Self.fault(ofFile: path)
    case .folder(let folder): isCopy ? nil : Self.fault(ofFolder: folder)
    case .etcd, .memory: nil
    }
  }

  private static func noFolder(_ why: String) -> Failure {
    Failure(
      .usage, "a ledger must have a folder, but \(why)",
      hint: "set HOME as it is set where this is run otherwise: " + anotherPlace)
  }

  /// Why a user must not be led to a ledger that is made anew.
  private static let anotherPlace =
    "a ledger in another place does not know what is done, so all of that is sent again"

  /// The folder of a file that the user has named is not made. Its disk may not be mounted.
  private static func fault(ofFile path: String) -> Failure? {
    if let status = try? FileStatus(of: path) {
      return status.kind == .file
        ? refusal(path) { () throws(SystemError) in try FileSystem.check(path, for: .writing) }
        : LedgerFile.notAFile(path)
    }
    let folder = Files.folder(ofFile: path)
    // Where the working folder is gone, opening the file tells it.
    if folder.isEmpty { return nil }
    if FileSystem.exists(folder) { return refusal(path, asFileOf: folder) }
    // A hint to make it would lead to a ledger that is empty.
    return Failure(
      .usage,
      "the folder of a ledger must exist, but there is no folder \(Escaping.line(String(folder.dropLast())))",
      hint: "is the path right, and its disk mounted? \(anotherPlace)")
  }

  /// The shell's own folder is made where it is missing. So the last folder on the way to it that exists matters.
  private static func fault(ofFolder folder: String) -> Failure? {
    var existing = folder
    while !FileSystem.exists(existing), let slash = Files.lastSlash(in: existing), slash > existing.startIndex
    {
      existing = String(existing[..<slash])
    }
    return refusal(folder, asFileOf: existing + "/")
  }

  /// - Parameter folder: ends in a slash, so that it counts as missing where it is not a folder.
  private static func refusal(_ path: String, asFileOf folder: String) -> Failure? {
    refusal(path) { () throws(SystemError) in try FileSystem.check(folder, for: [.writing, .searching]) }
  }

  private static func refusal(_ path: String, _ check: () throws(SystemError) -> Void) -> Failure? {
    do throws(SystemError) {
      try check()
      return nil
    } catch {
      return LedgerFile.unopened(FileError(path: path, action: .write, cause: error))
    }
  }
}
