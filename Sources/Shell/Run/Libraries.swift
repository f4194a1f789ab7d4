import Files
import Glibc
import Machine
import Rendering
import Source
import Syntax

/// The files whose defs a program uses (language.md, `use`), each once, those that others need first; and what
/// is wrong with them.
struct Libraries {
  private(set) var programs: [Program] = []
  private(set) var faults: [Diagnostic] = []
  /// With the files that were read.
  private(set) var sources: SourceMap
  private let commands: ShellCommands
  private let files: FileAccess
  private let read: (String) throws(Failure) -> SourceFile
  /// The files whose `use` is being followed, the program first: as they are called, and who they are.
  private var users: [(name: String, identity: String)] = []
  private var known: Set<String> = []

  /// - Parameters:
  ///   - files: what the program may read; beside that, the folder that its own file lies in.
  ///   - read: gives the text of the file at a path.
  init(
    of program: Program, sources: SourceMap, commands: ShellCommands, files: FileAccess = .free,
    read: @escaping (String) throws(Failure) -> SourceFile = SourceFile.script
  ) {
    self.sources = sources
    self.commands = commands
    self.files = files.with(folderOf: sources[program.span]?.name ?? "")
    self.read = read
    follow(program)
  }

  var definitions: [Statement] { programs.flatMap(\.statements).filter { $0.definedName != nil } }

  private mutating func follow(_ program: Program) {
    let name = sources[program.span]?.name ?? ""
    users.append((name, Self.identity(of: name)))
    for statement in program.statements {
      if case .use(let literal) = statement.kind { use(literal, of: name) }
    }
    users.removeLast()
  }

  private mutating func use(_ literal: TextLiteral, of user: String) {
    guard let written = literal.constant else {
      return fault("'use' takes a file's name as it stands, but inserts something into it", at: literal)
    }
    let path = Self.path(written, of: user)
    let identity = Self.identity(of: path)
    if let place = users.firstIndex(where: { $0.identity == identity }) {
      let circle = (users[place...].map(\.name) + [path]).joined(separator: " uses ")
      return fault("a file must not come to use itself, but \(Escaping.line(circle))", at: literal)
    }
    guard known.insert(identity).inserted else { return }
    do throws(Failure) {
      try files.check(path)
      let file = try read(path)
      let (program, faults) = parse(file, id: sources.add(file), vocabulary: commands)
      self.faults += faults
      follow(program)
      programs.append(program)
    } catch {
      fault(error.message, at: literal, hint: error.hint)
    }
  }

  private mutating func fault(_ message: String, at literal: TextLiteral, hint: String? = nil) {
    faults.append(.error(message, at: literal.span, hint: hint))
  }

  /// Where the file lies that another uses. A script that is called through a symbolic link brings the files beside
  /// it; what is not there may lie beside the link.
  private static func path(_ written: String, of user: String) -> String {
    if written.hasPrefix("/") { return written }
    let byName = Files.folder(of: user) + written
    let path = Files.folder(ofFile: user) + written
    return access(path, F_OK) != 0 && access(byName, F_OK) == 0 ? byName : path
  }

  /// The file whatever it is called.
  private static func identity(of path: String) -> String { Files.target(path) ?? path }
}

extension Statement {
  /// The name, where it is a def.
  var definedName: String? {
    if case .define(let definition) = kind { definition.name.text } else { nil }
  }
}
