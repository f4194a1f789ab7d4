import Machine
import Source

extension SourceFile {
  /// Reads a program's text: a file, or standard input where no path is given. At most 64 MiB.
  public static func script(_ path: String?) throws(Failure) -> SourceFile {
    do throws(FileError) {
      return SourceFile(name: path ?? "standard input", bytes: try InputFile.bytes(of: path))
    } catch { throw Failure(error) }
  }
}
