import Catalog
import HTTP
import JSON
import Machine
import Verbs

/// A call of the API on its way out. It carries its operation, so that later steps need not find it again from the URL.
package struct OutgoingCall {
  /// The operation; nil where the request is not one of the Catalog's.
  package var operation: Operation?
  package var method: Method
  /// The path and query below the base URL, percent-encoded.
  package var target: String
  package var body: Value?
  /// The bytes that are sent in place of the JSON of `body`.
  package var exactBody: [UInt8]?
  /// The id of the record that the call concerns, taken from the path.
  package private(set) var record: String?
  /// Whether a service may read the path as a different call than the Catalog does.
  private var mayBeAny = false

  /// - Throws: `validation` where a part of the path is missing.
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

  /// A request that was written by hand. Some services read `%2F` as a slash, so the decoded path is matched as well.
  /// What a write may cost must be known.
  package init(_ method: Method, _ target: String, _ body: Value?, in catalog: Catalog) {
    (self.method, self.target, self.body) = (method, target, body)
    let path = target.withoutQuery
    find(path, in: catalog)
    if operation == nil {
      let decoded = PercentEncoding.decode(path) ?? path
      find(decoded, in: catalog)
      // Some services ignore upper and lower case, parameters of a path segment, and anything after the name.
      if operation == nil {
        find(String(decoded.lowercased().prefix { !";?#".contains($0) && $0 > " " }), in: catalog)
      }
    }
    mayBeAny = operation == nil || !Self.isPlain(path)
  }

  private mutating func find(_ path: String, in catalog: Catalog) {
    guard case .found(let found, let parameters) = catalog.match(method: method.rawValue, path: path) else {
      return
    }
    operation = found
    record = found.pathParameters.last.flatMap { parameters[$0.name] }
  }

  /// Whether every service reads the path alike.
  private static func isPlain(_ path: String) -> Bool {
    var before: UInt8 = 0
    for byte in path.utf8 {
      let isStepUp = byte == UInt8(ascii: ".") && before == byte
      if isStepUp || !isPlain(byte) { return false }
      before = byte
    }
    return true
  }

  /// Whether every service reads the byte in a path in the same way.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: byte == UInt8(ascii: ".")
    }
  }

  /// What the filters of a read leave out that is often meant too.
  ///
  /// - Parameter parameters: those that were given beside the ones in the path.
  package func warnings(_ parameters: Object) -> [ArgumentFault] {
    guard method == .get, let operation else { return [] }
    return OperationCommand(operation).warnings(parameters, in: target)
  }

  /// How many credits the call costs at most. Where the call may be a send, it counts as one: each item of its longest
  /// list may be a message.
  package var credits: Int {
    if method == .get { return 0 }
    let members = body?.asObject ?? Object()
    var known = operation?.credits(for: members) ?? 0
    if let batch = operation?.batch { known = batchSize ?? batch.most }
    guard mayBeAny || operation?.gone != nil else { return known }
    return max(known, members.members.compactMap { $0.value.listCount }.max() ?? 1, 1)
  }

  /// Refuses an update that would erase a member which a record must have. Apart from that, a request that was written
  /// by hand may contain anything.
  ///
  /// - Throws: `validation`.
  package func checkErasing(in catalog: Catalog) throws(Failure) {
    guard method != .get else { return }
    let isUpdate = !methods.isDisjoint(with: [Method.put.rawValue, "PATCH"])
    let update = isUpdate ? OutgoingCall(.put, target, body, in: catalog).operation : nil
    guard let operation = update ?? operation else { return }
    var members = body?.asObject ?? Object()
    // PHP reads a query beside the body.
    for (name, value) in target.queryPairs where members[name] == nil { members[name] = Value(value) }
    let violations = operation.validate(members, checks: .server)
    guard let violation = violations.first(where: { $0.fault == .erased }) else { return }
    throw Failure(
      .validation, violation.expectation(of: operation), errors: .object(Violation.errors([violation])))
  }

  /// Whether it deletes a record.
  package var deletes: Bool { methods.contains(Method.delete.rawValue) }

  /// The methods for which a service may take the call, in capitals. Laravel takes a POST for the method that its
  /// `_method` names (Laravel documentation, "Form Method Spoofing").
  private var methods: Set<String> {
    if method == .get { return [] }
    let named =
      target.queryPairs.filter { $0.name == "_method" }.map(\.value) + [body?["_method"]?.asString ?? ""]
    return Set(named.map { $0.uppercased() } + [method.rawValue])
  }

  /// The name of the call, where it is shown or written down.
  package var name: String { operation?.name ?? "request" }

  /// How many messages the call sends; nil where the call is not a bulk, or where nobody can tell: the body cannot be
  /// read, or a query may hold messages too, which PHP reads beside the body.
  package var batchSize: Int? {
    guard let batch = operation?.batch, target == target.withoutQuery else { return nil }
    if exactBody != nil, body?.asObject == nil { return nil }
    return batch.count(in: body?.asObject ?? Object()) ?? 1
  }
}

extension Value {
  /// How many items it has where a service may take it for a list: PHP takes an object for one.
  fileprivate var listCount: Int? {
    if let object = asObject {
      return object.members.allSatisfy { $0.value.asObject != nil } ? object.members.count : nil
    }
    return asArray?.count
  }
}

extension String {
  /// The path, where this is a path and perhaps a query.
  package var withoutQuery: String {
    utf8.firstIndex(of: UInt8(ascii: "?")).map { String(self[..<$0]) } ?? self
  }
}

extension String {
  /// The pairs in the query of a target, decoded. A name without `=` has an empty value.
  var queryPairs: [(name: String, value: String)] {
    drop { $0 != "?" }.dropFirst().split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { side in
        let text = String(side).replacing("+", with: " ")
        return PercentEncoding.decode(text) ?? text
      }
      return (sides[0], sides.count > 1 ? sides[1] : "")
    }
  }
}
