import Source
import Syntax
import Testing

/// The layout of a text. Laying it out again must give the same text, and the same tree.
func layout(_ code: String) -> String {
  let (once, tree) = laidOut(code)
  let (twice, again) = laidOut(once)
  #expect(once == twice)
  #expect(tree == again)
  return once
}

private func laidOut(_ code: String) -> (String, String) {
  let file = SourceFile(name: "t", text: code)
  let (program, faults) = parse(file, id: 0, vocabulary: FakeVocabulary())
  #expect(faults.isEmpty, "\(code)")
  return (String(decoding: format(program, of: file), as: UTF8.self), dump(program))
}

/// A program and its layout.
struct Laid: Sendable, CustomTestStringConvertible {
  var code: String
  var layout: String
  var testDescription: String { code }

  init(_ code: String, _ layout: String) {
    self.code = code
    self.layout = layout
  }
}

@Suite struct FormatTests {
  @Test(arguments: [
    Laid("let  x=5 ;  let y = [ 1,2 ,3, ]", "let x = 5\nlet y = [1, 2, 3]\n"),
    Laid("", ""), Laid("\n\n", ""), Laid("\u{FEFF}1\r\n2", "1\n2\n"),
    Laid("-$x- -5 *( 1+2 )", "-$x - -5 * (1 + 2)\n"), Laid("- 5", "- 5\n"), Laid("! $x", "!$x\n"),
    Laid("f( $l|count , 2 )", "f($l | count, 2)\n"),
    Laid("[ $l|first 2, [3|string] ]", "[$l | first 2, [3 | string]]\n"),
    Laid("{a:$l|map @.x,b : 2}", "{a: $l | map @.x, b: 2}\n"),
    Laid("{[ $k|upper ]: 1}", "{[$k | upper]: 1}\n"),
    Laid("f(($l | count) | string)", "f(($l | count) | string)\n"),
    Laid("f(($l|count))", "f(($l | count))\n"),
    Laid("1 .. 10", "1..10\n"), Laid("$a .. length($b)", "$a .. length($b)\n"),
    Laid("f( 1,{a :1},...$x )", "f(1, {a: 1}, ...$x)\n"),
    Laid("{ [ $k ]:Word , $x,\"a\":'b' }", "{[$k]: Word, $x, \"a\": 'b'}\n"),
    Laid("$x[ 0 ][ 'a',1 ][ $i+1 ][ 1 : 2 ]..a?", "$x[0]['a', 1][$i + 1][1:2]..a?\n"),
    Laid("$x[ ?@.a==1&&!( @.b<\"c  d\" ) ]", "$x[?@.a == 1 && !(@.b < \"c  d\")]\n"),
    Laid("print   a-b   --x  y=1   ...$z", "print a-b --x y=1 ...$z\n"),
    Laid("print $l[* \\\n].n", "print $l[*].n\n"), Laid("print $l[0 \\\n , 1]", "print $l[0, 1]\n"),
    Laid("print \\\n  a \\\n b", "print \\\n  a \\\n  b\n"),
    Laid("$x.a[ $i ]+=1", "$x.a[$i] += 1\n"),
    Laid("assert( $a , 'm' )", "assert($a, 'm')\n"), Laid("assert $a ,'m'", "assert $a, 'm'\n"),
  ])
  func spacesAreOne(_ laid: Laid) { #expect(layout(laid.code) == laid.layout) }

  @Test(arguments: [
    Laid("if $a {1} else {2}", "if $a { 1 } else { 2 }\n"),
    Laid("if $a {1}\nelse if $b {\n2 } else {}", "if $a {\n  1\n} else if $b {\n  2\n} else {}\n"),
    Laid("for a,b in $x{print $a;print $b}", "for a, b in $x {\n  print $a\n  print $b\n}\n"),
    Laid("try {1} catch e {\n2 }", "try {\n  1\n} catch e {\n  2\n}\n"),
    Laid("def f( a,b=1 ){\n$a}", "def f(a, b = 1) {\n  $a\n}\n"),
    Laid("if $a { if $b {1;2} }", "if $a {\n  if $b {\n    1\n    2\n  }\n}\n"),
    Laid("test 't' {1}", "test 't' { 1 }\n"),
    Laid("while true {\n\n\n1\n\n\n2\n\n}", "while true {\n  1\n\n  2\n}\n"),
    Laid("$x|each {\nprint @\n}|count", "$x | each {\n  print @\n} | count\n"),
    Laid("let y=(if $a {\n1})", "let y = (\n  if $a {\n    1\n  }\n)\n"),
  ])
  func blocksAreOnOneLineWhereTheyWere(_ laid: Laid) { #expect(layout(laid.code) == laid.layout) }

  @Test(arguments: [
    Laid("a|b |  c", "a | b | c\n"), Laid("a\n|b|c", "a\n  | b\n  | c\n"),
    Laid("let x=a|\nb", "let x = a\n  | b\n"),
    Laid(
      "print (messages list # one\n| count # two\n)",
      "print (\n  messages list  # one\n    | count  # two\n)\n"),
    Laid("a\n# between\n|b", "a\n  # between\n  | b\n"),
  ])
  func pipelinesBreakBeforeEachStageOrNowhere(_ laid: Laid) { #expect(layout(laid.code) == laid.layout) }

  @Test(arguments: [
    Laid("# a\n\n\n# b\n1 # c", "# a\n\n# b\n1  # c\n"), Laid("#a  \r\n1", "#a\n1\n"),
    Laid("let a = 1 # x\nlet bcd = 2 # y\n\n3 # z", "let a = 1    # x\nlet bcd = 2  # y\n\n3  # z\n"),
    Laid("if $a { # why\n1 # one\n# end\n}", "if $a {  # why\n  1  # one\n  # end\n}\n"),
    Laid("if $a {\n# only\n}", "if $a {\n  # only\n}\n"),
    Laid("if $a { 1 } # c\nelse { 2 }", "if $a {\n  1\n}  # c\nelse {\n  2\n}\n"),
    Laid("[1, # one\n2 # two\n]", "[\n  1,  # one\n  2,  # two\n]\n"), Laid("[ # none\n]", "[  # none\n]\n"),
    Laid("f(1 # c\n)", "f(\n  1,  # c\n)\n"), Laid("(1 + # c\n2)", "(\n  1 +  # c\n    2\n)\n"),
    Laid("$x[0 # c\n]", "$x[0 # c\n]\n"), Laid("$x[$i # c\n]", "$x[$i  # c\n]\n"),
    Laid("param a = [1] # help", "param a = [1]  # help\n"),
    Laid("let n = # c\ntry { 1 } catch { 0 }", "let n =   # c\ntry { 1 } catch { 0 }\n"),
    Laid("let n = # c\nif $a { 1 } else { 0 }", "let n =   # c\nif $a { 1 } else { 0 }\n"),
    // The comment after a param is its help; one on the next line is not.
    Laid("param a: int = 1\n;# b\nparam c = 2 ;# d", "param a: int = 1\n# b\nparam c = 2  # d\n"),
    Laid("let x = 1\n ; ;# a\nprint $x", "let x = 1\n# a\nprint $x\n"),
  ])
  func commentsKeepTheirPlaces(_ laid: Laid) { #expect(layout(laid.code) == laid.layout) }

  @Test(arguments: [
    Laid("{\na: 1}", "{\n  a: 1,\n}\n"), Laid("[1,\n2]", "[1, 2]\n"),
    Laid("$x += [{\na: 1}]", "$x += [{\n  a: 1,\n}]\n"),
    Laid("f(1, [\n2])", "f(1, [\n  2,\n])\n"), Laid("{a: [\n1]}", "{\n  a: [\n    1,\n  ],\n}\n"),
    Laid("[\n1,\n\n\n2]", "[\n  1,\n\n  2,\n]\n"),
  ])
  func listsStayBrokenAfterTheirBracket(_ laid: Laid) { #expect(layout(laid.code) == laid.layout) }

  @Test func whatIsTooWideBreaks() {
    let names = (1...30).map { "name\($0)" }
    #expect(
      layout("let x = [\(names.joined(separator: ", "))]")
        == "let x = [\n  \(names.joined(separator: ",\n  ")),\n]\n")
    let stages = (1...12).map { "stage-\($0)" }
    #expect(layout(stages.joined(separator: " | ")) == stages.joined(separator: "\n  | ") + "\n")
    let tests = (1...20).map { "$a\($0)" }
    #expect(layout(tests.joined(separator: " && ")) == tests.joined(separator: "\n  && ") + "\n")
    #expect(layout(tests.joined(separator: " + ")) == tests.joined(separator: " +\n  ") + "\n")
    let block = "print \"\(String(repeating: "x", count: 85))\""
    #expect(layout("if $a { \(block) }") == "if $a {\n  \(block)\n}\n")
  }

  @Test func aWideCommandIsFilled() {
    let arguments = (1...12).map { "argument\($0)=value" }
    let lines = layout("messages send " + arguments.joined(separator: " ")).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines.dropLast().allSatisfy { $0.hasSuffix(" \\") })
  }

  @Test func textsStayAsTyped() {
    #expect(layout("print 'a  b' \"c  $( 1+1 )\"") == "print 'a  b' \"c  $( 1+1 )\"\n")
    let text = "if $a {\nlet t = \"\"\"\n  one\n\n    $(1 +\n  2)\n  \"\"\"\n}"
    #expect(layout(text) == "if $a {\n  let t = \"\"\"\n    one\n\n      $(1 +\n    2)\n    \"\"\"\n}\n")
    let further = "if $a {\n    let t = \"\"\"\n      $(1 +\n 2)\n      \"\"\"\n}"
    #expect(layout(further) == "if $a {\n  let t = \"\"\"\n      $(1 +\n 2)\n      \"\"\"\n}\n")
  }

  @Test func manyElementsAreLaidOut() {
    let code = "[" + String(repeating: "1, ", count: 20_000) + "]"
    #expect(laidOut(code).0.utf8.count { $0 == UInt8(ascii: "\n") } == 20_002)
  }

  @Test func aLongLineIsLaidOut() {
    let word = String(repeating: "x", count: 500_000)
    for code in ["print \(word)\n", "print \"\(word)\"\n"] { #expect(laidOut(code).0 == code) }
  }

  @Test(arguments: [
    ("(", "1", ")"), ("[", "", "]"), ("{a: ", "1", "}"), ("if $a { ", "1", " }"), ("\"$(", "1", ")\""),
    ("f({ ", "1", " })"),
  ])
  func theDeepestProgramIsLaidOut(_ open: String, _ inner: String, _ close: String) {
    let depth = open.count > 2 && open.hasPrefix("f") ? 95 : 190
    let code = String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
    #expect(!layout(code).isEmpty)
  }
}
