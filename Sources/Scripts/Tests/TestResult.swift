/// How a test ended.
public struct TestResult: Sendable {
  public var name: String
  /// Why it failed; nil where it passed.
  public var fault: TestFault?
  /// What it showed on standard output.
  public var shown: String
  public var seconds: Double

  package init(name: String, fault: TestFault?, shown: String, seconds: Double) {
    self.name = name
    self.fault = fault
    self.shown = shown
    self.seconds = seconds
  }
}

/// Why a test failed, and where.
public struct TestFault: Sendable {
  public var message: String
  public var hint: String?
  public var kind: String
  public var place: Place?

  package init(message: String, hint: String?, kind: String, place: Place?) {
    self.message = message
    self.hint = hint
    self.kind = kind
    self.place = place
  }

  public struct Place: Sendable {
    public var file: String
    public var line: Int
    public var column: Int
    /// The line's text.
    public var source: String

    package init(file: String, line: Int, column: Int, source: String) {
      self.file = file
      self.line = line
      self.column = column
      self.source = source
    }
  }
}
