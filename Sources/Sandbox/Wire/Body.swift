import Catalog
import JSON
import Verbs

/// How the body of a request is read, by its `Content-Type`.
enum BodyKind {
  case json, form
  case multipart(boundary: String)
  /// A Laravel service reads no fields from such a body.
  case other

  init(_ contentType: String?) {
    let type = contentType?.lowercased() ?? ""
    if type.contains("/json") || type.contains("+json") {
      self = .json
    } else if type.hasPrefix("application/x-www-form-urlencoded") {
      self = .form
    } else if type.hasPrefix("multipart/form-data"), let contentType,
      let range = contentType.firstRange(of: "boundary=")
    {
      let boundary = contentType[range.upperBound...].prefix { $0 != ";" }
      self = .multipart(boundary: String(boundary.filter { $0 != "\"" }))
    } else {
      self = .other
    }
  }
}

extension Operation {
  /// The fields of a body, as the service's framework reads them.
  ///
  /// - Throws: where a body that should be JSON is not a JSON object.
  func fields(of body: [UInt8], _ contentType: String?) throws(Refusal) -> Object {
    switch BodyKind(contentType) {
    case .json: shape.withObjects(in: try object(of: body))
    case .form: Form(urlEncoded: body).arguments(of: shape)
    // PHP reads such a body only in a POST.
    case .multipart(let boundary):
      method == .post ? Form(multipart: body, boundary: boundary).arguments(of: shape) : Object()
    case .other: Object()
    }
  }
}

/// The JSON object of a body; an empty one where there is no body. `[]` also becomes an empty one, because
/// PHP writes it so.
func object(of body: [UInt8]) throws(Refusal) -> Object {
  if body.isEmpty { return Object() }
  if body.starts(with: [0xEF, 0xBB, 0xBF]) {
    throw .notJSON(reason: "it begins with a byte order mark (EF BB BF), which is not JSON")
  }
  let value: Value
  do throws(JSONError) {
    value = try Value(parsing: body)
  } catch {
    throw .notJSON(reason: "it is not JSON from byte \(error.offset) on")
  }
  if value == [] { return Object() }
  guard case .object(let object) = value else { throw .notJSON(reason: "it is of type \(value.typeName)") }
  return object
}

extension Shape {
  /// The members, with an empty object in place of each empty list where an object is expected.
  fileprivate func withObjects(in arguments: Object) -> Object {
    var arguments = arguments
    for parameter in parameters {
      guard let value = arguments[parameter.name] else { continue }
      arguments[parameter.name] = parameter.type.withObjects(in: value)
    }
    return arguments
  }
}

extension ParameterType {
  fileprivate func withObjects(in value: Value) -> Value {
    switch (self, value) {
    case (.textMap, []), (.object, []): .object(Object())
    case (.object(let shape), .object(let object)): .object(shape.withObjects(in: object))
    case (.array(let item), .array(let items)): .array(items.map(item.withObjects))
    case (.textMap, _), (.object, _), (.array, _), (.string, _), (.integer, _), (.number, _), (.boolean, _),
      (.enumeration, _), (.identifier, _):
      value
    }
  }
}
