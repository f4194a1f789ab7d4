import JSON
import Machine
import Source
import Syntax

/// Tells the blocks of `once` apart by the SHA-256 of their text, as `fmt` lays it out and without comments. So a block
/// has one digest wherever it stands and however it is laid out.
enum BlockDigest {
  /// - Parameter span: of the command whose last operand is the block.
  /// - Returns: nil where no such command stands there.
  static func of(_ span: Span, in workspace: Workspace) -> String? {
    guard let file = workspace.sources[span], let block = workspace.command(at: span)?.block else {
      return nil
    }
    let alone = Program(statements: block.statements, comments: [], span: block.span)
    return format(alone, of: file).sha256
  }
}
