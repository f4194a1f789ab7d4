import Catalog
import CodeExport
import Commands
import HTTP
import JSON
import Machine
import Stage
import Syntax
import Verbs

extension Service {
  static let codeBuiltins: [WorldBuiltin<Service>] = [
    WorldBuiltin(
      Signature("code", operands: [Operand("LANG", type: .enumeration(CodeLanguage.names))]),
      "the last call as a program in curl, python, php or javascript",
      examples: [
        Builtin.Example("ping | ignore\ncode curl"),
        Builtin.Example("contacts list --code python"),
      ], gives: .text
    ) { (call, service) async throws(Failure) in
      let language = try CodeLanguage(call.operand(0) ?? .null, of: "code")
      guard let last = service.lane.lastExchange else {
        throw Failure(
          .usage, "'code' shows the last call, but nothing was called yet",
          hint: "contacts list --code \(language.rawValue) shows one that is not made")
      }
      // The request for a page cannot show the whole list that the program has read, so it says so.
      if last.isPage { service.sayPage() }
      return .value(Value(last.code(in: language)))
    }.with {
      $0.makesText = true
      $0.isForPrompt = true
    }
  ]
}

extension CodeLanguage {
  fileprivate init(_ name: Value, of command: String) throws(Failure) {
    guard let language = name.asString.flatMap(CodeLanguage.init) else {
      throw .argument(command, "one of \(Self.names.joined(separator: " "))", name)
    }
    self = language
  }
}

extension Service {
  /// Says that the code is for one page, while this program reads the whole list.
  package func sayPage() {
    console.say(
      "this is one page: wessaal reads the whole list, and filters --since, --until and --to itself")
  }

  /// `--code`: shows the calls of an operation as code. Nothing is sent.
  package func code(in language: Value, of operation: Operation, _ parts: [Object]) throws(Failure) -> Value {
    var calls: [Call] = []
    do throws(Violation) {
      for part in parts { calls.append(try operation.request(for: part)) }
    } catch { throw Failure(.validation, error.expectation(of: operation)) }
    return try code(in: language, operation.method, calls.first?.target ?? "", calls.map(\.body))
  }

  /// Shows calls as code that differ only in their bodies.
  package func code(
    in language: Value, _ method: Method, _ target: String, _ bodies: [Value?]
  ) throws(Failure) -> Value {
    let language = try CodeLanguage(language, of: "--code")
    let client = try clientOrKeyless()
    let call = CodeCall(
      method: method.rawValue, url: client.base.url(target), bodies: bodies.compactMap(\.self))
    return Value(Redaction(of: client.key).text(language.code(for: call)))
  }

  /// The client, or one without a key: the address of the API is known also where there is no key.
  private func clientOrKeyless() throws(Failure) -> Client {
    if case .failure = client, let keyless { return keyless }
    return try client.get()
  }
}
