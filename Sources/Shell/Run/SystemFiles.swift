import Glibc

/// What is no file of anybody's, but a face of the system: of its processes (which show environments), its
/// settings and its devices.
enum SystemFiles {
  private static let folders = ["/proc", "/sys", "/dev"]
  /// Their kinds, wherever else they are mounted (proc(5), `mountinfo`).
  private static let kinds: Set<String> = [
    "proc", "sysfs", "devtmpfs", "devpts", "securityfs", "debugfs", "tracefs", "configfs", "cgroup",
    "cgroup2",
    "bpf", "efivarfs", "pstore",
  ]

  /// - Parameter target: absolute, without symbolic links; where there is no such file, its folder counts.
  static func hold(_ target: String) -> Bool {
    if folders.contains(where: { Files.holds($0, target) }) { return true }
    var path = target
    var status = stat()
    while stat(path, &status) != 0, let slash = path.lastIndex(of: "/"), path != "/" {
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    if [S_IFCHR, S_IFBLK].contains(status.st_mode & S_IFMT) { return true }
    // None of them takes room on a disk; so most files are known by this alone.
    var space = statvfs()
    guard statvfs(path, &space) == 0, space.f_blocks == 0 else { return false }
    return kind(of: status.st_dev).map(kinds.contains) == true
  }

  /// The type of the file system of that number.
  private static func kind(of device: dev_t) -> String? {
    guard let bytes = try? InputFile.bytes(of: "/proc/self/mountinfo") else { return nil }
    let number = "\(device >> 8 & 0xFFF | device >> 32 & ~0xFFF):\(device & 0xFF | device >> 12 & ~0xFF)"
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      // The type stands behind the fields of which there may be any number.
      guard words.count > 2, words[2] == number, let dash = words.firstIndex(of: "-"), dash + 1 < words.count
      else { continue }
      return words[dash + 1]
    }
    return nil
  }
}

extension Files {
  /// The descriptor of this process that a path means, by whatever links: `/dev/stdin`, `/dev/fd/3`.
  static func descriptor(_ path: String) -> Int32? { descriptor(path, links: 0) }

  private static func descriptor(_ path: String, links: Int) -> Int32? {
    let slash = path.lastIndex(of: "/")
    let last = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let written = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard links < 40, let folder = realPath(written), let own = realPath("/proc/self") else { return nil }
    let isThread = folder.hasPrefix(own + "/task/") && folder.hasSuffix("/fd")
    if folder == own + "/fd" || isThread { return Int32(last) }
    guard let link = destination(ofLink: folder + "/" + last) else { return nil }
    return descriptor(link.hasPrefix("/") ? link : folder + "/" + link, links: links + 1)
  }

  /// Whether it is a standard stream, or another one that who started the program gave it; and not one that the
  /// program opened, which none that it might start would get.
  static func isGiven(_ descriptor: Int32) -> Bool {
    let flags = fcntl(descriptor, F_GETFD)
    return flags >= 0 && (descriptor <= STDERR_FILENO || flags & FD_CLOEXEC == 0)
  }
}
