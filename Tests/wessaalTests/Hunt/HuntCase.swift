import Catalog
import JSON
import TestSupport

/// An answer of the API with an extreme in it, and a line that reads it.
struct HuntCase: Sendable, CustomStringConvertible {
  var answer: DocumentedAnswer
  var place: Place
  var extreme: Extreme
  /// In this line, `§` is the number of the case.
  var line: String

  /// The body of the answer.
  var body: String { answer.body.json(with: extreme, at: place) }

  var description: String { "\(answer.name) \(place) = \(extreme.name): \(line)" }
}

/// A documented answer, as the sandbox gives it.
struct DocumentedAnswer: Sendable {
  /// The operation's name, or the status of a failure.
  var name: String
  /// Nil for a failure, which any operation may have.
  var operation: String?
  var status: Int
  var body: Value

  /// Gets the answers of all operations from a sandbox.
  static func all() throws -> [DocumentedAnswer] {
    let folder = Folder()
    var seen: Set<String> = []
    let cases = (WireCase.reads + WireCase.writes).filter { seen.insert($0.operation).inserted }
    let operations = Catalog.standard.operations.filter { $0.gone == nil }
    var code = "\(HuntLines.send) | ignore\n"
    for wire in cases where operations.contains(where: { $0.name == wire.operation }) {
      let page = wire.operation == "messages list" ? "page=1" : wire.line
      code += "print {name: \"\(wire.operation)\", body: (\(wire.operation) \(page) --raw)}\n"
    }
    let script = folder.write("answers.wsl", code)
    let run = try wessaal(["--sandbox", "--clock", "fast", script], within: 20)
    let values = run.output.split(separator: "\n").compactMap { try? Value(parsing: String($0)) }
    let answers = values.compactMap { value in
      operations.first { $0.name == value["name"]?.asString }.map {
        DocumentedAnswer(name: $0.name, operation: $0.name, status: $0.success, body: value["body"] ?? .null)
      }
    }
    guard answers.count == operations.count else { throw NoSandbox(said: run.errors) }
    return answers + failures
  }

  /// The two forms of a failure (documentation, "Error Response Shape"), with the statuses that have them.
  private static let failures: [DocumentedAnswer] = [402, 422, 429, 500].map { status in
    let body: Value =
      status == 422
      ? [
        "success": false, "message": "Validation failed",
        "errors": ["messages.0.recipient": ["The recipient field is required."], "instance": ["x"]],
      ]
      : [
        "success": false, "message": "Insufficient credits: not enough balance",
        "error_code": "INSUFFICIENT_CREDITS",
      ]
    return DocumentedAnswer(name: "\(status)", operation: nil, status: status, body: body)
  }
}

extension HuntCase {
  /// All combinations of answer, member, extreme and line. Those at which most arithmetic breaks come first,
  /// and the others in an order that a seed decides.
  static func all(seed: UInt64) throws -> [HuntCase] {
    var first: [HuntCase] = []
    var others: [HuntCase] = []
    for answer in try DocumentedAnswer.all() {
      for place in Place.all(in: answer.body) {
        let isNumber = answer.body[place]?.typeName == "number"
        for (rank, extreme) in Extreme.all.enumerated() {
          for line in HuntLines.of(answer.name) {
            let found = HuntCase(answer: answer, place: place, extreme: extreme, line: line)
            if isNumber, rank < Extreme.ends.count { first.append(found) } else { others.append(found) }
          }
        }
      }
    }
    var random = Seeded(seed)
    others.shuffle(using: &random)
    // Extremes that are slow to read take most of the time, so only few of them come early.
    let short = others.filter { !$0.extreme.isLong || UInt8.random(in: 0..<8, using: &random) == 0 }
    return first + short + others.filter(\.extreme.isLong)
  }
}

/// The lines that read an answer: the operation's own, and all others that call it.
enum HuntLines {
  static let send = "messages send instance=my-instance recipient=+966501234567 content=x"
  private static let template =
    "messages send instance=my-instance recipient=+966501234567 template_id=7 template_variables={name: a, order_id: b}"
  private static let list = "messages=(1..150 | map {recipient: +966501234567, content: \"$(@)\"})"
  private static let bulk = "messages send-bulk instance=my-instance \(list)"
  /// A key whose write is in doubt is searched in the list.
  private static let doubt =
    "request GET /hunt/doubt | ignore; try { once \"d§\" { \(send) } } catch e { }; once \"d§\" { \(send) }"

  static func of(_ name: String) -> [String] {
    let wire = (WireCase.reads + WireCase.writes).first { $0.operation == name }
    let own = wire.map { "\(name) \(name == "messages list" ? "" : $0.line)" }
    return (own.map { [$0, "\($0) | table"] } ?? []) + (more[name] ?? failures(name))
  }

  private static func failures(_ name: String) -> [String] {
    Int(name) == nil
      ? []
      : ["contacts get 12", send, bulk, "\(bulk) --once k§", "once \"k§\" { \(send) }", "doctor | print"]
  }

  private static let more = [
    "ping": ["doctor | print"],
    "me": [
      "doctor | print", "explain 12345 | print", "me | ignore; \(send) | print", "budget 2 { me; \(send) }",
    ],
    "messages send": [
      "\(send) --wait --timeout 0s", "once \"k§\" { \(send) }", "budget 9 { \(send) | ignore; \(send) }",
      "me | ignore; \(send) | ignore; \(send) | to csv",
      "try { \(send) | ignore } catch e { print $e }; $response",
    ],
    "messages send-bulk": [
      bulk, "\(bulk) --once k§", "\(bulk) --wait --timeout 0s", "budget 400 { \(bulk) | ignore; \(bulk) }",
      "once \"k§\" { \(bulk) }", "me | ignore; \(bulk) | ignore; \(send)",
    ],
    "messages send-poll": [
      "budget 9 { messages send-poll instance=1 recipient=+966501234567 name=a values=[a, b] }"
    ],
    "messages status": ["messages wait 12345 --timeout 0s", "\(send) --wait=sent --timeout 0s"],
    "messages get": ["explain 12345 | print", "messages get 12345 | to csv", "messages get 12345 | bar"],
    "messages list": [
      "messages list | length", "messages list | count", "messages list --since 7d | length",
      "messages list --until 2d | count", "messages list --to +966501234567 | first 2",
      "messages list page=1 | count",
      "explain +966501234567 | print", "doctor | print", doubt, "messages list | tally @.status | bar",
      "messages list | sort-by @.id | to csv", "messages list | map @.id | sum",
      "messages list per_page=1 | length",
    ],
    "instances list": ["doctor | print"],
    "instances status": ["doctor | print", "explain 12345 | print"],
    "contacts list": ["explain +966501234567 | print", "contacts list | sort-by @.id | tally @.id | bar"],
    "contacts get": ["\(doubt.replacing("recipient=+966501234567", with: "contact_id=12"))"],
    "templates list": [
      "templates list | ignore; \(template)", "templates list | map (placeholders @.content)",
      doubt.replacing(send, with: template),
    ],
    "templates create": [
      "templates create workspace_id=22 name=a message_type=text content=\"{{a}}\"; \(template)"
    ],
  ]
}
