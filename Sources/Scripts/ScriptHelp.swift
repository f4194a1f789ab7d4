import JSON
import Machine
import Rendering
import Source
import Syntax

/// What `SCRIPT --help` says: made from the comments at the head of the script and at its `param`s.
public struct ScriptHelp {
  private let script: Program
  private let file: SourceFile
  /// The comments that have a line to themselves, by line.
  private let lines: [Int: Comment]

  private let readsArguments: Bool

  /// - Parameters:
  ///   - file: the script's text.
  ///   - readsArguments: whether it reads `$args`.
  public init(_ script: Program, _ file: SourceFile, readsArguments: Bool) {
    self.readsArguments = readsArguments
    self.script = script
    self.file = file
    lines = Dictionary(
      script.comments.filter(file.holdsAlone).map { (file.line($0.span), $0) }, uniquingKeysWith: { $1 })
  }

  public var text: String {
    let head = head.map(\.text).joined(separator: "\n")
    let parts = [
      "usage: " + Self.usage(of: script, name: file.name, readsArguments: readsArguments), head, options,
    ]
    return Escaping.lines(parts.filter { !$0.isEmpty }.joined(separator: "\n\n")) + "\n"
  }

  /// The script's call in one line.
  static func usage(of script: Program, name: String, readsArguments: Bool) -> String {
    let options = script.scriptParameters.map { parameter in
      parameter.isRequired ? parameter.usage : "[\(parameter.usage)]"
    }
    let rest = readsArguments ? ["[ARG…]"] : []
    return (["wessaal [options] \(Escaping.line(name))"] + options + rest).joined(separator: " ")
  }

  private var options: String {
    let rows = script.statements.compactMap { statement -> (String, String)? in
      guard case .param(let parameter) = statement.kind else { return nil }
      return (parameter.usage, meaning(of: parameter, at: statement.span))
    }
    let width = rows.map { displayWidth(of: $0.0) }.max() ?? 0
    return rows.map { "  \($0.0.padded(to: width))  \($0.1)" }.joined(separator: "\n")
  }

  private func meaning(of parameter: ScriptParameter, at span: Span) -> String {
    let said = parameter.help ?? comments(above: file.line(span)).map(\.text).joined(separator: " ")
    let initial = parameter.initial.map(written) ?? (parameter.isRequired ? nil : "false")
    let rule = initial.map { "(\($0) unless given)" } ?? "(required)"
    return said.isEmpty ? rule : "\(said) \(rule)"
  }

  private func written(_ expression: Expression) -> String {
    Escaping.line(
      String(decoding: file.bytes[Int(expression.span.start)..<Int(expression.span.end)], as: UTF8.self))
  }

  // MARK: Comments

  /// Those that begin the script, without the line for the system.
  private var head: [Comment] {
    let first = lines[1]?.text.hasPrefix("!") == true ? 2 : 1
    return run(from: first)
  }

  /// Those right above a line, where they are not the script's head.
  private func comments(above line: Int) -> [Comment] {
    var first = line
    while lines[first - 1] != nil { first -= 1 }
    let isHead = first == 1 || first == head.first.map { file.line($0.span) }
    return isHead ? [] : run(from: first)
  }

  private func run(from first: Int) -> [Comment] {
    var found: [Comment] = []
    while let comment = lines[first + found.count] { found.append(comment) }
    return found
  }
}

extension SourceFile {
  fileprivate func line(_ span: Span) -> Int { position(of: Int(span.start)).line }

  /// Whether nothing but white space stands before a comment.
  fileprivate func holdsAlone(_ comment: Comment) -> Bool {
    bytes[start(ofLine: line(comment.span))..<Int(comment.span.start)].allSatisfy {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
    }
  }
}

extension ScriptParameter {
  /// Whether it has no value where it is not given; a switch is off then.
  fileprivate var isRequired: Bool { initial == nil && kind != .bool }

  /// How it is given: `--name TYPE`.
  fileprivate var usage: String {
    switch kind {
    case .bool: "--\(name.text)" + (initial?.constant == true ? "=false" : "")
    case .string, .int, .number, .duration, .phone, .path, .json:
      "--\(name.text) \(kind.rawValue.uppercased())"
    }
  }
}
