import Testing

/// The short form of `scripts/endurance`: nothing is lost, and nothing is sent twice.
@Suite struct EnduranceTests {
  @Test(arguments: ["kills", "shared", "faults", "disk", "volume", "random"])
  func nothingIsLostOrSentTwice(part: String) throws {
    let outcome = try shell(
      "scripts/endurance --short \(part)", environment: ["WESSAAL_BINARY": Binary.path],
      folder: Project.folder, within: 400)
    #expect(outcome.status == 0 && outcome.output.contains("  ok\n"), "\(outcome)")
  }
}
