import SystemCalls

/// The names in folders, for completing paths.
public struct FileNames: Sendable {
  /// A file or a folder in a folder.
  public struct Entry: Hashable, Sendable {
    public var name: String
    public var isFolder: Bool

    public init(name: String, isFolder: Bool) {
      self.name = name
      self.isFolder = isFolder
    }
  }

  /// The entries of a folder (relative ones to the working folder), in any order; none where it cannot
  /// be read. Names that are not UTF-8 cannot be typed and are left out.
  public var entries: @Sendable (_ folder: String) -> [Entry]

  public init(entries: @escaping @Sendable (String) -> [Entry]) { self.entries = entries }

  /// The entries of the file system.
  public static var onDisk: FileNames { FileNames(entries: list) }

  private static func list(_ folder: String) -> [Entry] {
    FileSystem.entries(of: folder.isEmpty ? "." : folder).compactMap { entry in
      guard let name = String(validating: entry.name, as: UTF8.self) else { return nil }
      return Entry(name: name, isFolder: isFolder(entry.kind, folder + name))
    }
  }

  private static func isFolder(_ kind: FileStatus.Kind, _ path: String) -> Bool {
    switch kind {
    case .folder: true
    case .symbolicLink, .unknown: (try? FileStatus(of: path))?.kind == .folder
    case .file, .pipe, .socket, .characterDevice, .blockDevice: false
    }
  }
}

extension FileNames {
  /// The candidates for a path. Hidden names are among them only where the typed name begins with a
  /// dot.
  ///
  /// - Parameter fits: whether a name fits what is typed of it.
  func candidates(
    for path: String, _ fits: (_ name: String, _ typed: String) -> Bool = { $0.utf8.starts(with: $1.utf8) }
  ) -> [Candidate] {
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    let start = String(path.utf8.dropFirst(folder.utf8.count)) ?? ""
    return entries(folder)
      .filter { fits($0.name, start) && (start.hasPrefix(".") || !$0.name.hasPrefix(".")) }
      .sorted { $0.name < $1.name }
      .map { entry in
        let name = entry.name + (entry.isFolder ? "/" : "")
        return Candidate(folder + name, shown: name, isWhole: !entry.isFolder)
      }
  }
}
