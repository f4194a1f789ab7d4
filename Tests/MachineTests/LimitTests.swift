import Testing

/// Programs that do not fit into the instructions of the machine.
@Suite struct LimitTests {
  private let many = (0..<66_000).map { "let v\($0) = 1" }.joined(separator: "\n")

  @Test(arguments: ["def f() {\n", "[1] | each --parallel 2 {\n", "if true {\n"])
  func theVariablesOfABlock(head: String) {
    let run = Machinery.run(head + many + "\n}")
    let words = "a program must have fewer than 65536 variables and values at once in one block or def"
    #expect(run.hasPrefix("does not compile: 655") && run.hasSuffix(words), "\(run.prefix(200))")
  }

  @Test func theVariablesThatDefsRead() {
    let reads = (0..<66_000).map { "$v\($0)" }.joined(separator: "\n")
    let run = Machinery.run("\(many)\ndef f() {\n\(reads)\n}\nf")
    #expect(
      run == "does not compile: 1:1 a program must have fewer than 65536 defs and variables that they read")
  }
}
