import Glibc
import Testing

/// A run of an example on a fresh sandbox, in the project's folder.
struct ExampleRun: CustomTestStringConvertible, Sendable {
  var file: String
  var options: [String] = []
  var arguments: [String] = []
  var status: Int32 = 0
  /// Standard output, where `…` means anything within a line.
  var output = ""
  /// Texts that standard error must hold, in this order.
  var errors: [String] = []

  var testDescription: String { ([file] + options + arguments).joined(separator: " ") }

  static let all: [ExampleRun] = [
    ExampleRun(
      file: "notify", options: ["--trace"], status: 10,
      output: """
        queued: 3, left out: 1
        name   phone     reason
        Layla  9.66E+11  phone takes a phone number, …spreadsheet…

        """,
      errors: [
        "\"+966501234567\"", "Hi Ahmed, ", "\"+966509876543\"", "Hi Sara, ", "\"+971501234567\"", "Hi Omar, ",
      ]),
    ExampleRun(
      file: "notify", options: ["--credits", "1"], status: 5,
      errors: ["stopped at Sara, after 1 messages", "Payment Required (402)"]),
    ExampleRun(
      file: "shipped", options: ["--trace"],
      output: """
        ORD-9988: message 12345 to +966501234567
        ORD-9989: message 12346 to +966509876543

        """,
      errors: ["\"template_variables\": {", "\"name\": \"Ahmed\"", "\"order_id\": \"ORD-9988\""]),
    ExampleRun(
      file: "shipped", arguments: ["--template", "No Such"], status: 1,
      errors: ["one active template must be called 'No Such', but 0 are"]),
    ExampleRun(
      file: "poll", arguments: ["--to", "+966501234567"], output: "message 12345 was delivered at 20…Z\n"),
    ExampleRun(
      file: "poll", arguments: ["--to", "+966501230000"], status: 10,
      errors: ["must be delivered, but is", "Recipient is not on WhatsApp"]),
    ExampleRun(
      file: "poll", arguments: ["--to", "+966501230003", "--within", "2s"], status: 7,
      errors: ["must be delivered in time, but is sent"]),
    ExampleRun(
      file: "failures", options: ["--messages", "40"],
      output: """
        4 failed
        reason                        messages
        Recipient is not on WhatsApp         4

        """),
    ExampleRun(
      file: "lookup", options: ["--messages", "40"], arguments: ["--number", "+966501000009"],
      output: """
        +966501000009: no contact
        my-instance is open; 1000 credits left
        messages since 7d: 1
           id  queued                       status    reason                        content
        …  20…Z  refunded  Recipient is not on WhatsApp  Message 10

        """),
    ExampleRun(
      file: "lookup", arguments: ["--number", "+966501234567"],
      output: """
        +966501234567: Ahmed Al-Rashid
        my-instance is open; 1000 credits left
        messages since 7d: 0

        """),
    ExampleRun(
      file: "sync-contacts",
      output: """
        added 1, changed 1, of 3
        only in the account: +971501234567

        """),
    ExampleRun(file: "health"),
    ExampleRun(
      file: "health", arguments: ["--instance", "backup", "--credits", "5000"], status: 1,
      errors: ["backup must be open, but is close; 5000 credits must be left, but there are 1000"]),
    ExampleRun(file: "story", arguments: ["--text", "New"], output: "my-instance: told\n"),
  ]
}

@Suite struct ExampleTests {
  @Test(arguments: ExampleRun.all) func examplesDoWhatTheySay(_ run: ExampleRun) throws {
    let arguments =
      ["--sandbox", "--clock", "fast"] + run.options + ["examples/\(run.file).wsl"] + run.arguments
    let outcome = try wessaal(arguments, folder: Project.folder, within: 20)
    #expect(outcome.status == run.status, "\(outcome.errors)")
    #expect(matches(outcome.output, run.output), "\(outcome.output)")
    #expect(holds(outcome.errors, inOrder: run.errors), "\(outcome.errors)")
  }

  @Test func everyExampleIsRun() {
    #expect(Set(Project.examples) == Set(ExampleRun.all.map { $0.file + ".wsl" }))
  }

  @Test(arguments: Project.examples) func examplesAreShort(_ name: String) {
    let lines = Project.read("examples/\(name)").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 40)
    #expect(lines.first == "#!/usr/bin/env wessaal")
  }

  @Test func syncingAgainFindsNothingToDo() throws {
    let folder = Folder()
    let state = "\(folder.path)/state"
    let arguments = ["--sandbox", "--state", state, "examples/sync-contacts.wsl"]
    _ = try wessaal(arguments, folder: Project.folder, within: 20)
    let again = try wessaal(arguments, folder: Project.folder, within: 20)
    #expect(again.output.hasPrefix("added 0, changed 0, of 3\n"), "\(again.output)\(again.errors)")
  }

  @Test func failuresAreSavedAsCSV() throws {
    let folder = Folder()
    let saved = "\(folder.path)/failed.csv"
    _ = try wessaal(
      ["--sandbox", "--messages", "40", "examples/failures.wsl", "--save", saved], folder: Project.folder,
      within: 20)
    let lines = (folder.read("failed.csv") ?? "").split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines.first == "id,recipient,at,reason")
  }
}
