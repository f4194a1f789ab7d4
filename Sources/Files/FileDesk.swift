import Machine
import Stage

/// What `open` and `save` may use. A session makes a new one for each call of them.
package struct FileDesk {
  package let console: Console
  /// The files that they may touch.
  package let access: FileAccess
  /// Writes to standard output.
  package let write: ([UInt8]) throws(Failure) -> Void

  package init(
    _ console: Console, _ access: FileAccess, write: @escaping ([UInt8]) throws(Failure) -> Void
  ) {
    self.console = console
    self.access = access
    self.write = write
  }
}
