import Syntax

/// A program, and what its names mean. Use it to check, compile and survey one program: its names are looked up once.
public struct ResolvedProgram: Sendable {
  public var program: Program
  public let resolution: Resolution

  /// - Parameters:
  ///   - libraries: the files whose defs the program uses.
  ///   - given: the variables that earlier inputs have declared.
  /// - Complexity: O(length).
  public init(
    _ program: Program, libraries: [Program] = [], given: Set<String> = [], commands: any Commands
  ) {
    self.program = program
    resolution = Resolver.resolve(program, libraries: libraries, given: given, commands: commands)
  }

  /// Whether it is certain, without compiling it, that the code of the program is within the machine's limits.
  public var surelyFits: Bool { resolution.extent.fits(variables: resolution.bindings.count) }
}

extension Program {
  /// Its defs, in the order of the text.
  var definitions: [Definition] {
    statements.compactMap { if case .define(let definition) = $0.kind { definition } else { nil } }
  }

  /// The variables that have a value before the run.
  var defaults: [String] { statements.compactMap(\.declaredDefault) }
}

extension Statement {
  /// The variable that it gives a value which may be another before the run.
  var declaredDefault: String? {
    switch kind {
    case .param(let parameter): parameter.name.text
    case .keep(let name, _): name.text
    case .declare, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .define, .assert,
      .use, .test, .pipeline:
      nil
    }
  }
}
