import JSON
import Machine
import Rendering
import Source
import Syntax

/// The text of `SCRIPT --help`, made from the comments at the head of the script and at its `param`s.
public struct ScriptHelp {
  private let script: Program
  private let file: SourceFile
  /// The comments that stand alone on their line, by the number of the line.
  private let lines: [Int: Comment]

  private let readsArguments: Bool

  /// - Parameters:
  ///   - file: the text of the script.
  ///   - readsArguments: whether the script reads `$args`.
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

  /// The usage of the script in one line.
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

  /// The comments at the beginning of the script, without the line that begins with `#!`.
  private var head: [Comment] {
    let first = lines[1]?.text.hasPrefix("!") == true ? 2 : 1
    return run(from: first)
  }

  /// The comments right above a line, unless they are the head of the script.
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

  /// Whether only white space stands before the comment on its line.
  fileprivate func holdsAlone(_ comment: Comment) -> Bool {
    bytes[start(ofLine: line(comment.span))..<Int(comment.span.start)].allSatisfy {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
    }
  }
}

extension ScriptParameter {
  /// Whether the script needs a value from the command line. A switch that is not given is off.
  fileprivate var isRequired: Bool { initial == nil && kind != .bool }

  /// The parameter in the usage: `--name TYPE`.
  fileprivate var usage: String {
    switch kind {
    case .bool: "--\(name.text)" + (initial?.constant == true ? "=false" : "")
    case .string, .int, .number, .duration, .phone, .path, .json:
      "--\(name.text) \(kind.rawValue.uppercased())"
    }
  }
}
