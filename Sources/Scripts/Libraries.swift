import Commands
import Files
import Machine
import Rendering
import Source
import Syntax
import SystemCalls

/// The files whose defs a program uses (Language.md, `use`), each once, a file before those that need it; and what is
/// wrong with them.
package struct Libraries {
  package private(set) var programs: [Program] = []
  package private(set) var faults: [Diagnostic] = []
  /// With the files that were read.
  package private(set) var sources: SourceMap
  private let commands: ShellCommands
  private let files: FileAccess
  private let read: (String) throws(Failure) -> SourceFile
  /// The files whose `use` is being followed, the program first: their names, and their identities.
  private var users: [(name: String, identity: [UInt8])] = []
  private var known: Set<[UInt8]> = []

  /// - Parameters:
  ///   - files: what the program may read; beside that, the folder that its own file lies in.
  ///   - read: gives the text of the file at a path.
  package init(
    of program: Program, sources: SourceMap, commands: ShellCommands, files: FileAccess = .free,
    read: @escaping (String) throws(Failure) -> SourceFile = SourceFile.script
  ) {
    self.sources = sources
    self.commands = commands
    self.files = files.with(folderOf: sources[program.span]?.name ?? "")
    self.read = read
    follow(program)
  }

  package var definitions: [Statement] { programs.flatMap(\.statements).filter { $0.definedName != nil } }

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

  /// The path of a file that another file uses. For a script that is called through a symbolic link, files are looked
  /// for beside the script first, and then beside the link.
  private static func path(_ written: String, of user: String) -> String {
    if written.utf8.first == UInt8(ascii: "/") { return written }
    let byName = Files.folder(of: user) + written
    let path = Files.folder(ofFile: user) + written
    return !FileSystem.exists(path) && FileSystem.exists(byName) ? byName : path
  }

  /// The file whatever it is called.
  private static func identity(of path: String) -> [UInt8] { Array((Files.target(path) ?? path).utf8) }
}

extension Statement {
  /// The name, where it is a def.
  package var definedName: String? {
    if case .define(let definition) = kind { definition.name.text } else { nil }
  }
}
