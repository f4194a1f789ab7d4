import Source
import Syntax

/// What only files have: defs of other files, and tests.
extension Checker {
  /// Declares and checks the defs of other files. They see each other, and of variables only their own:
  /// nothing else of those files runs.
  func checkLibraries() {
    let definitions = libraries.flatMap(\.definitions)
    for definition in definitions { declare(definition) }
    isInLibraries = true
    alone([]) { for definition in definitions { check(bodyOf: definition) } }
    isInLibraries = false
  }

  /// Each test runs alone: of the file's variables it sees those that have a value before the run.
  func checkTests() {
    let defaults = program.defaults
    for statement in program.statements {
      guard case .test(_, let body) = statement.kind else { continue }
      alone(defaults) {
        context.inTest = true
        _ = within("test") { check(body) }
        context.inTest = false
      }
    }
  }

  /// Checks something that sees no variable of the top level but these.
  private func alone(_ names: [String], _ body: () -> Void) {
    let outer = variables
    variables = outer.alone(Set(Resolver.variables + names))
    body()
    variables = outer
  }

  /// Whether a statement that does not run in a test declares the variable.
  func isDeclaredByRun(_ name: String) -> Bool {
    program.statements.contains { $0.declaredDefault == nil && $0.declared.contains(name) }
  }

  func notInTest(_ name: Name) {
    error(
      "a test runs only defs and defaults of the file and must declare what it reads, but reads $\(name.text)",
      at: name.span, hint: "'param' and 'keep' declare what a test may read; a def can return it")
  }
}

extension Checker {
  /// Whether it is a variable that does not come with the defs of its file.
  func staysBehind(_ name: String) -> Bool {
    isInLibraries && libraries.contains { $0.statements.contains { $0.declared.contains(name) } }
  }

  func notUsed(_ name: Name) {
    error(
      "of a file that is used there are only the defs, but this one reads $\(name.text) of the file",
      at: name.span, hint: "pass it as an argument, or let a def return it")
  }
}

extension Statement {
  /// The variables that it declares in its block.
  fileprivate var declared: [String] {
    switch kind {
    case .declare(let name, _), .keep(let name, _): [name.text]
    case .param(let parameter): [parameter.name.text]
    case .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .define, .assert, .use, .test,
      .pipeline:
      []
    }
  }
}
