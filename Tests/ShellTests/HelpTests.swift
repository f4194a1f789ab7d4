import Commands
import Machine
import Shell
import Testing

@testable import Guide
@testable import Rendering
@testable import Syntax

@Suite struct HelpTests {
  @Test func markdownIsWrappedToTheScreen() {
    let shown = HelpRenderer(screen: Screen(columns: 24)).text(
      markdown: """
        ## A heading
        Words that go on and
        on with `code that is kept` whole.

        - one item that is long enough to wrap
        - another

        ```
        let  x = 1

        print $x
        ```
        """)
    #expect(
      shown == """
        A heading

        Words that go on and on
        with `code that is kept`
        whole.

        - one item that is long
          enough to wrap
        - another

          let  x = 1

          print $x
        """)
  }

  @Test func codeIsColouredWhereColourIs() {
    let shown = HelpRenderer(screen: Screen(color: true)).text(markdown: "# Head\nuse `a b`, please")
    #expect(shown == "\u{1B}[1mHead\u{1B}[0m\n\nuse \u{1B}[36ma b\u{1B}[0m, please")
  }

  @Test func aTopicHasItsExamplesAfterIt() {
    let topic = Topic("t", "what it is", body: "Body.", examples: [.init("1 + 1", shown: "2"), .init("3")])
    let renderer = HelpRenderer(screen: Screen())
    #expect(
      renderer.text(topic) == "t: what it is\n\nBody.\n\nExamples\n  1 + 1\n    2\n  3\n")
  }

  @Test func longExamplesStandApartAndNameTheirFiles() {
    let topic = Topic(
      "t", "what it is", body: "Body.",
      examples: [.init("a\nb"), .init("c", files: [.init("f.wsl", "d")])])
    let renderer = HelpRenderer(screen: Screen())
    #expect(renderer.text(topic).hasSuffix("Examples\n  a\n  b\n\n  f.wsl:\n  d\n\n  c\n"))
  }

  @Test func anOpenFenceIsShown() {
    #expect(HelpRenderer(screen: Screen()).text(markdown: "```\ncode") == "  code")
  }

  @Test(arguments: Topics.all) func aTopicFitsOnAScreen(topic: Topic) {
    let lines = HelpRenderer(screen: Screen(columns: 80)).text(topic).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 41)
    #expect(lines.filter { $0.count > 72 } == [])
    #expect(topic.title.first?.isUppercase == false && topic.title.count < 60 && !topic.title.hasSuffix("."))
    #expect(!topic.body.hasPrefix(" "))
    #expect(!topic.examples.isEmpty)
  }

  @Test func everyWordHasOneTopic() {
    let words = Topics.all.flatMap(\.names)
    #expect(Dictionary(grouping: words, by: \.self).filter { $1.count > 1 }.keys.sorted() == [])
    // A word for a group, or for the list of all topics, must not also name a topic.
    #expect(Set(words).intersection(Topics.groups.map(\.name) + ["topics"]) == [])
  }

  /// The options of the program itself, which stand before a script.
  private static let programOptions: Set = [
    "sandbox", "base-url", "output", "color", "rate", "retry", "timeout", "trace", "dry-run", "yes",
    "no-history", "version", "help", "port", "key", "credits", "clock", "state", "latency", "seed",
    "messages", "allow", "report", "fault", "tls", "journal", "max-credits", "read-only", "norc", "quiet",
    "zone", "same-as", "undelivered", "query",
    // These options occur in examples.
    "file", "instance", "check", "word", "quick", "flag",
  ]

  @Test(arguments: Topics.all) func aTopicNamesNoFlagThatIsNotThere(topic: Topic) {
    let flags = Set(ShellCommands().all.flatMap { $0.signature.flags.map(\.name) })
    let text = topic.body + topic.examples.map(\.code).joined(separator: " ")
    for mention in text.matches(of: /--([a-z][a-z-]*)/).map({ String($0.1) }) {
      #expect(flags.contains(mention) || Self.programOptions.contains(mention), "--\(mention)")
    }
  }
}

