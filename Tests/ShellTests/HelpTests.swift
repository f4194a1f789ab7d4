import Machine
import Shell
import Syntax
import Testing

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
    let topic = Topic("t", "Title", body: "Body.", examples: [.init("1 + 1", shown: "2"), .init("a\nb")])
    let renderer = HelpRenderer(screen: Screen())
    #expect(renderer.text(topic) == "Title\n\nBody.\n\n  1 + 1\n    2\n\n  a\n  b\n")
  }

  @Test func anOpenFenceIsShown() {
    #expect(HelpRenderer(screen: Screen()).text(markdown: "```\ncode") == "  code")
  }

  @Test(arguments: Topics.all.map(\.name))
  func aTopicFitsOnAScreenAndHasAnOnlyName(name: String) throws {
    let topic = try #require(Topics.named(name))
    let lines = HelpRenderer(screen: Screen(columns: 80)).text(topic).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 48)
    #expect(lines.filter { $0.count > 80 } == [])
    #expect(Topics.all.filter { $0.name == name }.count == 1)
    #expect(!topic.body.hasPrefix(" "))
  }

  /// The options of the program itself, which stand before the script.
  private static let programOptions: Set = [
    "sandbox", "base-url", "output", "color", "rate", "retry", "timeout", "trace", "dry-run", "yes",
    "no-history", "version", "help", "port", "key", "credits", "clock", "state", "latency", "seed",
    "messages", "allow", "report",
    // As they stand in examples.
    "file", "instance", "check", "word",
  ]

  @Test(arguments: Topics.all.map(\.name)) func aTopicNamesNoFlagThatIsNotThere(name: String) throws {
    let topic = try #require(Topics.named(name))
    let flags = Set(ShellCommands().all.flatMap { $0.signature.flags.map(\.name) })
    let text = topic.body + topic.examples.map(\.code).joined(separator: " ")
    for mention in text.matches(of: /--([a-z][a-z-]*)/).map({ String($0.1) }) {
      #expect(flags.contains(mention) || Self.programOptions.contains(mention), "--\(mention)")
    }
  }
}
