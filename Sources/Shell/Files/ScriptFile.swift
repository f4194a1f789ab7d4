import Machine
import Source

extension SourceFile {
  /// Reads a program's text: a file, or standard input where no path is given. At most 64 MiB.
  public static func script(_ path: String?) throws(Failure) -> SourceFile {
    do throws(FileError) {
      return SourceFile(name: path ?? "standard input", bytes: try InputFile.bytes(of: path))
    } catch { throw Failure(error) }
  }

  /// Puts a program's text in a file's place, or in that of what a symbolic link points at: whoever reads
  /// meanwhile sees the old text or the new one. The mode stays.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    do throws(FileError) { try Files.replace(path, with: bytes) } catch { throw Failure(error) }
  }
}
