import Commands
import Source
import Syntax

/// The stages of `--query`, which what a direct call gives goes through.
public struct DirectQuery {
  /// The file that it stands in: the second of the run, behind the words of the call.
  public static let file: UInt32 = 1

  public let source: SourceFile
  public let faults: [Diagnostic]
  let stages: [Command]
  let unread: Unread?

  /// - Throws: where it is more than the stages of one pipeline.
  init(_ text: String, _ commands: ShellCommands) throws(DirectCall.Fault) {
    let rest = text.drop { $0 == " " || $0 == "\n" || $0 == "\t" }
    // '$' stands for what the command gives.
    source = SourceFile(name: "--query", text: rest.hasPrefix("|") ? "$ " + rest : "$ | " + rest)
    let (program, faults) = parse(source, id: Self.file, vocabulary: commands)
    self.faults = faults
    unread = program.unread
    guard !faults.contains(where: { $0.severity == .error }) else {
      stages = []
      return
    }
    guard program.statements.count == 1, case .pipeline(let pipeline)? = program.statements.first?.kind else {
      throw DirectCall.Fault(
        message: "--query must be the stages of one pipeline, but has \(program.statements.count) statements",
        hint: "wessaal contacts list --query 'where @.label != null | map @.id'")
    }
    stages = pipeline.stages
  }
}
