import Catalog
import JSON
import Testing

@Suite struct OpenAPITests {
  let document = Catalog.standard.openAPI()

  @Test("every operation is in the document", arguments: Catalog.standard.operations)
  func operation(operation: Operation) throws {
    let found = try #require(
      document["paths"]?[operation.path]?[operation.method.rawValue.lowercased()])
    #expect(found["summary"]?.asString == operation.summary)
    #expect(found["responses"]?.asObject?.names.map(\.string) == operation.statuses.map { String($0) })
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
    let schema = try #require(
      document["paths"]?["/messages/send"]?["post"]?["requestBody"]?["content"]?["application/json"]?[
        "schema"])
    #expect(schema["required"] == ["instance"])
    let conditions = try #require(schema["allOf"]?.asArray)
    #expect(conditions.contains(["anyOf": [["required": ["recipient"]], ["required": ["contact_id"]]]]))
    #expect(conditions.count == 4)
    #expect(schema["properties"]?["recipient"]?["pattern"]?.asString == #"^\+[1-9][0-9]{6,14}$"#)
  }

  @Test func limitsBecomeKeywords() throws {
    let properties = try #require(
      document["paths"]?["/messages/send-poll"]?["post"]?["requestBody"]?["content"]?["application/json"]?[
        "schema"]?["properties"])
    #expect(properties["name"]?["maxLength"] == 255)
    #expect(properties["values"]?["minItems"] == 2)
    #expect(properties["values"]?["maxItems"] == 13)
    #expect(properties["selectable_count"]?["default"] == 1)
  }

  private static func references(of value: Value) -> [String] {
    let inside = (value.asArray ?? value.asObject?.values ?? []).flatMap(references)
    return inside + (value["$ref"]?.asString.map { [$0] } ?? [])
  }
}
