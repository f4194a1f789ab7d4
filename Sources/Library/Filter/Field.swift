import JSON
import Machine

/// The name of a member: `id`, `a.b` or `a.b?`. With the `?`, the last member may be missing.
struct Field {
  var names: [Text]
  var isOptional: Bool

  init(_ text: Text) {
    isOptional = text.string.hasSuffix("?")
    names = text.part(0..<text.utf8Count - (isOptional ? 1 : 0)).parts(separatedBy: ".")
  }

  /// The fields of a call, which are a list of texts in its first slot.
  static func list(_ call: Arguments, _ builtin: String) throws(Failure) -> [Field] {
    var fields: [Field] = []
    for field in try call.list(0, builtin, "names of members") {
      guard let text = field.asText, !text.isEmpty else {
        throw .argument(builtin, "names of members", field)
      }
      fields.append(Field(text))
    }
    return fields
  }

  /// Copies the member into an object, under the same names.
  func copy(from item: Value, into result: inout Object) throws(Failure) {
    try result.merge(find(in: item), at: names[...])
  }

  func find(in item: Value) throws(Failure) -> Value {
    var value = item
    for (index, name) in names.enumerated() {
      let isLast = index == names.count - 1
      guard let next = value.asObject?[name] else {
        if isOptional, isLast, item.asObject != nil { return .null }
        throw .noMember(name, in: value)
      }
      value = next
    }
    return value
  }

  func remove(from object: inout Object) throws(Failure) { try remove(names[...], from: &object) }

  private func remove(_ names: ArraySlice<Text>, from object: inout Object) throws(Failure) {
    guard let name = names.first else { return }
    if names.count == 1 {
      if object[name] == nil, !isOptional { throw .noMember(name, in: .object(object)) }
      object[name] = nil
      return
    }
    guard let inner = object[name] else { throw .noMember(name, in: .object(object)) }
    guard case .object(var rest) = inner else {
      if isOptional, names.count == 2 { return }
      throw .noMember(names[names.startIndex + 1], in: inner)
    }
    try remove(names.dropFirst(), from: &rest)
    object[name] = .object(rest)
  }
}

extension Object {
  /// Sets the member at the end of a path of names. Objects on the way are made where they are missing.
  fileprivate mutating func merge(_ value: Value, at path: ArraySlice<Text>) throws(Failure) {
    guard let name = path.first else { return }
    if path.count == 1 {
      self[name] = value
      return
    }
    var inner = self[name]?.asObject ?? Object()
    try inner.merge(value, at: path.dropFirst())
    self[name] = .object(inner)
  }
}
