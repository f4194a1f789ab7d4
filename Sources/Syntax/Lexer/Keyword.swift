/// The words that are no names of commands.
public enum Keyword: String, CaseIterable, Sendable {
  case `let`, keep, `for`, `while`, `break`, `continue`, `return`, def, assert, use, test, param
  case `if`, `else`, `try`, `catch`, `in`, matches, `true`, `false`, null

  /// Whether it begins a statement, or goes on with one, and never begins a pipeline.
  var beginsStatement: Bool {
    switch self {
    case .let, .keep, .for, .while, .break, .continue, .return, .def, .use, .test, .param, .else, .catch: true
    case .assert, .if, .try, .in, .matches, .true, .false, .null: false
    }
  }

  /// Whether a stage may begin with it, which is then the name of a command that nobody knows.
  var mayBeStage: Bool {
    switch self {
    case .assert, .in, .matches: true
    case .let, .keep, .for, .while, .break, .continue, .return, .def, .use, .test, .param, .if, .else, .try,
      .catch, .true, .false, .null:
      false
    }
  }

  var isLiteral: Bool {
    switch self {
    case .true, .false, .null: true
    case .let, .keep, .for, .while, .break, .continue, .return, .def, .assert, .use, .test, .param, .if,
      .else,
      .try, .catch, .in, .matches:
      false
    }
  }
}

extension Lexer {
  /// The keyword that stands in this range; nil where it is another word. It is asked at every name, and so compares a
  /// word with one keyword at most: their lengths and first bytes tell them apart.
  func keyword(_ start: Int, _ end: Int) -> Keyword? {
    let keyword: Keyword
    switch (end - start, byte(start)) {
    case (2, UInt8(ascii: "i")): keyword = byte(start + 1) == UInt8(ascii: "f") ? .if : .in
    case (3, UInt8(ascii: "d")): keyword = .def
    case (3, UInt8(ascii: "f")): keyword = .for
    case (3, UInt8(ascii: "l")): keyword = .let
    case (3, UInt8(ascii: "t")): keyword = .try
    case (3, UInt8(ascii: "u")): keyword = .use
    case (4, UInt8(ascii: "e")): keyword = .else
    case (4, UInt8(ascii: "k")): keyword = .keep
    case (4, UInt8(ascii: "n")): keyword = .null
    case (4, UInt8(ascii: "t")): keyword = byte(start + 1) == UInt8(ascii: "e") ? .test : .true
    case (5, UInt8(ascii: "b")): keyword = .break
    case (5, UInt8(ascii: "c")): keyword = .catch
    case (5, UInt8(ascii: "f")): keyword = .false
    case (5, UInt8(ascii: "p")): keyword = .param
    case (5, UInt8(ascii: "w")): keyword = .while
    case (6, UInt8(ascii: "a")): keyword = .assert
    case (6, UInt8(ascii: "r")): keyword = .return
    case (7, UInt8(ascii: "m")): keyword = .matches
    case (8, UInt8(ascii: "c")): keyword = .continue
    default: return nil
    }
    return has(keyword.rawValue, at: start) ? keyword : nil
  }
}
