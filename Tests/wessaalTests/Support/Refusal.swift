import Testing

/// Checks a run that must fail soon: standard error has one message with all of these texts, standard
/// output is empty, and the key stands in neither.
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
