import Commands
import Glibc
import JSON
import Library
import Machine
import Shell
import Source
import Syntax
import Testing

@testable import Rendering

/// Whole sessions on a fresh sandbox. They run one after another, because they need the working folder.
@Suite(.serialized) struct TranscriptTests {
  /// With `WESSAAL_TRANSCRIPTS=write` in the environment, the transcript is written again. Read the changes.
  @Test(arguments: Folder.files("Transcripts", ending: ".wslt"))
  func sessionsShowWhatTheTranscriptSays(name: String) throws {
    let path = "\(Folder.tests)/Transcripts/\(name)"
    let written = try Folder.read(path)
    var transcript = Transcript(parsing: written)
    try Folder.temporary {
      let practice = try Practice(keys: transcript.keys)
      for index in transcript.exchanges.indices {
        transcript.exchanges[index].shown = practice.type(transcript.exchanges[index].input)
      }
    }
    if getenv("WESSAAL_TRANSCRIPTS").map({ String(cString: $0) }) == "write" {
      try Folder.write(path, transcript.text)
    } else {
      #expect(transcript.text == written)
    }
  }

  @Test(
    arguments: ShellCommands().all.flatMap { builtin in
      builtin.examples.map { (builtin.name, $0.code, $0.shown) }
    })
  func examplesOfBuiltinsShowWhatTheySay(name: String, code: String, shown: String?) throws {
    try Folder.temporary { try expect(code, shown) }
  }

  /// Runs an example as a script whose output is not a terminal. It must have no fault.
  func expect(_ code: String, _ shown: String?) throws {
    let result = try Practice(Screen()).run(code)
    #expect(result.fault == "" && !result.shown.contains("warning: "), "\(code)\n\(result)")
    if let shown { #expect(result.shown == shown || Self.areEqual(result.shown, shown), "\(code)") }
  }

  /// Whether both texts are the same JSON in any layout.
  private static func areEqual(_ text: String, _ other: String) -> Bool {
    guard let value = try? Value(parsing: text), let same = try? Value(parsing: other) else { return false }
    return value == same
  }
}

extension TranscriptTests {
  /// Files that must fail the check: `# column: message` stands below the faulty line. They name other files
  /// by the working folder, so they must not run while a transcript has its own.
  @Suite struct DiagnosticTests {
    @Test(arguments: Folder.files("Diagnostics", ending: ".wsl"))
    func programsAreRefusedAsTheirCommentsSay(name: String) throws {
      let text = try Folder.read("\(Folder.tests)/Diagnostics/\(name)")
      let source = SourceFile(name: name, text: text)
      let commands = ShellCommands()
      let (program, faults) = parse(source, id: 0, vocabulary: commands)
      let found = (faults + Checker.check(program, commands: commands)).sortedByPosition().map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.proposal = diagnostic.proposal?.written(in: source.bytes)
        let place = source.position(of: Int(diagnostic.span.start))
        let warning = diagnostic.severity == .warning ? "warning: " : ""
        let hint = diagnostic.hint.map { " — \($0)" } ?? ""
        return "\(place.line) # \(place.column): \(warning)\(diagnostic.message)\(hint)"
      }
      #expect(found == Self.expected(text))
    }

    private static func expected(_ text: String) -> [String] {
      var expected: [String] = []
      var line = 0
      for (index, content) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let isFault = content.hasPrefix("# ") && content.dropFirst(2).first?.isNumber == true
        if isFault { expected.append("\(line) \(content)") } else { line = index + 1 }
      }
      return expected
    }
  }
}
