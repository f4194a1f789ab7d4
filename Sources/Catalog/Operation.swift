import JSON
import Verbs

/// One operation of the Integration API v1, as data. Commands, checks, help, code export and the sandbox's routes know
/// only this of it.
///
/// A class, since it goes through many hands in each call: a copy of its twenty members was most of the time that
/// finding it took.
public final class Operation: Sendable {
  /// What a call does to the account. A `send` is a write that costs credits.
  public enum Kind: Hashable, Sendable { case read, write, send }

  /// What a read answers with: one record, a whole array, or pages of an array (`page`, `per_page`).
  public enum Listing: Hashable, Sendable { case single, whole, paginated }

  /// The parameter whose items are one message each, and how many items a call may have.
  public struct Batch: Hashable, Sendable {
    public let parameter: String
    public let most: Int
    /// The parameters that identify a message: its recipient and its content. Two messages with equal values
    /// are the same.
    public let identity: [String]

    /// How many items a call has; nil where it has no list of them. PHP takes an object for a list.
    public func count(in arguments: Object) -> Int? {
      arguments[parameter].flatMap { $0.asArray?.count ?? $0.asObject?.members.count }
    }
  }

  /// What an answer shows about later calls, so that they can be checked before they are sent.
  public enum Lesson: Hashable, Sendable {
    /// The permissions of the key, at `api_key.permissions`.
    case permissions
    /// Templates, with `id` and `content` from the answer or the arguments.
    case templates
  }

  /// The first word of the command; nil for `ping` and `me`.
  public let noun: String?
  public let verb: String
  public let method: Method
  /// The path below the base URL, path parameters in braces: `/messages/{messageId}/status`.
  public let path: String
  public let pathParameters: [Parameter]
  /// The query of a GET, or the JSON body of any other method.
  public let shape: Shape
  /// The permission that a key needs; nil where any valid key is enough.
  public let scope: Scope?
  public let kind: Kind
  /// The HTTP status of success.
  public let success: Int
  /// What it does, in one line without a period.
  public let summary: String
  /// Further facts, in sentences.
  public let notes: String?
  /// Why it is gone. Such an operation is always answered with 410.
  public let gone: String?
  public let listing: Listing
  public let batch: Batch?
  /// Whether it cannot be undone, so that a person is asked first.
  public let confirms: Bool
  public let teaches: Lesson?
  /// The documentation's examples. Their arguments include path parameters.
  public let examples: [Example]
  /// The whole answer in the documentation's example; nil where there is none.
  public let response: Value?
  /// What a successful answer holds; nil where the operation is gone.
  public let answers: Answered?
  /// What other shells and languages call the command.
  public let otherNames: [String]
  /// Lines of the language that show the command. They run unchanged on a fresh sandbox.
  public let lines: [Line]

  init(
    _ noun: String?, _ verb: String, _ method: Method, _ path: String,
    pathParameters: [Parameter] = [], parameters: [Parameter] = [], rules: [Rule] = [],
    idle: [Idle] = [], scope: Scope?, kind: Kind = .read, success: Int = 200, summary: String,
    notes: String? = nil,
    gone: String? = nil, listing: Listing = .single, batch: Batch? = nil, confirms: Bool = false,
    teaches: Lesson? = nil, examples: [Example] = [], answers: Answered? = nil, response: Value? = nil,
    otherNames: [String] = [], lines: [Line] = []
  ) {
    self.noun = noun
    self.verb = verb
    self.method = method
    self.path = path
    self.pathParameters = pathParameters
    self.shape = Shape(parameters, rules: rules, idle: idle)
    self.scope = scope
    self.kind = kind
    self.success = success
    self.summary = summary
    self.notes = notes
    self.gone = gone
    self.listing = listing
    self.batch = batch
    self.confirms = confirms
    self.teaches = teaches
    self.examples = examples
    self.response = response
    self.answers = answers
    self.otherNames = otherNames
    self.lines = lines
  }
}

extension Operation {
  /// The command's words: `messages send`, `ping`.
  public var name: String { noun.map { "\($0) \(verb)" } ?? verb }

  public var parameters: [Parameter] { shape.parameters }
  public var rules: [Rule] { shape.rules }
  public var isList: Bool { listing != .single }
  public var isPaginated: Bool { listing == .paginated }
  /// Whether it reads the record that its path names.
  public var readsRecord: Bool { kind == .read && !isList && pathParameters.count == 1 }

  /// The parameter with this name, also where it is one of the path.
  public func parameter(_ name: String) -> Parameter? {
    pathParameters.first { $0.name == name } ?? shape[name]
  }

  /// The arguments of the first example; empty where the operation takes none.
  public var example: Object { examples.first?.arguments ?? Object() }

  /// The arguments of a call of an operation with one path parameter.
  public func arguments(id: Value) -> Object {
    Object(pathParameters.prefix(1).map { (Text($0.name), id) })
  }

  /// What the documentation shows of the `data` in the answer, or of the body where there is no `data`; else
  /// nil.
  public var answer: Answer? {
    response.map { Answer(example: $0["data"] ?? $0) }
  }

  /// What the documentation shows of the whole body; nil where it shows none.
  public var wholeAnswer: Answer? { response.map(Answer.init(example:)) }

  /// What the documentation shows of the command's value. For a page of rows, this is the list of rows.
  public var value: Answer? {
    isPaginated ? answer?.member("data") : answer
  }

  /// The highest cost of a call with these arguments: one credit for each message (documentation, "Credits").
  public func credits(for arguments: Object) -> Int {
    guard kind == .send, gone == nil else { return 0 }
    guard let batch else { return 1 }
    return batch.count(in: arguments) ?? 0
  }

  /// The HTTP statuses of its answers, ascending (documentation, "HTTP Status Codes").
  public var statuses: [Int] {
    if gone != nil { return [401, 410, 429, 500] }
    var statuses = [success, 401, 429, 500]
    if method == .post || method == .put { statuses.append(400) }
    if kind == .send { statuses.append(402) }
    if scope != nil { statuses.append(403) }
    if !pathParameters.isEmpty || parameters.contains(where: { $0.reference != nil }) { statuses.append(404) }
    if !parameters.isEmpty { statuses.append(422) }
    return statuses.sorted()
  }
}

extension Operation {
  /// These statuses, and those with which any HTTP server refuses a request, ascending.
  var allStatuses: [Int] {
    let wire = StatusMeaning.ofAnyServer.map(\.status).filter { $0 != 413 || takesBody }
    return (statuses + wire).sorted()
  }

  var takesBody: Bool { method != .get && !parameters.isEmpty }
}

/// Code of the language that calls an operation, and its output where that is always the same.
public struct Line: Sendable {
  public let code: String
  public let shown: String?

  init(_ code: String, shows shown: String? = nil) {
    self.code = code
    self.shown = shown
  }
}

/// Arguments in the documentation, and the title of their example.
public struct Example: Sendable {
  public let title: String
  public let arguments: Object

  init(_ title: String, _ arguments: Value) {
    self.title = title
    self.arguments = arguments.asObject ?? Object()
  }
}
