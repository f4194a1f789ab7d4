import Catalog
import Commands
import Machine
import Rendering
import Source
import Syntax

/// What a script will touch and send, as far as that is known before it runs. It is made from a program that was
/// checked, and `text` shows it.
public struct Survey {
  /// The files that the script reads and writes, each once, as they are written in the script.
  private(set) var reads: [String] = []
  private(set) var writes: [String] = []
  /// The commands that change the account without sending messages, and the lines on which they stand.
  private(set) var changes: [Change] = []
  /// The permissions that the API key must have.
  private(set) var scopes: [String] = []
  /// How many messages the script sends outside of loops.
  private(set) var once = Amount()
  /// What could be done better in the script.
  private(set) var practice = Practice()
  /// How many messages each turn of a loop sends, by the line of the loop.
  private(set) var loops: [(line: Int, amount: Amount)] = []

  /// A command that changes the account.
  struct Change: Equatable {
    var name: String
    /// Whether the change cannot be undone.
    var isFinal: Bool
    var lines: [Int]
  }

  /// A number of messages.
  struct Amount: Equatable {
    var count = 0
    /// Whether fewer may be sent.
    var isMost = false
    /// Whether more may be sent, because the length of a list is not known.
    var isLeast = false

    var isNone: Bool { count == 0 && !isLeast }

    static func + (left: Amount, right: Amount) -> Amount {
      Amount(
        count: left.count + right.count, isMost: left.isMost || right.isMost,
        isLeast: left.isLeast || right.isLeast)
    }

    /// The amount where only one of two parts runs: the larger one, as a maximum.
    static func | (left: Amount, right: Amount) -> Amount {
      if left == right { return left }
      return Amount(
        count: max(left.count, right.count), isMost: true, isLeast: left.isLeast || right.isLeast)
    }

    /// The amount where the program may not reach this part.
    var perhaps: Amount { isNone ? self : Amount(count: count, isMost: true, isLeast: isLeast) }
  }

  /// - Parameters:
  ///   - program: a program that was checked, with the defs that it uses from other files.
  ///   - commands: the commands with which it was checked.
  ///   - sources: the texts to which its spans refer.
  public init(_ program: ResolvedProgram, commands: ShellCommands, sources: SourceMap) {
    var surveyor = Surveyor(program, commands: commands, sources: sources)
    once = surveyor.amount(of: program.program.statements)
    (reads, writes) = (surveyor.reads, surveyor.writes)
    changes = surveyor.changes
    scopes = Scope.allCases.map(\.rawValue).filter(surveyor.scopes.contains)
    practice = surveyor.practice
    loops = surveyor.loops.filter { !$0.amount.isNone }.sorted { $0.line < $1.line }
  }

  /// The survey as text, with the name of the script first.
  public func text(name: String) -> String {
    let sends =
      (once.isNone ? [] : [once.words]) + loops.map { "\($0.amount.words) a pass of line \($0.line)" }
    let all =
      [
        ("reads", reads), ("writes", writes), ("sends", sends), ("changes", changes.map(\.words)),
        ("needs", scopes.isEmpty ? [] : ["a key with \(scopes.joined(separator: ", "))"]),
      ] + practice.hints.map { ("hint", [$0]) }
    let rows = all.filter { !$0.1.isEmpty }
    let name = Escaping.line(name)
    if rows.isEmpty { return "\(name): reads and writes no file, and sends nothing\n" }
    return "\(name)\n"
      + rows.map { "  \($0.0.padded(to: 8))\(Escaping.line($0.1.joined(separator: ", ")))\n" }.joined()
  }
}

extension Survey.Change {
  fileprivate var words: String {
    let places = lines.sorted().map(String.init).joined(separator: ", ")
    return "\(name) on line \(places)" + (isFinal ? " (cannot be undone)" : "")
  }
}

extension Survey.Amount {
  fileprivate var words: String {
    let messages = Figures.counted(count, "message")
    switch (count, isMost, isLeast) {
    case (0, _, true): return "a list of messages"
    case (_, _, true): return "\(messages) or more"
    case (_, true, false): return "at most \(messages)"
    case (_, false, false): return messages
    }
  }
}
