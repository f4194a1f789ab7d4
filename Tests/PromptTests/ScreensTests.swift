import FoundationEssentials
import Testing

/// What a person sees at the prompt, cell by cell: text, colours and cursor, in windows of 40, 80 and 200
/// columns, on a dumb terminal, and without colours.
///
/// With `WESSAAL_TRANSCRIPTS=write` in the environment, the screens are written again. Read the changes.
@Suite(.atTerminals) struct ScreensTests {
  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Screens"

  private static let files = (try? FileManager.default.contentsOfDirectory(atPath: folder))?
    .filter { $0.hasSuffix(".screens") }.sorted()

  @Test func thereAreScreens() { #expect(Self.files?.isEmpty == false) }

  @Test(arguments: files ?? []) func thePromptShowsTheScreens(file: String) throws {
    let path = "\(Self.folder)/\(file)"
    let writes = ProcessInfo.processInfo.environment["WESSAAL_TRANSCRIPTS"] == "write"
    let parsed = Scene.parse(ShellSession.read(path))
    var scenes = parsed.scenes
    for index in scenes.indices {
      for kind in Scene.Kind.allCases {
        let expected = writes ? nil : scenes[index].screens[kind] ?? ""
        let shown = try scenes[index].play(at: kind, expecting: expected)
        if writes { scenes[index].screens[kind] = shown }
        #expect(writes || shown == expected, "\(scenes[index].name) at \(kind.rawValue)")
      }
    }
    if writes { ShellSession.write(parsed.remark + scenes.map(\.text).joined(separator: "\n"), to: path) }
  }
}