// MARK: - Every word

extension HelpTests {
  /// All words and signs of the language, from the rooms that read and check it.
  private static let language =
    Checker.keywords.sorted() + Symbol.allCases.map(\.rawValue)

  /// `TranscriptTests` runs these examples.
  @Test func everyWordIsAnsweredWithAnExample() throws {
    let commands = ShellCommands()
    let practice = try Practice(Screen())
    for word in Self.language + commands.names.filter({ !commands.isGone($0) }) + Topics.all.flatMap(\.names)
    {
      let words = word.split(separator: " ").map(String.init)
      let builtin = words.first.flatMap { commands.builtin($0, verb: words.dropFirst().first) }
      let examples =
        (builtin?.examples.map(\.code) ?? []) + Topics.on(word).flatMap { $0.examples.map(\.code) }
      let shown = practice.type("help " + words.map(quoted).joined(separator: " "))
      let first = examples.first?.split(separator: "\n").first ?? "no example"
      #expect(shown.contains("  \(first)\n"), "help \(word): \(shown)")
    }
  }

  private func quoted(_ word: String) -> String {
    "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("$", with: "\\$") + "\""
  }

  @Test func whatIsGoneIsSaidToBeGone() throws {
    let practice = try Practice(Screen())
    let gone = ShellCommands().names.filter(ShellCommands().isGone)
    #expect(!gone.isEmpty)
    for name in gone { #expect(practice.type("help \(name)").contains("Gone (410): ")) }
  }

  @Test func groupsListTheirTopics() throws {
    let practice = try Practice(Screen(columns: 80))
    let all = practice.type("help topics")
    #expect(
      all.split(separator: "\n").count <= 22 && all.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for group in Topics.groups {
      let shown = practice.type("help \(group.name)")
      #expect(all.contains("  \(group.name) ") && shown.split(separator: "\n").count <= 22)
      for topic in group.topics { #expect(all.contains(topic.name) && shown.contains(topic.title)) }
    }
  }

  @Test(arguments: Topics.all) func aTopicSendsOnToWhatIsThere(topic: Topic) {
    let commands = ShellCommands()
    for mention in topic.body.matches(of: /help ([a-z][a-z-]*)/).map({ String($0.1) }) {
      let isThere =
        !Topics.on(mention).isEmpty || commands.names.contains(mention) || commands.isNoun(mention)
        || mention == "topics" || Topics.groups.contains { $0.name == mention }
      #expect(isThere, "help \(mention)")
    }
  }

  @Test func aCommandFitsOnTheScreen() throws {
    let practice = try Practice(Screen(columns: 80))
    for name in ShellCommands().names {
      let lines = practice.type("help \(name)").split(separator: "\n")
      #expect(lines.filter { $0.count > 80 } == [], "\(name)")
    }
  }

  /// Completion shows them side by side.
  @Test func aWordOfOtherShellsLeadsToOneCommand() {
    let commands = ShellCommands()
    let others = commands.all.flatMap(\.otherNames)
    #expect(Set(others).count == others.count)
    #expect(Set(others).isDisjoint(with: commands.names))
  }

  @Test(arguments: ShellCommands().all.map { ($0.name, $0.summary) })
  func summariesHaveOneStyle(name: String, summary: String) {
    #expect(summary.first?.isLowercase == true && !summary.hasSuffix(".") && !summary.contains("\n"))
  }
}

extension Topic: CustomTestStringConvertible {
  public var testDescription: String { name }
}

// MARK: - Every example

extension TranscriptTests {
  @Test(arguments: Topics.all) func examplesOfTopicsShowWhatTheySay(topic: Topic) throws {
    for example in topic.examples {
      try Folder.temporary {
        for file in example.files { try Folder.write(file.name, file.text) }
        try expect(example.code, example.shown)
        for test in 0..<(try Practice(Screen()).tests(in: example.code)) {
          let fault = try Practice(Screen()).fault(ofTest: test, in: example.code)
          #expect(fault == nil, "\(example.code)")
        }
      }
    }
  }
}
