import Commands
import Source
import Syntax

/// The stages of `--query`. The value of a direct call passes through them.
public struct DirectQuery {
  /// The number of the file in which the stages stand. The words of the call are file 0.
  public static let file: UInt32 = 1
  /// The name of that file.
  public static let name = "--query"

  public let source: SourceFile
  public let faults: [Diagnostic]
  let stages: [Command]
  let unread: Unread?

  /// - Throws: where the text is anything but the stages of one pipeline.
  init(_ text: String, _ commands: ShellCommands) throws(DirectCall.Fault) {
    let rest = text.drop { $0 == " " || $0 == "\n" || $0 == "\t" }
    // '$' stands for the value of the command.
    source = SourceFile(name: Self.name, text: rest.hasPrefix("|") ? "$ " + rest : "$ | " + rest)
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

  /// The program of a direct call with other stages for its value, and the faults of these.
  public static func replaced(
    in program: Program, by text: SourceFile, _ commands: ShellCommands
  ) -> (Program, [Diagnostic]) {
    let (stages, faults) = parse(text, id: file, vocabulary: commands)
    var program = program
    guard let last = program.statements.last, case .pipeline(var pipeline) = last.kind,
      case .pipeline(let typed)? = stages.statements.first?.kind
    else { return (program, faults) }
    pipeline.stages = typed.stages
    program.statements[program.statements.count - 1] = Statement(.pipeline(pipeline), last.span)
    program.unread = stages.unread
    return (program, faults)
  }
}
