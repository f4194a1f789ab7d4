import Files
import Machine
import Rendering
import SystemCalls

/// A file whose settings the program obeys. Only the user and root may have written it, as ssh(1) demands for
/// its own files. The folders on its path are checked too, because somebody who can write to one of them
/// could replace the file.
public struct TrustedFile {
  private let path: String
  private let home: String?
  /// The home folder as the environment spells it.
  private let givenHome: String?
  private let purpose: String

  /// - Parameters:
  ///   - home: the user's home folder. The folders above it are the system's responsibility.
  ///   - purpose: what the file does, for messages.
  public init(_ path: String, home: String?, purpose: String) {
    self.path = path
    self.home = home.flatMap(FileSystem.realPath)
    givenHome = home
    self.purpose = purpose
  }

  /// Checks the file and the folders on its path, also through symbolic links. Where there is no file, it
  /// checks only the folders.
  ///
  /// - Throws: `usage`, where another user owns it, or could write it or one of its folders.
  public func check() throws(Failure) {
    var rest = Self.names(
      of: path.utf8.first == UInt8(ascii: "/") ? path : "\(FileSystem.realPath(".") ?? "")/\(path)")
    var place = ""
    var links = 0
    while let name = rest.popLast() {
      if name == "." { continue }
      if name == ".." {
        place = Files.lastSlash(in: place).map { String(place[..<$0]) } ?? ""
        continue
      }
      let next = "\(place)/\(name)"
      guard let status = try? FileStatus(notFollowing: next) else { return try checkFolders(of: next) }
      guard status.kind == .symbolicLink, let link = Files.destination(ofLink: next), links < 40 else {
        if rest.isEmpty { return try checkFile(next, status) }
        place = next
        continue
      }
      if !isAboveHome(next) {
        try checkFolders(of: next)
        try checkOwner(of: next, status)
      }
      links += 1
      if link.utf8.first == UInt8(ascii: "/") { place = "" }
      rest += Self.names(of: link)
    }
  }

  private func checkFile(_ path: String, _ status: FileStatus) throws(Failure) {
    try checkFolders(of: path)
    // Only root can make a device, and it holds no settings.
    if status.kind == .characterDevice { return }
    try checkOwner(of: path, status)
    try checkMode(of: path, status)
  }

  /// The names of a path, the last one first.
  private static func names(of path: String) -> [Substring] {
    path.utf8.split(separator: UInt8(ascii: "/")).reversed().map(Substring.init)
  }

  private func isAboveHome(_ path: String) -> Bool {
    givenHome.map { Files.holds(path, $0) } ?? false
  }

  private static func folder(of path: String) -> String {
    guard let slash = Files.lastSlash(in: path) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func checkFolders(of path: String) throws(Failure) {
    guard var folder = FileSystem.realPath(Self.folder(of: path)) else { return }
    while true {
      guard let status = try? FileStatus(of: folder) else { return }
      try checkOwner(of: folder, status)
      // In a sticky folder such as /tmp, nobody can remove another user's files.
      if !status.isSticky { try checkMode(of: folder, status) }
      if folder == "/" || home.map({ Files.isSame(folder, $0) }) == true { return }
      folder = Self.folder(of: folder)
    }
  }

  private func checkOwner(of path: String, _ status: FileStatus) throws(Failure) {
    let user = CurrentProcess.user
    if status.owner == user || status.owner == 0 { return }
    let name = Self.name(of: user)
    let link = status.kind == .symbolicLink ? "-h " : ""
    throw Failure(
      .usage,
      "\(described(path)) must belong to \(user == 0 ? name : "\(name) or root"), since \(subject(path)) "
        + "\(purpose), but belongs to \(Self.name(of: status.owner))",
      hint: "look into it, then: \(user == 0 ? "" : "sudo ")chown \(link)\(name) \(quoted(path))")
  }

  private func checkMode(of path: String, _ status: FileStatus) throws(Failure) {
    var writers = status.mode & 0o022
    if writers & 0o020 != 0, Self.isOneUsersGroup(status) { writers &= ~0o020 }
    if writers == 0 { return }
    let mode = String(status.mode, radix: 8)
    throw Failure(
      .usage,
      "\(described(path)) must be written by its owner alone, since \(subject(path)) \(purpose), but its mode is "
        + "\(mode): others can write it",
      hint: "look into it, then: chmod go-w \(quoted(path))")
  }

  private func described(_ path: String) -> String {
    (isFile(path) ? "" : "the folder ") + Escaping.line(path)
  }

  private func subject(_ path: String) -> String { isFile(path) ? "it" : Escaping.line(self.path) }

  private func isFile(_ path: String) -> Bool {
    (try? FileStatus(notFollowing: path))?.kind != .folder
  }

  /// Some systems give each user a group with the same name, which may write the user's files. Root's group
  /// is not such a group, because whole containers run under it.
  private static func isOneUsersGroup(_ status: FileStatus) -> Bool {
    let user = CurrentProcess.user
    guard user != 0, status.owner == user, status.group != 0,
      UserDatabase.group(ofUser: user) == status.group,
      let name = UserDatabase.name(ofUser: user), let group = UserDatabase.group(status.group)
    else { return false }
    return group.name == name && group.members.allSatisfy { $0 == name }
  }

  /// The name in the form that chown(1) takes.
  private static func name(of user: UInt32) -> String {
    UserDatabase.name(ofUser: user).map { Escaping.line($0) } ?? "\(user)"
  }

  private func quoted(_ path: String) -> String {
    "'" + Escaping.line(path).replacing("'", with: #"'\''"#) + "'"
  }
}
