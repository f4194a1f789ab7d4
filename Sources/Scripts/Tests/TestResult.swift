/// The result of a test.
public struct TestResult: Sendable {
  public var name: String
  /// Why the test failed; nil where it passed.
  public var fault: TestFault?
  /// What the test wrote to standard output.
  public var shown: String
  /// How long the test took.
  public var seconds: Double

  package init(name: String, fault: TestFault?, shown: String, seconds: Double) {
    self.name = name
    self.fault = fault
    self.shown = shown
    self.seconds = seconds
  }
}

/// The reason why a test failed, and the place.
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

  /// The place of a fault in a file.
  public struct Place: Sendable {
    public var file: String
    public var line: Int
    public var column: Int
    /// The text of the line.
    public var source: String

    package init(file: String, line: Int, column: Int, source: String) {
      self.file = file
      self.line = line
      self.column = column
      self.source = source
    }
  }
}
