import JSON
import Verbs

/// One operation of the Integration API v1, as data. Commands, checks, help, code export and the sandbox's routes know
/// only this of it.
public struct Operation: Sendable {
  /// What a call does to the account. A `send` is a write that costs credits.
  public enum Kind: Hashable, Sendable { case read, write, send }

  /// What a read answers: one record, a whole array, or pages of one (`page`, `per_page`).
  public enum Listing: Hashable, Sendable { case single, whole, paginated }

  /// The parameter whose items are each one message, and how many of them a call may hold.
  public struct Batch: Hashable, Sendable {
    public let parameter: String
    public let most: Int
    /// The parameters that make a message what it is: to whom, and what. Two that agree in them are the same.
    public let identity: [String]
  }

  /// What an answer tells of later calls, so that they can be checked before they are sent.
  public enum Lesson: Hashable, Sendable {
    /// The permissions of the key, at `api_key.permissions`.
    case permissions
    /// Templates with `id` and `content`, whichever of the two the arguments gave.
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
  /// The permission a key needs; nil where any valid key will do.
  public let scope: Scope?
  public let kind: Kind
  /// The HTTP status of success.
  public let success: Int
  /// What it does, in one line that ends in no period.
  public let summary: String
  /// More to know, in sentences.
  public let notes: String?
  /// Why it is gone: such an operation answers 410 and nothing else.
  public let gone: String?
  public let listing: Listing
  public let batch: Batch?
  /// Whether it cannot be undone, so that a person is asked first.
  public let confirms: Bool
  public let teaches: Lesson?
  /// The documentation's examples, path parameters among the arguments.
  public let examples: [Example]
  /// The documentation's example of the whole answer; nil where it shows none.
  public let response: Value?
  /// What the answer to a success holds; nil where the operation is gone.
  public let answers: Answered?
  /// What other shells and languages call the command.
  public let otherNames: [String]
  /// Lines of the language that show the command; they run as they stand against a fresh sandbox.
  public let lines: [Line]

  init(
    _ noun: String?, _ verb: String, _ method: Method, _ path: String,
    pathParameters: [Parameter] = [], parameters: [Parameter] = [], rules: [Rule] = [],
    scope: Scope?, kind: Kind = .read, success: Int = 200, summary: String, notes: String? = nil,
    gone: String? = nil, listing: Listing = .single, batch: Batch? = nil, confirms: Bool = false,
    teaches: Lesson? = nil, examples: [Example] = [], answers: Answered? = nil, response: Value? = nil,
    otherNames: [String] = [], lines: [Line] = []
  ) {
    self.noun = noun
    self.verb = verb
    self.method = method
    self.path = path
    self.pathParameters = pathParameters
    self.shape = Shape(parameters, rules: rules)
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

  /// The parameter of that name, of the path or not.
  public func parameter(_ name: String) -> Parameter? {
    pathParameters.first { $0.name == name } ?? shape[name]
  }

  /// The arguments of the first example: empty where the operation takes none.
  public var example: Object { examples.first?.arguments ?? Object() }

  /// The arguments of a call with the one path parameter that the operation has.
  public func arguments(id: Value) -> Object {
    Object(pathParameters.prefix(1).map { (Text($0.name), id) })
  }

  /// What the documentation shows of the answer's `data` (of its body where it has no `data`), else nil.
  public var answer: Answer? {
    response.map { Answer(example: $0["data"] ?? $0) }
  }

  /// What the documentation shows of the whole body, nil where it shows none.
  public var wholeAnswer: Answer? { response.map(Answer.init(example:)) }

  /// What it shows of the command's value: of the rows where the answer is a page of them.
  public var value: Answer? {
    isPaginated ? answer?.member("data") : answer
  }

  /// What a call with these arguments costs at most: one credit a message (documentation, Credits).
  public func credits(for arguments: Object) -> Int {
    guard kind == .send, gone == nil else { return 0 }
    guard let batch else { return 1 }
    return arguments[batch.parameter]?.asArray?.count ?? 0
  }

  /// The HTTP statuses it can answer, ascending (documentation, HTTP Status Codes).
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
  /// These, and the statuses with which any server of HTTP refuses a request, ascending.
  var allStatuses: [Int] {
    let wire = StatusMeaning.ofAnyServer.map(\.status).filter { $0 != 413 || takesBody }
    return (statuses + wire).sorted()
  }

  var takesBody: Bool { method != .get && !parameters.isEmpty }
}

/// Code of the language that calls an operation, and what it shows where that is always the same.
public struct Line: Sendable {
  public let code: String
  public let shown: String?

  init(_ code: String, shows shown: String? = nil) {
    self.code = code
    self.shown = shown
  }
}

/// Arguments that the documentation shows, and what they are an example of.
public struct Example: Sendable {
  public let title: String
  public let arguments: Object

  init(_ title: String, _ arguments: Value) {
    self.title = title
    self.arguments = arguments.asObject ?? Object()
  }
}
