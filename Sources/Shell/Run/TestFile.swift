import Machine
import Scripts
import Source
import Stage
import Syntax

/// A script's `test` blocks, checked and ready to run.
public struct TestFile: Sendable {
  /// A `test` block.
  public struct Test: Sendable {
    public var name: String
    var span: Span
  }

  public let name: String
  public let tests: [Test]
  fileprivate let program: ResolvedProgram
  fileprivate let sources: SourceMap

  /// Reads and checks a file, and shows its faults on standard error. Nil where it has a fault.
  public init?(_ file: SourceFile, in session: Session) {
    guard let (program, faults) = session.read(file),
      let checked = session.check(program, faults, interactive: false)
    else { return nil }
    name = file.name
    tests = program.statements.compactMap { statement in
      guard case .test(let name, _) = statement.kind else { return nil }
      return Test(name: name.constant ?? "", span: statement.span)
    }
    self.program = checked
    sources = session.workspace.sources
  }
}

extension Session {
  /// Runs one test in a session in which nothing ran before.
  ///
  /// - Returns: nil where the test was interrupted, and no further test is to run.
  public func run(
    _ test: TestFile.Test, of file: TestFile, clock: () -> Double, shown: () -> String
  ) async -> TestResult? {
    workspace.sources = file.sources
    let start = clock()
    guard let code = code(of: file.program, interactive: false, test: test.span) else { return nil }
    let ending = await run(code)
    var fault: TestFault?
    if case .failed(let failure) = ending {
      if failure.kind == .interrupted, tally.exitCode == nil { return nil }
      fault = self.fault(failure)
    }
    return TestResult(name: test.name, fault: fault, shown: shown(), seconds: clock() - start)
  }

  private func fault(_ failure: Failure) -> TestFault {
    let message =
      tally.exitCode.map { "a test must run to its end, but 'exit \($0)' ended it" } ?? failure.message
    return TestFault(
      message: message, hint: failure.hint, kind: tally.exitCode == nil ? failure.kind.rawValue : "script",
      place: failure.span.flatMap(place))
  }

  private func place(_ span: Span) -> TestFault.Place? {
    guard let file = workspace.sources[span] else { return nil }
    let (line, column) = file.position(of: Int(span.start))
    return TestFault.Place(
      file: file.name, line: line, column: column,
      source: String(decoding: file.line(line), as: UTF8.self))
  }
}
