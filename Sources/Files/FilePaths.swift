import SystemCalls

extension Files {
  /// The file that opening a path reaches or makes. The path is absolute, and its links are followed as far
  /// as files exist. Bytes that are not UTF-8 are written as digits, so that different names stay different.
  ///
  /// - Returns: nil where there can be no such file: the path is longer than the system allows, or begins in
  ///   a working folder that was removed.
  package static func target(_ path: String) -> String? {
    PathWalk(path).map { shown($0.path) }
  }

  /// The descriptor that a path such as `/dev/stdout` means, also through links, where the program was
  /// started with that descriptor; nil for all other paths. The descriptor is used itself, because opening
  /// the path would write the file from its beginning again.
  package static func descriptor(_ path: String) -> Descriptor? {
    guard let descriptor = PathWalk(path, staysAtDescriptor: true)?.descriptor else { return nil }
    if descriptor.number <= Descriptor.standardError.number || !descriptor.isOpen { return descriptor }
    // Descriptors that the program has opened itself are connections, or are closed for programs that it starts.
    // Descriptors that it was given are neither.
    guard !descriptor.isClosedForPrograms, let status = try? descriptor.status() else { return nil }
    return status.kind == .socket ? nil : descriptor
  }

  /// Whether a path means a descriptor that the program has opened for itself. Reading or writing it would
  /// disturb the program.
  static func isOwnDescriptor(_ path: String) -> Bool {
    PathWalk(path, staysAtDescriptor: true)?.descriptor != nil && descriptor(path) == nil
  }

  /// The file that writing to a path changes: where the last part of the path is a symbolic link, the file
  /// that it leads to. The rest of the path is not resolved, because its folders may have moved, or may have
  /// names that are not UTF-8.
  package static func followed(_ path: String) throws(FileError) -> String {
    var path = path
    for _ in 0..<PathWalk.mostLinks {
      guard let link = FileSystem.destination(ofLink: Array(path.utf8)) else { return path }
      guard let text = String(validating: link, as: UTF8.self) else {
        throw FileError(path: path, action: .write, cause: .illegalByteSequence)
      }
      path = text.utf8.first == UInt8(ascii: "/") ? text : folder(of: path) + text
    }
    throw FileError(path: path, action: .write, cause: .tooManyLinks)
  }

  /// The folder part of a path, with its slash; empty for a file of the working folder.
  package static func folder(of path: String) -> String {
    lastSlash(in: path).map { String(path[...$0]) } ?? ""
  }

  /// The folder of the file itself, where the path may be a symbolic link to elsewhere.
  package static func folder(ofFile path: String) -> String { folder(of: (try? followed(path)) ?? path) }

  /// Whether the working folder was removed. Then relative paths lead nowhere.
  static var isWorkingFolderGone: Bool {
    do throws(SystemError) {
      _ = try FileSystem.workingFolder()
      return false
    } catch { return error == .noSuchFile }
  }

  fileprivate static var workingFolder: [UInt8]? {
    // The system gives a path without a leading slash for a folder that cannot be reached.
    (try? FileSystem.workingFolder()).flatMap { $0.first == UInt8(ascii: "/") ? $0 : nil }
  }

  /// The target of a symbolic link; nil where it is not a link, or its target is not UTF-8.
  package static func destination(ofLink path: String) -> String? {
    FileSystem.destination(ofLink: Array(path.utf8)).flatMap { String(validating: $0, as: UTF8.self) }
  }

  private static func shown(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? bytes.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "\u{FFFD}" + String($0, radix: 16) }.joined()
  }
}

/// Follows a path as the system does, as far as files exist. The names after that stay as they are.
private struct PathWalk {
  /// How many links the system follows.
  static let mostLinks = 40

  /// The names from the root on.
  private var names: [ArraySlice<UInt8>] = []
  private static let slash = UInt8(ascii: "/")

  /// - Parameter staysAtDescriptor: whether the walk stops at `/proc/PID/fd/N`, and does not follow it to the
  ///   open file.
  init?(_ path: String, staysAtDescriptor: Bool = false) {
    guard path.utf8.count < FileSystem.longestPath else { return nil }
    var rest = Self.names(of: Array(path.utf8))
    if !path.utf8.starts(with: [Self.slash]) {
      guard let folder = Files.workingFolder else { return nil }
      rest += Self.names(of: folder)
    }
    var links = 0
    while let name = rest.popLast() {
      if name == [UInt8(ascii: ".")] { continue }
      if name == Array("..".utf8)[...] {
        _ = names.popLast()
        continue
      }
      names.append(name)
      if staysAtDescriptor, rest.isEmpty, descriptor != nil { return }
      guard links < Self.mostLinks, let link = FileSystem.destination(ofLink: self.path) else { continue }
      links += 1
      names.removeLast()
      if link.first == Self.slash { names = [] }
      rest += Self.names(of: link)
    }
  }

  /// The names of a path, the last one first.
  private static func names(of path: [UInt8]) -> [ArraySlice<UInt8>] {
    path.split(separator: slash).reversed()
  }

  var path: [UInt8] { names.isEmpty ? [Self.slash] : names.flatMap { [Self.slash] + $0 } }

  /// The descriptor N, where this path is `/proc/PID/fd/N` of this process or of one of its threads.
  var descriptor: Descriptor? {
    let parts = names.map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 4 || parts.count == 6 && parts[2] == "task", parts[0] == "proc",
      ["self", "thread-self", "\(CurrentProcess.identifier)"].contains(parts[1]),
      parts[parts.count - 2] == "fd"
    else { return nil }
    return Int32(parts[parts.count - 1]).flatMap { $0 >= 0 ? Descriptor($0) : nil }
  }
}
