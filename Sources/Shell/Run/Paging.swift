import Commands
import JSON
import Machine
import Rendering
import Stage
import Syntax

// An input with `| less` at its end runs as usual, but the pager gets what it writes, without any cut.
extension Session {
  /// What the last input wrote for the pager; nil where that is nothing.
  public func takePages() -> (bytes: [UInt8], isTable: Bool)? {
    defer { display.pages = nil }
    return display.pages.flatMap { $0.bytes.isEmpty ? nil : $0 }
  }
}

extension Display {
  /// Whether values go to the pager as a terminal shows them, and not in a format that was asked for by name.
  var isPaged: Bool { pages != nil && isAutomatic && world.outputScreen.isTerminal }

  mutating func page(_ value: Value) throws(Failure) {
    if value.isTable { pages?.isTable = true }
    try write(renderer.whole(value))
  }

  /// The bytes for the pager: a text as it is, anything else as indented JSON.
  func paged(_ value: Value) -> [UInt8] {
    if case .string = value { return renderer.printed(value) }
    return renderer.indented(value) + [UInt8(ascii: "\n")]
  }

  func wholeTable(_ value: Value) -> [UInt8] { renderer.table(value, isCut: false) }

  /// Shows that a value is null.
  mutating func null() throws(Failure) {
    guard isAutomatic, world.outputScreen.isTerminal else { return }
    try write(renderer.indented(.null) + [UInt8(ascii: "\n")])
  }
}

extension Program {
  /// Whether its last pipeline names the members of its rows, as `select` does.
  func choosesMembers(_ commands: ShellCommands) -> Bool {
    guard case .pipeline(let pipeline)? = statements.last?.kind else { return false }
    return pipeline.stages.contains {
      guard let builtin = commands.builtin(of: $0), case .fields = builtin.reads else { return false }
      return true
    }
  }

  /// Whether it is one value, such as a path, and calls nothing.
  var isOnlyValue: Bool {
    guard statements.count == 1, case .pipeline(let pipeline) = statements[0].kind, pipeline.stages.isEmpty,
      case .expression(let expression) = pipeline.source
    else { return false }
    if case .path(let root, let segments) = expression.kind, segments.isEmpty {
      return switch root {
      case .last, .item, .variable: true
      case .call, .pipeline: false
      }
    }
    return true
  }
}
