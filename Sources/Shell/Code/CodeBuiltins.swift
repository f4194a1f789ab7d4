import Catalog
import CodeExport
import HTTP
import JSON
import Machine
import Syntax

extension WorldBuiltins {
  static let code: [WorldBuiltin] = {
    var code = WorldBuiltin(
      Signature("code", operands: [Operand("LANG", type: .enumeration(CodeLanguage.names))]),
      "the last call as a program in curl, python, php or javascript",
      examples: [
        Builtin.Example("ping | ignore\ncode curl"),
        Builtin.Example("contacts list --code python"),
      ]
    ) { (call, session) async throws(Failure) in
      let language = try CodeLanguage(call.operand(0) ?? .null, of: "code")
      guard let last = session.lastExchange else {
        throw Failure(
          .usage, "'code' shows the last call, but nothing was called yet",
          hint: "contacts list --code \(language.rawValue) shows one that is not made")
      }
      // The pages of a list that was read whole say how long they are.
      if last.isPage { session.sayPage() }
      return .value(Value(last.code(in: language)))
    }
    code.builtin.makesText = true
    return [code]
  }()
}

extension Flag {
  /// Of every call of the API.
  static let code = Flag(
    "code", .required, type: .enumeration(CodeLanguage.names),
    meaning: "show it as curl, python, php or javascript and send nothing")
}

extension CodeLanguage {
  static let names = allCases.map(\.rawValue)

  fileprivate init(_ name: Value, of command: String) throws(Failure) {
    guard let language = name.asString.flatMap(CodeLanguage.init) else {
      throw .argument(command, "one of \(Self.names.joined(separator: " "))", name)
    }
    self = language
  }
}

extension Session {
  /// Code is one request; here a list is all of them.
  func sayPage() {
    say("this is one page: wessaal reads the whole list, and filters --since, --until and --to itself")
  }

  /// `--code`: the calls of an operation as code. Nothing is sent.
  func code(in language: Value, of operation: Operation, _ parts: [Object]) throws(Failure) -> Value {
    var calls: [Call] = []
    do throws(Violation) {
      for part in parts { calls.append(try operation.request(for: part)) }
    } catch { throw Failure(.validation, error.expectation(of: operation)) }
    return try code(in: language, HTTP.Method(operation.method), calls.first?.target ?? "", calls.map(\.body))
  }

  /// Calls that differ in nothing but what they send.
  func code(
    in language: Value, _ method: HTTP.Method, _ target: String, _ bodies: [Value?]
  ) throws(Failure) -> Value {
    let language = try CodeLanguage(language, of: "--code")
    let client = try clientOrKeyless()
    let call = CodeCall(
      method: method.rawValue, url: client.base.url(target), bodies: bodies.compactMap(\.self))
    return Value(Redaction(of: client.key).text(language.code(for: call)))
  }

  /// Where there is no key, it is known all the same where the API is.
  private func clientOrKeyless() throws(Failure) -> Client {
    if case .failure = client, let keyless { return keyless }
    return try client.get()
  }
}
