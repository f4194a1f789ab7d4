import Catalog
import Commands
import HTTP
import JSON
import Rendering
import Syntax
import Verbs

/// The line of the language that does what a foreign call was meant to do, and all faults of that call.
struct ImportedCall {
  /// Nil where no line can be made.
  private(set) var line: String?
  private(set) var faults: [String] = []

  private let catalog: Catalog
  private let call: ForeignCall
  private let source: SourceValue
  private var arguments = Object()

  init(_ call: ForeignCall, _ catalog: Catalog, base: BaseURL?) {
    self.call = call
    self.catalog = catalog
    source = SourceValue(unknown: call.unknown)
    faults = call.faults
    for name in call.unknown.reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
      let isCommand = name.contains("(") || name.hasPrefix("`")
      faults.append(
        isCommand
          ? "\(name) is a command that only the other shell runs: write what it gives in its place"
          : "\(name) is known to the other shell alone: here it is a variable of the environment")
    }
    guard !call.url.isEmpty else {
      faults.append("there is no URL in it")
      return
    }
    let target = ImportTarget(call, catalog, base: base)
    faults += target.faults
    checkKey(target.query)
    make(target)
  }

  // MARK: The key

  private mutating func checkKey(_ query: [(name: String, value: String)]) {
    let names = call.headers.map { $0.name.lowercased() }
    let inHeader = call.header(APIKey.header)
    if let inHeader {
      if inHeader.hasPrefix("Bearer ") {
        faults.append("\(APIKey.header) must hold only the key, but has Bearer before it")
      }
      if inHeader.contains("your_api_key") || inHeader.contains("<") {
        faults.append("\(APIKey.header) holds no key but a placeholder")
      }
      return
    }
    if names.contains("authorization") {
      faults.append("the key goes in the header \(APIKey.header), and not in Authorization")
    } else if let other = call.headers.first(where: {
      $0.name.lowercased().contains("key") || $0.name.lowercased().contains("token")
    }) {
      faults.append("the key goes in the header \(APIKey.header), and not in \(other.name)")
    } else if query.contains(where: { Self.isKey($0.name) }) {
      faults.append("the key goes in the header \(APIKey.header), and not in the URL, where logs keep it")
    } else {
      faults.append("there is no header \(APIKey.header): the service answers 401")
    }
  }

  private static func isKey(_ name: String) -> Bool {
    ["api_key", "apikey", "key", "token", "access_token", "api-key", "x-api-key"].contains(name.lowercased())
  }

  // MARK: The line

  private mutating func make(_ target: ImportTarget) {
    for pair in target.query where !Self.isKey(pair.name) {
      if pair.value.first == " ", pair.value.dropFirst().allSatisfy(\.isNumber), pair.value.count > 6 {
        faults.append(
          "a + in a URL means a space: %2B\(pair.value.dropFirst()) is the number in '\(pair.name)'")
        take(pair.name, Value("+" + pair.value.dropFirst()), target.operation)
      } else {
        take(pair.name, Value(pair.value), target.operation)
      }
    }
    if !target.query.filter({ !Self.isKey($0.name) }).isEmpty, target.method != .get {
      faults.append("parameters of a \(target.method.rawValue) go in the body, and not in the URL")
    }
    guard takeBody(target) else { return }
    for (name, value) in target.parameters { arguments[name] = Value(value) }
    guard let operation = target.operation else {
      line = request(target)
      return
    }
    if let reason = operation.gone {
      faults.append("\(operation.name) is not there any more (410 Gone): \(reason)")
    }
    check(operation)
    line = words(operation)
  }

  /// Adds what the body says; false where no line can be made of it, or where the line is complete already.
  private mutating func takeBody(_ target: ImportTarget) -> Bool {
    switch call.body {
    case .none: return true
    case .file(let path):
      let path = source.literal(Value(path))
      faults.append("the body is in a file that is not here, so its content is not checked")
      line = "request \(target.method.rawValue) \(written(target.path)) --body \(path)"
      return false
    case .form(let fields, let isMultipart):
      faults.append(
        isMultipart
          ? "the body is a multipart form, where the API takes JSON"
          : "the body is a form, where the API takes JSON")
      for field in fields { take(field.name, field.value, target.operation) }
      return true
    case .text(let text): return take(text: text, target)
    }
  }

  private mutating func take(text: String, _ target: ImportTarget) -> Bool {
    if target.method == .get {
      faults.append("a GET must have no body: the service ignores it")
      return true
    }
    // The whole body is a variable of the other shell, and another fault names it already.
    if call.unknown.contains(text.trimmed) { return false }
    let type = call.header("Content-Type")
    let start = text.first { !$0.isWhitespace }
    guard start == "{" || start == "[" || !text.contains("=") else {
      faults.append(
        "the body is a form, where the API takes JSON: -d '{\"name\": \"value\"}' with Content-Type: application/json"
      )
      for pair in URLQuery.pairs(text) { take(pair.name, pair.value, target.operation) }
      return true
    }
    if type == nil {
      faults.append(
        "there is no header Content-Type: application/json: curl sends the body as a form, and the service reads no field of it"
      )
    } else if type?.lowercased().contains("json") == false {
      faults.append("Content-Type must be application/json, but is \(Escaping.line(type ?? ""))")
    }
    let (value, found) = LenientJSON.read(text)
    faults += found.map { "the body is not JSON: \($0)" }
    if let taken = LenientJSON.tellsLostQuotes(found) { faults.append(taken) }
    guard let value else { return false }
    guard let members = value.asObject else {
      faults.append("the body must be an object, but is \(value.typeName)")
      return false
    }
    for member in members.members { take(member.name.string, member.value, target.operation) }
    return true
  }

  private mutating func take(_ name: String, _ text: String, _ operation: Operation?) {
    take(name, Value(text), operation)
  }

  private mutating func take(_ name: String, _ value: Value, _ operation: Operation?) {
    if Self.isKey(name), operation?.parameter(name) == nil {
      faults.append("the key goes in the header \(APIKey.header), and not in the body")
      return
    }
    arguments[name] = operation.map { value.read(as: $0.parameter(name)?.type.valueType) } ?? value
  }

  private mutating func check(_ operation: Operation) {
    let violations = operation.validate(arguments, checks: Checks(batchSize: true))
    for violation in violations where !isUnknown(arguments, violation) {
      faults.append(violation.expectation(of: operation))
    }
  }

  /// Whether the value comes from the other shell, so that its fault may not be real.
  private func isUnknown(_ arguments: Object, _ violation: Violation) -> Bool {
    let text = arguments[violation.argument]?.json ?? ""
    return !source.unknown.isEmpty && source.unknown.contains { text.contains($0) }
  }

  private func words(_ operation: Operation) -> String {
    var words = [operation.name]
    for parameter in operation.pathParameters {
      if let value = arguments[parameter.name] {
        words.append(value.asString.map { source.argument(Value($0), isText: true) } ?? value.json)
      }
    }
    for member in arguments.members
    where !operation.pathParameters.contains(where: { $0.name == member.name.string }) {
      guard member.name.string.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { continue }
      words.append(
        "\(member.name)=\(source.argument(member.value, isText: operation.parameter(member.name.string)?.type.takesBareText == true))"
      )
    }
    return words.joined(separator: " ")
  }

  /// A path from elsewhere may hold what the language would read as more than one word.
  private func written(_ path: String) -> String {
    path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "/._~%-{}:".contains($0) }
      ? path : source.literal(Value(path))
  }

  private func request(_ target: ImportTarget) -> String {
    var words = ["request", target.method.rawValue, written(target.path)]
    for member in arguments.members { words.append("\(member.name)=\(source.literal(member.value))") }
    return words.joined(separator: " ")
  }
}

extension ParameterType {
  /// Whether a value of this type is a text that may stand without quotes.
  fileprivate var takesBareText: Bool {
    switch valueType {
    case .string, .enumeration, .identifier: true
    default: false
    }
  }
}

extension Value {
  /// Converts the text of a form or a query to the type that a parameter declares.
  fileprivate func read(as type: ValueType?) -> Value {
    guard let text = asString, let type else { return self }
    switch type {
    case .integer, .number, .boolean, .array, .object, .map:
      return (try? Value(parsing: Array(text.utf8))) ?? self
    default: return self
    }
  }
}
