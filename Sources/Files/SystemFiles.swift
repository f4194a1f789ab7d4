import SystemCalls

/// Files that show the system: its processes (with their environments), its settings and its devices. A
/// script must not touch them.
enum SystemFiles {
  private static let folders = ["/proc", "/sys", "/dev"]
  /// The types of these file systems, wherever they are mounted (proc(5), `mountinfo`).
  private static let kinds: Set<String> = [
    "proc", "sysfs", "devtmpfs", "devpts", "securityfs", "debugfs", "tracefs", "configfs", "cgroup",
    "cgroup2",
    "bpf", "efivarfs", "pstore",
  ]

  /// - Parameter target: absolute, and without symbolic links. Where there is no such file, its folder
  ///   counts.
  static func hold(_ target: String) -> Bool {
    if folders.contains(where: { Files.holds($0, target) }) { return true }
    var path = target
    var status = try? FileStatus(of: path)
    while status == nil, let slash = Files.lastSlash(in: path), path != "/" {
      path = slash == path.startIndex ? "/" : String(path[..<slash])
      status = try? FileStatus(of: path)
    }
    guard let status else { return false }
    if [.characterDevice, .blockDevice].contains(status.kind) { return true }
    // Files of these types take no room on a disk, so most other files are recognised by this alone.
    guard FileSystem.hasBlocks(path) == false else { return false }
    return kind(of: status.identity).map(kinds.contains) == true
  }

  /// The type of the file system on which a file lies.
  private static func kind(of file: FileIdentity) -> String? {
    guard let bytes = try? InputFile.bytes(of: "/proc/self/mountinfo") else { return nil }
    let number = file.deviceNumbers
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      // The type stands after a sign that ends a variable number of fields.
      guard words.count > 2, words[2] == number, let dash = words.firstIndex(of: "-"), dash + 1 < words.count
      else { continue }
      return words[dash + 1]
    }
    return nil
  }
}
