import Testing

@Suite struct LongScriptTests {
  /// The script that `scripts/bench.d/long-script` makes, which has the one layout already. The limit is
  /// for a debug build; `scripts/bench` measures a release build.
  @Test func aScriptOfFiveThousandLinesIsCheckedAndLaidOut() throws {
    let folder = Folder()
    let made = "'\(Project.folder)/scripts/bench.d/long-script' > long.wsl"
    let run = try shell(
      "\(made) && $W check long.wsl && $W fmt --check long.wsl", folder: folder.path, within: 60)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors == "")
  }
}
