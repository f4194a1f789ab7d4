import Testing

@Suite struct LongScriptTests {
  /// The script that `scripts/bench.d/long-script` makes, in the one layout from the start. The limit is
  /// for a debug build; what a release build takes is measured in `scripts/bench`.
  @Test func aScriptOfFiveThousandLinesIsCheckedAndLaidOut() throws {
    let folder = Folder()
    let made = "'\(Project.folder)/scripts/bench.d/long-script' > long.wsl"
    let run = try shell(
      "\(made) && $W check long.wsl && $W fmt --check long.wsl", folder: folder.path, within: 60)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors == "")
  }
}
