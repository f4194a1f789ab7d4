import Files
import Glibc
import Machine
import Rendering

/// A file that the program does what it says: the user and root alone may have written it, as ssh(1) asks of its
/// own. So are the folders that it is reached by looked at: who can write one puts another file there.
public struct TrustedFile {
  private let path: String
  private let home: String?
  /// As the environment spells it.
  private let givenHome: String?
  private let purpose: String

  /// - Parameters:
  ///   - home: the user's home folder: those above it are the system's matter.
  ///   - purpose: what the file does, as a fault says it.
  public init(_ path: String, home: String?, purpose: String) {
    self.path = path
    self.home = home.flatMap(Files.realPath)
    givenHome = home
    self.purpose = purpose
  }

  /// Through symbolic links, also those among its folders: each is looked at, and the folders that it lies in. Where
  /// there is no file, its folders are.
  ///
  /// - Throws: `usage`, where another user owns it, or could write it or one of its folders.
  public func check() throws(Failure) {
    var rest = Self.names(of: path.hasPrefix("/") ? path : "\(Files.realPath(".") ?? "")/\(path)")
    var place = ""
    var links = 0
    while let name = rest.popLast() {
      if name == "." { continue }
      if name == ".." {
        place = place.lastIndex(of: "/").map { String(place[..<$0]) } ?? ""
        continue
      }
      let next = "\(place)/\(name)"
      var status = stat()
      guard lstat(next, &status) == 0 else { return try checkFolders(of: next) }
      guard status.st_mode & S_IFMT == S_IFLNK, let link = Files.destination(ofLink: next), links < 40 else {
        if rest.isEmpty { return try checkFile(next, status) }
        place = next
        continue
      }
      if !isAboveHome(next) {
        try checkFolders(of: next)
        try checkOwner(of: next, status)
      }
      links += 1
      if link.hasPrefix("/") { place = "" }
      rest += Self.names(of: link)
    }
  }

  private func checkFile(_ path: String, _ status: stat) throws(Failure) {
    try checkFolders(of: path)
    // A device is root's to make, and holds nothing.
    if status.st_mode & S_IFMT == S_IFCHR { return }
    try checkOwner(of: path, status)
    try checkMode(of: path, status)
  }

  /// Last name first.
  private static func names(of path: String) -> [Substring] { path.split(separator: "/").reversed() }

  private func isAboveHome(_ path: String) -> Bool {
    givenHome.map { $0 == path || $0.hasPrefix(path + "/") } ?? false
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func checkFolders(of path: String) throws(Failure) {
    guard var folder = Files.realPath(Self.folder(of: path)) else { return }
    while true {
      var status = stat()
      guard stat(folder, &status) == 0 else { return }
      try checkOwner(of: folder, status)
      // In a folder such as /tmp nobody takes away what is another's.
      if status.st_mode & S_ISVTX == 0 { try checkMode(of: folder, status) }
      if folder == home || folder == "/" { return }
      folder = Self.folder(of: folder)
    }
  }

  private func checkOwner(of path: String, _ status: stat) throws(Failure) {
    let user = geteuid()
    if status.st_uid == user || status.st_uid == 0 { return }
    let name = Self.name(of: user)
    let link = status.st_mode & S_IFMT == S_IFLNK ? "-h " : ""
    throw Failure(
      .usage,
      "\(described(path)) must belong to \(user == 0 ? name : "\(name) or root"), since \(subject(path)) "
        + "\(purpose), but belongs to \(Self.name(of: status.st_uid))",
      hint: "look into it, then: \(user == 0 ? "" : "sudo ")chown \(link)\(name) \(quoted(path))")
  }

  private func checkMode(of path: String, _ status: stat) throws(Failure) {
    var writers = status.st_mode & 0o022
    if writers & 0o020 != 0, Self.isOneUsersGroup(status) { writers &= ~0o020 }
    if writers == 0 { return }
    let mode = String(status.st_mode & 0o7777, radix: 8)
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
    var status = stat()
    return lstat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR
  }

  /// Some systems give each user a group of the same name, and files that it may write. Root's is none: whole
  /// containers run under it.
  private static func isOneUsersGroup(_ status: stat) -> Bool {
    let user = geteuid()
    guard user != 0, status.st_uid == user, status.st_gid != 0, let entry = getpwuid(user),
      entry.pointee.pw_gid == status.st_gid
    else { return false }
    let name = String(cString: entry.pointee.pw_name)
    guard let group = getgrgid(status.st_gid), String(cString: group.pointee.gr_name) == name else {
      return false
    }
    var place = 0
    while let member = group.pointee.gr_mem[place] {
      if String(cString: member) != name { return false }
      place += 1
    }
    return true
  }

  /// As chown(1) takes it.
  private static func name(of user: uid_t) -> String {
    getpwuid(user).map { Escaping.line(String(cString: $0.pointee.pw_name)) } ?? "\(user)"
  }

  private func quoted(_ path: String) -> String {
    "'" + Escaping.line(path).replacing("'", with: #"'\''"#) + "'"
  }
}
