import SystemCalls

/// The shell's own configuration and state. A script never touches them: under no name, through no symbolic
/// or hard link, and not where their folder is mounted a second time.
struct OwnFiles: Sendable {
  private let targets: [String]

  /// - Parameter paths: files, and folders with all that they hold.
  init(_ paths: [String]) { targets = paths.compactMap(Files.target) }

  /// - Parameter target: absolute, and without symbolic links.
  func hold(_ target: String) -> Bool {
    if targets.contains(where: { Files.holds($0, target) }) { return true }
    let own = Set(targets.compactMap(Files.identity))
    if own.isEmpty { return false }
    return Self.upwards(target).contains { Files.identity($0).map(own.contains) == true }
      || isHardLink(target)
  }

  /// The path, and all folders above it.
  private static func upwards(_ path: String) -> [String] {
    var paths = [path]
    while let slash = Files.lastSlash(in: paths[paths.count - 1]) {
      let folder = String(paths[paths.count - 1][..<slash])
      if folder.isEmpty { break }
      paths.append(folder)
    }
    return paths
  }

  /// Whether a file is a hard link to a file in one of the folders.
  private func isHardLink(_ path: String) -> Bool {
    guard let status = try? FileStatus(of: path), status.kind == .file, status.links > 1 else { return false }
    let file = status.identity
    return targets.flatMap { folder in ["", "/ledger", "/journal", "/keep"].map { folder + $0 } }.contains {
      folder in
      Files.identity(folder)?.device == file.device
        && FileSystem.entries(of: folder).contains { $0.number == file.number }
    }
  }
}

extension Files {
  /// The identity of a file; nil where there is no such file.
  package static func identity(_ path: String) -> FileIdentity? { (try? FileStatus(of: path))?.identity }
}
