import Machine
import Rendering
import SystemCalls

/// Which files a program may read and write (Program.md, "What a script may touch").
public struct FileAccess: Sendable {
  /// The open files and folders, the folders with all that they hold; nil where every file is open.
  private var open: [String]?
  /// The files and folders that the user named.
  private let named: Set<[UInt8]>
  private let own: OwnFiles
  package let privacy = FilePrivacy()

  /// All files are open: the user has written the program.
  public static var free: FileAccess { FileAccess() }

  /// Whether all files are open, because the user has written the program.
  package var isFree: Bool { open == nil }

  private init() {
    open = nil
    named = []
    own = OwnFiles([])
  }

  /// The access of a script: the working folder, and what the user named.
  ///
  /// - Parameter closed: the shell's own files and folders.
  public init(named: [String], closed: [String]) {
    let targets = named.compactMap(Files.target)
    open = [Files.target(".")].compactMap(\.self) + targets
    self.named = Set(targets.map { Array($0.utf8) })
    own = OwnFiles(closed)
  }

  /// - Throws: where the program must not touch the file.
  package func check(_ path: String) throws(Failure) {
    if let refusal = refusal(of: path) { throw refusal }
  }

  /// Why the program must not touch the file; nil where it may.
  package func refusal(of path: String) -> Failure? {
    if path.utf8.contains(0) {
      return Failure(.script, "a file's name must hold no \\u0000, but \(Escaping.line(path)) does")
    }
    guard let open else { return nil }
    // The caller of the program gave it this descriptor.
    if Files.descriptor(path)?.isOpen == true { return nil }
    guard let target = Files.target(path) else { return Failure(.unreachable(path)) }
    if own.hold(target) {
      return Failure(
        .script, "a script must leave the shell's own files alone, but touches \(Escaping.line(path))")
    }
    if target == "/dev/null" { return nil }
    if SystemFiles.hold(target), !named.contains(Array(target.utf8)), !isShared(target, open) {
      return Failure(
        .script,
        "a script must leave /proc, /sys and /dev alone, but touches \(Escaping.line(path))",
        hint: "a file that the user names is open to it: in $args, or by a param of type path")
    }
    if open.contains(where: { Files.holds($0, target) }) { return nil }
    let folder = Files.lastSlash(in: target).map { String(target[..<$0]) } ?? ""
    return Failure(
      .script,
      "a script touches files of the working folder and those that it is given, but "
        + "\(Escaping.line(path)) is neither",
      hint:
        "--allow \(Escaping.line(folder.isEmpty ? "/" : folder)) before the script opens that folder to it")
  }

  /// Whether it is an ordinary file in memory, in a folder there that is open.
  private func isShared(_ target: String, _ open: [String]) -> Bool {
    open.contains { Files.holds("/dev/shm", $0) && Files.holds($0, target) }
  }

  /// The access with the folder of a script, because the files that the script uses lie there: the folder of
  /// its path, and, where the path is a symbolic link, also the folder of the file itself.
  package func with(folderOf script: String) -> FileAccess {
    guard let open else { return self }
    var access = self
    access.open = open + [Files.folder(of: script), Files.folder(ofFile: script)].compactMap(Files.target)
    return access
  }
}

extension Files {
  /// Whether the path is the folder, or something in it. Names are compared by bytes, as the system does it:
  /// two names that Unicode takes for equivalent are different.
  package static func holds(_ folder: String, _ path: String) -> Bool {
    guard path.utf8.starts(with: folder.utf8) else { return false }
    let rest = path.utf8.dropFirst(folder.utf8.count)
    return rest.isEmpty || rest.first == slash || folder.utf8.last == slash
  }

  /// Whether two paths are the same name, byte for byte.
  package static func isSame(_ path: String, _ other: String) -> Bool { path.utf8.elementsEqual(other.utf8) }

  /// The last slash. A combining mark may follow it, so the characters cannot be searched.
  package static func lastSlash(in path: String) -> String.Index? { path.utf8.lastIndex(of: slash) }

  private static let slash = UInt8(ascii: "/")
}
