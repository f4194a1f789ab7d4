import JSON
import Machine
import Source
import Syntax

/// Identifies a block of `once` by the SHA-256 of its text, in the layout of `fmt` and without comments. So a
/// block keeps its digest when it is moved or laid out differently.
enum BlockDigest {
  /// - Parameter span: the place of the command whose last operand is the block.
  /// - Returns: nil where there is no such command.
  static func of(_ span: Span, in workspace: Workspace) -> String? {
    guard let file = workspace.sources[span], let block = workspace.command(at: span)?.block else {
      return nil
    }
    let alone = Program(statements: block.statements, comments: [], span: block.span)
    return format(alone, of: file).sha256
  }
}
