import Machine
import Syntax

/// The stages that are loops and jumps, and the commands that control the flow. The compiler makes their code; this
/// list only describes how they are called.
extension Library {
  static let control: [Builtin] = [.fail, .fails, .every, .ignore]
}

extension Builtin {
  static let `where` = Builtin(
    Signature("where", input: .items, operands: [Operand("TEST", .item, type: .boolean)]),
    "keep the items for which a test is true",
    in: .eachItem, also: ["grep", "filter"], examples: [Example("[1, 2, 3] | where @ > 1", shows: "2\n3")],
    .form(.where))

  static let map = Builtin(
    Signature("map", input: .items, operands: [Operand("E", .item)]),
    "put the value of an expression in place of each item, nulls too",
    in: .eachItem, examples: [Example("[1, 2, 3] | map @ * 10", shows: "10\n20\n30")],
    .form(.map))

  static let each = Builtin(
    Signature(
      "each", input: .items, operands: [Operand("BLOCK", .block)],
      flags: [
        Flag("parallel", .required, type: .integer, meaning: "up to so many at once; results in order"),
        Flag("keep-going", meaning: "a row {item, ok, value, error} for each item, whatever fails"),
        Flag("pace", .required, type: .string, meaning: "at most so many starts, as 20/m, 5/s or 100/h"),
      ]),
    "run a block for each item and yield its values but nulls",
    in: .eachItem, also: ["foreach", "forEach"],
    examples: [Example("[1, 2, 3] | each { if @ != 2 { @ * 10 } }", shows: "10\n30")],
    .form(.each))

  static let first = Builtin(
    Signature("first", input: .items, operands: [Operand("N", type: .integer, required: false)]),
    "the first item, or the first N as a list",
    in: .eachItem, also: ["head", "take", "limit"],
    examples: [
      Example("[3, 1, 2] | first", shows: "3"),
      Example("[3, 1, 2] | first 2", shows: "3\n1"),
    ],
    .form(.first)
  ).with { $0.givesItem = true }

  static let skip = Builtin(
    Signature("skip", input: .items, operands: [Operand("N", type: .integer, required: false)]),
    "leave out the first item, or the first N",
    in: .eachItem, examples: [Example("[3, 1, 2] | skip 1", shows: "1\n2")],
    .form(.skip))

  static let until = Builtin(
    Signature("until", input: .items, operands: [Operand("TEST", .item, type: .boolean)]),
    "end before the first item for which a test is true",
    in: .eachItem, examples: [Example("[1, 2, 9, 3] | until @ > 5", shows: "1\n2")],
    .form(.until))

  static let any = Builtin(
    Signature("any", input: .items, operands: [Operand("TEST", .item, type: .boolean)]),
    "whether a test is true for some item",
    in: .allItems, examples: [Example("[1, 2] | any @ > 1", shows: "true")],
    .form(.any))

  static let all = Builtin(
    Signature("all", input: .items, operands: [Operand("TEST", .item, type: .boolean)]),
    "whether a test is true for every item",
    in: .allItems, examples: [Example("[1, 2] | all @ > 1", shows: "false")],
    .form(.all))

  static let reduce = Builtin(
    Signature("reduce", input: .items, operands: [Operand("INIT"), Operand("E", .item)]),
    "fold the items into one value: $acc starts as INIT and becomes E for each",
    in: .allItems, examples: [Example("[1, 2, 3] | reduce 0 $acc + @", shows: "6")],
    .form(.reduce))

  static let fail = Builtin(
    Signature("fail", operands: [Operand("MESSAGE")]),
    "raise a failure: text as one of the script, a caught error unchanged",
    in: .control, also: ["throw", "raise", "die"],
    examples: [Example(#"try { fail "no stock" } catch e { $e.message }"#, shows: #""no stock""#)],
    .form(.fail)
  ).with { $0.ends = .leaves }

  static let fails = Builtin(
    Signature(
      "fails",
      operands: [
        Operand("KIND", type: .enumeration(Failure.Kind.allCases.map(\.rawValue)), required: false),
        Operand("BLOCK", .block),
      ]),
    "run a block that must fail, and give its error",
    in: .control, examples: [Example("let e = fails { 1 / 0 }\n$e.kind", shows: #""script""#)],
    .form(.fails))

  static let every = Builtin(
    Signature("every", operands: [Operand("D", type: .duration), Operand("BLOCK", .block)]),
    "run a block again and again, at each multiple of a duration; show errors and go on",
    in: .control,
    examples: [Example("let n = 0\nevery 10ms { $n += 1; print $n; if $n == 2 { exit } }", shows: "1\n2")],
    .form(.every)
  ).with { $0.ends = .never }

  static let ignore = Builtin(
    Signature("ignore", input: .whole), "take a value and show nothing",
    in: .inAndOut, examples: [Example("[1, 2] | ignore", shows: "")],
    .form(.ignore))
}
