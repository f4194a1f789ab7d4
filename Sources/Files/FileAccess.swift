import Glibc
import Machine
import Rendering

/// Which files a program may read and write (shell.md, "What a script may touch").
public struct FileAccess: Sendable {
  /// The files, and the folders with all in them, that are open; nil where every file is.
  private var open: [String]?
  /// Those of them that the user named.
  private let named: Set<String>
  private let own: OwnFiles

  /// The user is the author: every file.
  public static let free = FileAccess()

  private init() {
    open = nil
    named = []
    own = OwnFiles([])
  }

  /// A script's: the working folder, and what the user named.
  ///
  /// - Parameter closed: the shell's own files and folders.
  public init(named: [String], closed: [String]) {
    let targets = named.compactMap(Files.target)
    open = [Files.target(".")].compactMap(\.self) + targets
    self.named = Set(targets)
    own = OwnFiles(closed)
  }

  /// - Throws: where the program must leave the file alone.
  package func check(_ path: String) throws(Failure) {
    if let refusal = refusal(of: path) { throw refusal }
  }

  /// Why the program must leave the file alone; nil where it may touch it.
  package func refusal(of path: String) -> Failure? {
    if path.utf8.contains(0) {
      return Failure(.script, "a file's name must hold no \\u0000, but \(Escaping.line(path)) does")
    }
    guard let open else { return nil }
    // Who started the program gave it these.
    if let descriptor = Files.descriptor(path), fcntl(descriptor, F_GETFD) >= 0 { return nil }
    guard let target = Files.target(path) else { return Failure(.unreachable(path)) }
    if own.hold(target) {
      return Failure(
        .script, "a script must leave the shell's own files alone, but touches \(Escaping.line(path))")
    }
    if target == "/dev/null" { return nil }
    if SystemFiles.hold(target), !named.contains(target), !isShared(target, open) {
      return Failure(
        .script,
        "a script must leave /proc, /sys and /dev alone, but touches \(Escaping.line(path))",
        hint: "a file that the user names is open to it: in $args, or by a param of type path")
    }
    if open.contains(where: { Files.holds($0, target) }) { return nil }
    let folder = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? ""
    return Failure(
      .script,
      "a script touches files of the working folder and those that it is given, but "
        + "\(Escaping.line(path)) is neither",
      hint:
        "--allow \(Escaping.line(folder.isEmpty ? "/" : folder)) before the script opens that folder to it")
  }

  /// Whether it is an ordinary file in memory, of a folder there that is open itself.
  private func isShared(_ target: String, _ open: [String]) -> Bool {
    open.contains { Files.holds("/dev/shm", $0) && Files.holds($0, target) }
  }

  /// The same with the folder of a script open too, where the files lie that it uses: that of its name, and that of
  /// the file where the name is a symbolic link.
  package func with(folderOf script: String) -> FileAccess {
    guard let open else { return self }
    var access = self
    access.open = open + [Files.folder(of: script), Files.folder(ofFile: script)].compactMap(Files.target)
    return access
  }
}

extension Files {
  /// Whether the path is that of the folder, or of something in it.
  package static func holds(_ folder: String, _ path: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  /// The absolute path without links; nil where there is no such file.
  package static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
