import Files
import HTTP
import Machine
import Rendering
import Shell
import Source
import Stage
import Syntax

/// `wessaal fmt FILE…`: gives scripts the one layout. It does not run them.
struct FmtCommand {
  static let outline = CommandOutline(
    name: "wessaal fmt", summary: "Gives scripts the one layout, in place; they mean the same.",
    usage: [("wessaal fmt [--check] FILE…", "")],
    operand: .init(
      name: "file", meaning: "Scripts; - is standard input, shown on standard output.", repeats: true),
    options: [check])

  private static let check = ProgramOption(
    name: "check", meaning: "Write nothing: name the files whose layout differs, and end with 1 if any does.")

  func start(_ words: [String], _ options: GivenOptions) throws -> Int32 {
    let typed = try GivenOptions(words, of: Self.outline, behind: .color)
    try options.refuseAllBut(.color, for: "wessaal fmt")
    let wiring = Wiring(try RunOptions(options))
    var status = ExitStatus.done
    for path in typed.words {
      let file = try path == "-" ? SourceFile.standardInput() : .file(path)
      guard let layout = layout(of: file, wiring) else {
        status = ExitStatus.usage
        continue
      }
      if typed.has(Self.check) {
        guard layout != file.bytes else { continue }
        try wiring.streams.write(Array("\(Escaping.line(file.name))\n".utf8))
        status = max(status, 1)
      } else if path == "-" {
        try wiring.streams.write(layout)
      } else if layout != file.bytes {
        status = max(status, replace(path, with: layout, wiring))
      }
    }
    try wiring.streams.flush()
    return status
  }

  /// The file in the one layout. Nil where it has a fault, which is then told.
  private func layout(of file: SourceFile, _ wiring: Wiring) -> [UInt8]? {
    let session = wiring.session(Connection(client: .failure(.interrupted), label: ""))
    return session.read(file).map { program, _ in format(program, of: file) }
  }

  private func replace(_ path: String, with bytes: [UInt8], _ wiring: Wiring) -> Int32 {
    do throws(Failure) { try SourceFile.replace(path, with: bytes) } catch {
      wiring.session(Connection(client: .failure(.interrupted), label: "")).report(error)
      return ExitStatus.of(error)
    }
    return ExitStatus.done
  }
}
