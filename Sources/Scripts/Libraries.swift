import Commands
import Files
import Machine
import Rendering
import Source
import Syntax
import SystemCalls

/// Reads the files whose defs a program uses (Language.md, `use`), and finds the faults in them. Each file is read
/// once, and stands before the files that use it.
package struct Libraries {
  package private(set) var programs: [Program] = []
  package private(set) var faults: [Diagnostic] = []
  /// The texts of the program and of the files that were read.
  package private(set) var sources: SourceMap
  private let commands: ShellCommands
  private let files: FileAccess
  private let read: (String) throws(Failure) -> SourceFile
  /// The chain of files whose `use` is being followed, beginning with the program: their names and identities.
  private var users: [(name: String, identity: [UInt8])] = []
  private var known: Set<[UInt8]> = []

  /// - Parameters:
  ///   - files: the files that the program may read. It may also read the folder of its own file.
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

  /// The defs of all these files.
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
      return fault(
        "a file must not use itself, directly or through others, but \(Escaping.line(circle))", at: literal)
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

  /// The path of a file that another file uses. Where a script is called through a symbolic link, the file is looked
  /// for beside the script first, and then beside the link.
  private static func path(_ written: String, of user: String) -> String {
    if written.utf8.first == UInt8(ascii: "/") { return written }
    let byName = Files.folder(of: user) + written
    let path = Files.folder(ofFile: user) + written
    return !FileSystem.exists(path) && FileSystem.exists(byName) ? byName : path
  }

  /// Identifies the file, whatever name leads to it.
  private static func identity(of path: String) -> [UInt8] { Array((Files.target(path) ?? path).utf8) }
}

extension Statement {
  /// The name that the statement defines; nil where it is not a def.
  package var definedName: String? {
    if case .define(let definition) = kind { definition.name.text } else { nil }
  }
}
