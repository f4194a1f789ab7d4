import Glibc

/// What is no file of anybody's, but a face of the system: of its processes (which show environments), its
/// settings and its devices.
package enum SystemFiles {
  private static let folders = ["/proc", "/sys", "/dev"]
  /// Their kinds, wherever else they are mounted (proc(5), `mountinfo`).
  private static let kinds: Set<String> = [
    "proc", "sysfs", "devtmpfs", "devpts", "securityfs", "debugfs", "tracefs", "configfs", "cgroup",
    "cgroup2",
    "bpf", "efivarfs", "pstore",
  ]

  /// - Parameter target: absolute, without symbolic links; where there is no such file, its folder counts.
  package static func hold(_ target: String) -> Bool {
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
