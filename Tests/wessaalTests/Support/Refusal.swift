import Testing

/// A run that must fail soon: one message on standard error that holds all of these, nothing on standard
/// output, and no key in either.
func expect(
  _ run: Outcome, status: Int32, says words: String..., at place: SourceLocation = #_sourceLocation
) {
  #expect(run.status == status, "\(run.errors)", sourceLocation: place)
  #expect(run.errorCount == 1, "\(run.errors)", sourceLocation: place)
  for word in words { #expect(run.errors.contains(word), "\(run.errors)", sourceLocation: place) }
  #expect(run.output == "", sourceLocation: place)
  #expect(!run.isLate && !run.wasKilled, sourceLocation: place)
  #expect(!run.errors.contains(Binary.key), sourceLocation: place)
}
