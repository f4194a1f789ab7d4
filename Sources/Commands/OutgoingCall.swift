import Catalog
import HTTP
import JSON
import Machine
import Verbs

/// A call of the API as it goes out. The operation travels with it: nobody has to find it again in the URL.
package struct OutgoingCall {
  /// Nil where it is none of the Catalog's.
  package var operation: Operation?
  package var method: Method
  /// Path and query below the base URL, percent-encoded.
  package var target: String
  package var body: Value?
  /// The bytes that go out as they are, in the place of the body's own.
  package var exactBody: [UInt8]?
  /// The id of the record that it is about, as the path has it.
  package private(set) var record: String?
  /// Whether a service may take it for another call than the Catalog does.
  private var mayBeAny = false

  /// - Throws: what is missing of the path.
  package init(_ operation: Operation, _ arguments: Object) throws(Failure) {
    let call: Call
    do throws(Violation) { call = try operation.request(for: arguments) } catch {
      throw Failure(.validation, error.expectation(of: operation), errors: .object(Violation.errors([error])))
    }
    self.operation = operation
    method = call.method
    (target, body) = (call.target, call.body)
    record = operation.pathParameters.last.flatMap { arguments[$0.name]?.recordKey }
  }

  /// A request that was written by hand. A service may take `%2F` for a slash, so the decoded path counts too: what a
  /// write may cost must be known.
  package init(_ method: Method, _ target: String, _ body: Value?, in catalog: Catalog) {
    (self.method, self.target, self.body) = (method, target, body)
    let path = String(target.prefix { $0 != "?" })
    let decoded = PercentEncoding.decode(path) ?? path
    // Some services ignore case, parameters of a segment, and what stands behind a name.
    let plain = String(decoded.lowercased().prefix { !";?#".contains($0) && $0 > " " })
    for path in [path, decoded, plain] where operation == nil {
      guard case .found(let found, let parameters) = catalog.match(method: method.rawValue, path: path) else {
        continue
      }
      operation = found
      record = found.pathParameters.last.flatMap { parameters[$0.name] }
    }
    mayBeAny = operation == nil || !path.utf8.allSatisfy(Self.isPlain) || path.contains("..")
  }

  /// What every service reads alike in a path.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: byte == UInt8(ascii: ".")
    }
  }

  /// What it costs at most. A call that may be a send counts as one: each item of its longest list may be a message.
  package var credits: Int {
    if method == .get { return 0 }
    let members = body?.asObject ?? Object()
    let known = operation?.credits(for: members) ?? 0
    guard mayBeAny || operation?.gone != nil else { return known }
    return max(known, members.members.compactMap { $0.value.asArray?.count }.max() ?? 1, 1)
  }

  /// A request that is written by hand may hold what it likes, but no update takes away what a record must have.
  package func checkErasing() throws(Failure) {
    let violations = operation?.validate(body?.asObject ?? Object(), checks: .server) ?? []
    guard let operation, let violation = violations.first(where: { $0.fault == .erased }) else { return }
    throw Failure(
      .validation, violation.expectation(of: operation), errors: .object(Violation.errors([violation])))
  }

  /// What it is called where it is shown or written down.
  package var name: String { operation?.name ?? "request" }

  /// How many messages it sends in one call; nil where it is not a batch.
  package var batchSize: Int? {
    operation?.batch.map { body?[$0.parameter]?.asArray?.count ?? 0 }
  }
}
