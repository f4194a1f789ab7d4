import Glibc

/// The shell's own configuration and state, which a script never touches: under any name, by a link of either
/// kind, and where their folder is mounted a second time.
package struct OwnFiles: Sendable {
  private let targets: [String]

  /// - Parameter paths: files, and folders with all in them.
  package init(_ paths: [String]) { targets = paths.compactMap(Files.target) }

  /// - Parameter target: absolute, without symbolic links.
  package func hold(_ target: String) -> Bool {
    if targets.contains(where: { Files.holds($0, target) }) { return true }
    let own = Set(targets.compactMap(Files.identity))
    if own.isEmpty { return false }
    return Self.upwards(target).contains { Files.identity($0).map(own.contains) == true }
      || isHardLink(target)
  }

  /// The path and the folders that it lies in.
  private static func upwards(_ path: String) -> [String] {
    var paths = [path]
    while let slash = paths[paths.count - 1].lastIndex(of: "/") {
      let folder = String(paths[paths.count - 1][..<slash])
      if folder.isEmpty { break }
      paths.append(folder)
    }
    return paths
  }

  /// Whether a file has a second name in one of the folders.
  private func isHardLink(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink > 1 else {
      return false
    }
    let file = Files.Identity(status)
    return targets.flatMap { folder in ["", "/journal", "/keep"].map { folder + $0 } }.contains { folder in
      Files.identity(folder)?.device == file.device && Self.folder(folder, has: file.number)
    }
  }

  private static func folder(_ path: String, has number: ino_t) -> Bool {
    guard let folder = opendir(path) else { return false }
    defer { closedir(folder) }
    while let entry = readdir(folder) { if entry.pointee.d_ino == number { return true } }
    return false
  }
}

extension Files {
  /// What a file is, whatever it is called.
  package struct Identity: Hashable {
    package var device: dev_t
    package var number: ino_t

    package init(_ status: stat) { (device, number) = (status.st_dev, status.st_ino) }
  }

  /// Nil where there is no such file.
  package static func identity(_ path: String) -> Identity? {
    var status = stat()
    return stat(path, &status) == 0 ? Identity(status) : nil
  }
}
