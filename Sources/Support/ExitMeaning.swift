import JSON
import Machine
import Stage

/// What an exit status of the program means (Program.md, "Exit status").
struct ExitMeaning {
  let status: Int
  let meaning: String
  let advice: String

  static let all: [ExitMeaning] = [
    ExitMeaning(status: 0, meaning: "all was done", advice: "nothing"),
    ExitMeaning(
      status: 1, meaning: "the script failed, or an assertion did not hold",
      advice: "the last error on standard error names file and line"),
    ExitMeaning(
      status: 2, meaning: "the call or the program was not right: nothing ran and nothing was sent",
      advice: "wessaal check FILE tells what is wrong"),
    ExitMeaning(
      status: 3,
      meaning: "the API, or the check before it, refused a call (400, 404, 410, 422): it was not done",
      advice: "the error names the field; what came before it was done"),
    ExitMeaning(
      status: 4, meaning: "there is no key, it is unknown, or it lacks a permission (401, 403)",
      advice: "doctor looks at the key and its permissions; what came before the refused call was done"),
    ExitMeaning(
      status: 5, meaning: "credits, or a budget, did not suffice (402): the message was not queued",
      advice: "top up the pocket, or raise --max-credits; me shows the balance; what came before it was done"),
    ExitMeaning(
      status: 6, meaning: "the rate limit outlasted the retries (429): the call was not done",
      advice: "doctor says for how long the key is limited; --rate goes slower; what came before it was done"),
    ExitMeaning(
      status: 7,
      meaning:
        "the network failed, or no answer came in time, or not the status that --wait waits for; the call did "
        + "nothing, unless the message says that it was sent",
      advice: "doctor looks at name, connection and TLS; 'messages wait ID' waits on for what was sent"),
    ExitMeaning(
      status: 8, meaning: "the server failed on a read, which changed nothing",
      advice:
        "doctor tells whether the service is up; what came before the read was done, so run again only what is "
        + "missing"),
    ExitMeaning(
      status: 9,
      meaning: "a write was sent and its answer was lost or was a 5xx: nobody knows whether it was done",
      advice: "do not run it again blindly: 'journal' shows what is in doubt, and "
        + "'messages list --since TIME --to NUMBER', with a TIME before the run, whether it went; within once the next run looks for itself"
    ),
    ExitMeaning(
      status: 10, meaning: "part of it failed, or a message was not delivered; the rest was done",
      advice: "the rows with ok false are those that failed: failures counts messages by their reason"),
    ExitMeaning(
      status: 130, meaning: "it was interrupted by Ctrl-C",
      advice: "what was under way is told on standard error"),
    ExitMeaning(
      status: 143, meaning: "it was ended by a signal (SIGTERM), as a service manager or a timeout sends it",
      advice: "what was under way is told on standard error"),
  ]

  var kinds: [Failure.Kind] {
    Failure.Kind.allCases.filter { ExitStatus.of(Failure($0, "")) == Int32(status) }
  }

  var explanation: Explanation {
    let kinds = kinds.map(\.rawValue)
    return Explanation(
      [
        "exit_status": .int(Int64(status)), "meaning": Value(meaning), "advice": Value(advice),
        "kinds": .array(kinds.map { Value($0) }),
      ], heading: "exit status \(status)",
      [("means", meaning)] + (kinds.isEmpty ? [] : [("errors", kinds.joined(separator: " "))])
        + [("do", advice)])
  }
}
