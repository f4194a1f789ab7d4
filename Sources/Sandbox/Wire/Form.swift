import Catalog
import JSON

/// The fields of a form as PHP reads them: `a[b]=x` is a member of a member, and `a[]=x` an item of a list.
struct Form {
  /// The value of a name: a text, or further names in the order in which they came.
  private indirect enum Node {
    case text(String)
    case members([(name: String, node: Node)])
  }

  private var members: [(name: String, node: Node)] = []
  /// PHP's `max_input_nesting_level` and `max_input_vars`. Fields beyond these are left out.
  private static let mostLevels = 64
  private static let mostFields = 1000

  /// `application/x-www-form-urlencoded`.
  init(urlEncoded body: [UInt8]) {
    for pair in String(decoding: body, as: UTF8.self).split(separator: "&").prefix(Self.mostFields) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      add(Self.decode(parts[0]), parts.count == 2 ? Self.decode(parts[1]) : "")
    }
  }

  /// `multipart/form-data` (RFC 7578). Files among the fields are left out.
  init(multipart body: [UInt8], boundary: String) {
    let text = String(decoding: body, as: UTF8.self)
    for part in text.split(separator: "--" + boundary, omittingEmptySubsequences: false).dropFirst()
      .prefix(Self.mostFields)
    {
      guard let end = part.firstRange(of: "\r\n\r\n") else { continue }
      let head = part[..<end.lowerBound]
      guard let name = Self.quoted("name", in: head), Self.quoted("filename", in: head) == nil else {
        continue
      }
      let value = part[end.upperBound...]
      add(name, String(value.hasSuffix("\r\n") ? value.dropLast() : value))
    }
  }

  static func decode(_ text: Substring) -> String {
    let spaced = text.replacing("+", with: " ")
    return PercentEncoding.decode(spaced) ?? String(spaced)
  }

  private static func quoted(_ name: String, in head: Substring) -> String? {
    for part in head.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
      let trimmed = part.drop { $0 == " " }
      guard trimmed.hasPrefix(name + "=\"") else { continue }
      return String(trimmed.dropFirst(name.count + 2).prefix { $0 != "\"" })
    }
    return nil
  }
}

extension Form {
  private mutating func add(_ field: String, _ value: String) {
    let open = field.firstIndex(of: "[") ?? field.endIndex
    var names = [String(field[..<open])]
    var rest = field[open...]
    while rest.first == "[", let close = rest.firstIndex(of: "]") {
      names.append(String(rest[rest.index(after: rest.startIndex)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    guard names[0] != "", names.count <= Self.mostLevels else { return }
    Self.put(.text(value), at: names[...], in: &members)
  }

  private static func put(
    _ node: Node, at names: ArraySlice<String>, in members: inout [(name: String, node: Node)]
  ) {
    guard let first = names.first else { return }
    let name = first.isEmpty ? String(members.count) : first
    let place = members.firstIndex { $0.name == name } ?? members.count
    if place == members.count { members.append((name, .members([]))) }
    if names.count == 1 {
      members[place].node = node
    } else {
      var inner: [(name: String, node: Node)] = []
      if case .members(let there) = members[place].node { inner = there }
      put(node, at: names.dropFirst(), in: &inner)
      members[place].node = .members(inner)
    }
  }

  /// The fields as the members of an object with this shape. Texts are converted to the declared types where
  /// that is possible.
  func arguments(of shape: Shape) -> Object { Self.object(members, shape) }

  private static func object(_ members: [(name: String, node: Node)], _ shape: Shape?) -> Object {
    Object(members.map { (Text($0.name), value($0.node, shape?[$0.name]?.type)) })
  }

  /// An integer as PHP's FILTER_VALIDATE_INT accepts it: `5` and `+5`, but not `5.0`, `1e2` or `05`.
  private static func integer(_ text: String) -> Int64? {
    let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text[...]
    guard digits == "0" || (digits.first != "0" && Pattern.digits.matches(String(digits))) else { return nil }
    return Int64(text)
  }

  private static func value(_ node: Node, _ type: ParameterType?) -> Value {
    switch (node, type) {
    case (.text("1"), .boolean): true
    case (.text("0"), .boolean): false
    // The validator of a Laravel service does not accept these words as booleans.
    case (.text(let text), .boolean): Value(text)
    case (.text(let text), .integer): integer(text).map(Value.int) ?? Value(text)
    case (.text(let text), _): type?.coerce(text) ?? Value(text)
    case (.members(let members), .array(let item)): .array(members.map { value($0.node, item) })
    case (.members(let members), .textMap): .object(object(members, nil))
    case (.members(let members), _):
      members.enumerated().allSatisfy { $0.element.name == String($0.offset) }
        ? .array(members.map { value($0.node, nil) }) : .object(object(members, type?.shape))
    }
  }
}
