import JSON
import Testing
import Verbs

@testable import Catalog

@Suite struct OpenAPITests {
  let document = Catalog.standard.openAPI()

  @Test("every operation is in the document", arguments: Catalog.standard.operations)
  func operation(operation: Operation) throws {
    let found = try #require(
      document["paths"]?[operation.path]?[operation.method.rawValue.lowercased()])
    #expect(found["summary"]?.asString == operation.summary)
    #expect(found["responses"]?.asObject?.names.map(\.string) == operation.allStatuses.map { String($0) })
    #expect((found["deprecated"] == true) == (operation.gone != nil))
    let roles = found["security"]?.asArray?.first?["key"]?.asArray?.compactMap(\.asString)
    #expect(roles == (operation.scope.map { [$0.rawValue] } ?? []))
  }

  @Test func operationsHaveDifferentIds() {
    let items = document["paths"]?.asObject?.values.compactMap(\.asObject) ?? []
    let ids = items.flatMap(\.values).compactMap { $0["operationId"]?.asString }
    #expect(Set(ids).count == 26)
  }

  @Test func everyReferenceLeadsSomewhere() {
    let references = Self.references(of: document)
    #expect(!references.isEmpty)
    for reference in Set(references) {
      let steps = reference.split(separator: "/").dropFirst().map(String.init)
      #expect(steps.reduce(document as Value?) { $0?[$1] } != nil, "\(reference)")
    }
  }

  @Test func rulesBecomeConditions() throws {
    let schema = try #require(body("/messages/send"))
    #expect(schema["required"] == ["instance"])
    let conditions = try #require(schema["allOf"]?.asArray)
    let required = conditions.first?["anyOf"]?.asArray?.map { $0["required"] }
    #expect(required == [["recipient"], ["contact_id"]])
    #expect(conditions.count == 4)
    let pattern = try #require(schema["properties"]?["recipient"]?["pattern"]?.asString)
    #expect(pattern.contains(#"|\+[1-9][0-9]{6,14})$"#))
    let bulk = try #require(body("/messages/send-bulk")?["allOf"]?.asArray?.first?["anyOf"]?.asArray)
    #expect(bulk.first?["required"] == ["template_id"])
    #expect(bulk.last?["properties"]?["messages"]?["items"]?["anyOf"] != nil)
  }

  @Test func limitsBecomeKeywords() throws {
    let schema = try #require(body("/messages/send-poll"))
    let properties = try #require(schema["properties"])
    #expect(properties["name"]?["maxLength"] == 255)
    #expect(properties["values"]?["minItems"] == 2)
    #expect(properties["values"]?["maxItems"] == 13)
    #expect(properties["selectable_count"]?["default"] == 1)
    // At most as many answers as there are options: one condition for each number of options.
    #expect(schema["allOf"]?.asArray?.count == 1 + 12)
  }

  @Test func whatCanBeLeftOutMayBeNullAndWhatCannotMayNot() throws {
    let send = try #require(body("/messages/send")?["properties"])
    for name in ["recipient", "contact_id", "content", "delay", "quoted", "link_preview", "mentioned"] {
      #expect(send[name]?["type"]?.asArray?.contains("null") == true, "\(name)")
    }
    #expect(send["message_type"]?["anyOf"]?.asArray?.contains(["type": "null"]) == true)
    #expect(send["instance"]?["type"] == ["integer", "string"])
    let update = try #require(body("/contacts/{contactId}", "put")?["properties"])
    #expect(update["phone"]?["type"] == "string")
    #expect(update["label"]?["type"] == ["string", "null"])
  }

  @Test(
    "every success has a schema of named records",
    arguments: Catalog.standard.operations.filter { $0.gone == nil })
  func success(operation: Operation) throws {
    let schema = try #require(
      document["paths"]?[operation.path]?[operation.method.rawValue.lowercased()]?["responses"]?[
        String(operation.success)]?["content"]?["application/json"]?["schema"])
    #expect(schema["required"]?.asArray?.contains("success") == true)
    // Each member in the documentation's example is required, and has the type that the example
    // shows.
    if let response = operation.response { #expect(try holes(response, schema) == [], "\(operation.name)") }
  }

  @Test func everyFailureSaysWhatItIs() throws {
    let responses = try #require(document["components"]?["responses"])
    for status in [400, 401, 402, 403, 404, 405, 410, 413, 414, 421, 422, 429, 431, 500] {
      let schema = responses[String(status)]?["content"]?["application/json"]?["schema"]
      #expect(schema?["$ref"] == "#/components/schemas/Failure", "\(status)")
    }
    #expect(responses["429"]?["headers"]?["Retry-After"]?["required"] == true)
    #expect(responses["405"]?["headers"]?["Allow"] != nil)
    let names = document["components"]?["schemas"]?.asObject?.names.map(\.string) ?? []
    let wanted = [
      "Message", "MessageStatus", "Contact", "Instance", "Template", "Workspace", "Account", "Page",
      "Failure",
    ]
    #expect(wanted.allSatisfy(names.contains))
  }

  @Test func theServerIsTheOneThatIsNamed() {
    #expect(Catalog.standard.openAPI()["servers"] == [["url": "https://app.wessaal.com/integration/v1"]])
    let local = Catalog.standard.openAPI(server: "http://127.0.0.1:1/integration/v1")
    #expect(local["servers"] == [["url": "http://127.0.0.1:1/integration/v1"]])
  }

  private func body(_ path: String, _ method: String = "post") -> Value? {
    document["paths"]?[path]?[method]?["requestBody"]?["content"]?["application/json"]?["schema"]
  }

  /// The members of an example that the schema does not have, or has with another type.
  private func holes(_ example: Value, _ schema: Value, _ name: String = "") throws -> [String] {
    if let reference = schema["$ref"]?.asString {
      let steps = reference.split(separator: "/").dropFirst().map(String.init)
      return try holes(example, #require(steps.reduce(document as Value?) { $0?[$1] }), name)
    }
    if let choices = schema["oneOf"]?.asArray {
      let each = try choices.map { try holes(example, $0, name) }
      return each.contains([]) ? [] : each[0]
    }
    if let constant = schema["const"] { return constant == example ? [] : [name] }
    let types = schema["type"]?.asArray ?? [schema["type"] ?? .null]
    switch example {
    case .object(let object):
      let required = schema["required"]?.asArray?.compactMap(\.asString) ?? []
      let extra = required.filter { object[$0] == nil }
      return try extra
        + object.members.flatMap { member -> [String] in
          guard required.contains(member.name.string), let inner = schema["properties"]?[member.name.string]
          else {
            return [member.name.string]
          }
          return try holes(member.value, inner, member.name.string)
        }
    case .array(let items):
      return try items.flatMap { try holes($0, #require(schema["items"]), name + "[]") }
    case .null: return types.contains("null") ? [] : [name]
    case .string where schema["enum"] != nil:
      return schema["enum"]?.asArray?.contains(example) == true ? [] : [name]
    case .string: return types == ["string"] || types == ["string", "null"] ? [] : [name]
    case .bool: return types == ["boolean"] ? [] : [name]
    default: return types == ["integer"] ? [] : [name]
    }
  }

  private static func references(of value: Value) -> [String] {
    let inside = (value.asArray ?? value.asObject?.values ?? []).flatMap(references)
    return inside + (value["$ref"]?.asString.map { [$0] } ?? [])
  }
}
