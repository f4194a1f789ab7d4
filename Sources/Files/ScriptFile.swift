import Machine
import Rendering
import Source

extension SourceFile {
  /// Reads the text of a program from a file, or from standard input where the path is nil.
  ///
  /// - Throws: where it cannot be read, or has more than 64 MiB.
  public static func script(_ path: String?) throws(Failure) -> SourceFile { try script(path, isOwn: false) }

  /// The same for a file that the program keeps for itself, where a pipe is refused.
  public static func ownScript(_ path: String) throws(Failure) -> SourceFile { try script(path, isOwn: true) }

  private static func script(_ path: String?, isOwn: Bool) throws(Failure) -> SourceFile {
    let name = path ?? "standard input"
    // The ledger knows a script by its place. Under another place the script would send again.
    if let path, Files.target(path) == nil { throw Failure(.unreachable(path)) }
    let bytes: [UInt8]?
    do throws(FileError) { bytes = try InputFile.bytes(of: path, most: mostBytes, isOwn: isOwn) } catch {
      throw Failure(error)
    }
    guard let bytes else {
      throw Failure(
        .script, "a script must have at most \(mostBytes >> 20) MB, but \(Escaping.line(name)) has more",
        hint: "data stands in a file of its own, for 'open'")
    }
    return SourceFile(name: name, bytes: bytes)
  }

  private static let mostBytes = 64 << 20

  /// Replaces the text of a program's file, or of the file to which a symbolic link leads. Readers see
  /// either the old text or the new one. The mode stays.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    do throws(FileError) { try Files.replace(path, with: bytes) } catch { throw Failure(error) }
  }
}
