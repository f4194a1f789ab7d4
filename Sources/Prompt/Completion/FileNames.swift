import Glibc

/// The names in folders, for completing paths.
public struct FileNames: Sendable {
  public struct Entry: Hashable, Sendable {
    public var name: String
    public var isFolder: Bool

    public init(name: String, isFolder: Bool) {
      self.name = name
      self.isFolder = isFolder
    }
  }

  /// The entries of a folder (relative ones to the working folder), in any order; none where it cannot
  /// be read. Names that are no UTF-8 cannot be typed and are left out.
  public var entries: @Sendable (_ folder: String) -> [Entry]

  public init(entries: @escaping @Sendable (String) -> [Entry]) { self.entries = entries }

  /// Those of the file system.
  public static var onDisk: FileNames { FileNames(entries: list) }

  private static func list(_ folder: String) -> [Entry] {
    guard let handle = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(handle) }
    var entries: [Entry] = []
    while let entry = readdir(handle) {
      let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard let name = String(validating: bytes, as: UTF8.self), name != ".", name != ".." else { continue }
      entries.append(Entry(name: name, isFolder: isFolder(entry.pointee.d_type, folder + name)))
    }
    return entries
  }

  private static func isFolder(_ type: UInt8, _ path: String) -> Bool {
    if Int(type) == Int(DT_DIR) { return true }
    guard Int(type) == Int(DT_LNK) || Int(type) == Int(DT_UNKNOWN) else { return false }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

extension FileNames {
  /// What a path may go on with. Hidden names come only where the name begins with a dot.
  func candidates(for path: String) -> [Candidate] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let start = String(path.dropFirst(folder.count))
    return entries(folder)
      .filter { $0.name.hasPrefix(start) && (start.hasPrefix(".") || !$0.name.hasPrefix(".")) }
      .sorted { $0.name < $1.name }
      .map { entry in
        let name = entry.name + (entry.isFolder ? "/" : "")
        return Candidate(folder + name, shown: name, isWhole: !entry.isFolder)
      }
  }
}
