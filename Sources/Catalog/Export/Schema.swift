import JSON

// Parameters and rules as JSON Schema 2020-12, which is what OpenAPI 3.1 speaks.

extension Shape {
  /// The schema of an object of this shape. What binds a member to the length of another, or to the
  /// object around it, JSON Schema cannot say: it is left out.
  var schema: Value {
    var schema = Object()
    schema["type"] = "object"
    schema["properties"] = .object(Object(parameters.map { (Text($0.name), $0.schema) }))
    let required = parameters.filter(\.required).map { Value($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    if rules.contains(.notEmpty) { schema["minProperties"] = 1 }
    let conditions = rules.compactMap(\.schema)
    if !conditions.isEmpty { schema["allOf"] = .array(conditions) }
    return .object(schema)
  }
}

extension Parameter {
  var schema: Value {
    var schema = type.schema.asObject ?? Object()
    for limit in limits { limit.add(to: &schema) }
    if let defaultValue { schema["default"] = defaultValue }
    if case .array = type, required, schema["minItems"] == nil { schema["minItems"] = 1 }
    schema["description"] = Value(meaning)
    return .object(schema)
  }
}

extension ParameterType {
  fileprivate var schema: Value {
    switch self {
    case .string: ["type": "string"]
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .boolean: ["type": "boolean"]
    case .enumeration(let words): ["type": "string", "enum": .array(words.map { Value($0) })]
    case .array(let item): ["type": "array", "items": item.schema]
    case .object(let shape): shape.schema
    case .identifier: ["type": ["integer", "string"], "minimum": 1, "minLength": 1]
    case .textMap:
      ["type": "object", "additionalProperties": ["type": ["string", "number", "boolean"]]]
    }
  }
}

extension Limit {
  fileprivate func add(to schema: inout Object) {
    switch self {
    case .length(let most): schema["maxLength"] = .int(Int64(most))
    case .atLeast(let least): schema["minimum"] = .int(Int64(least))
    case .between(let least, let most):
      schema["minimum"] = .int(Int64(least))
      schema["maximum"] = .int(Int64(most))
    case .count(let range):
      schema["minItems"] = .int(Int64(range.lowerBound))
      schema["maxItems"] = .int(Int64(range.upperBound))
    case .pattern(let pattern): schema[pattern.keyword.name] = pattern.keyword.value
    }
  }
}

extension Pattern {
  fileprivate var keyword: (name: String, value: Value) {
    switch self {
    case .e164: ("pattern", #"^\+[1-9][0-9]{6,14}$"#)
    case .digits: ("pattern", "^[0-9]+$")
    case .hexColor: ("pattern", "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$")
    case .httpsURL: ("pattern", "^[Hh][Tt][Tt][Pp][Ss]://")
    case .email: ("format", "email")
    case .url: ("format", "uri")
    }
  }
}

extension Rule {
  fileprivate var schema: Value? {
    switch self {
    case .oneOf(let names, let shared):
      shared.isEmpty ? ["anyOf": .array(names.map(Self.required))] : nil
    case .required(let name, let other, let words):
      ["if": Self.condition(other, words), "then": Self.required(name)]
    case .matches(let name, let pattern, let other, let words):
      [
        "if": Self.condition(other, words),
        "then": ["properties": [name: [pattern.keyword.name: pattern.keyword.value]]],
      ]
    case .atMostCount, .notEmpty, .notErased, .fills: nil
    }
  }

  private static func required(_ name: String) -> Value { ["required": [Value(name)]] }

  private static func condition(_ name: String, _ words: [String]) -> Value {
    [
      "properties": [name: ["enum": .array(words.map { Value($0) })]], "required": [Value(name)],
    ]
  }
}

extension Answer {
  /// The schema of what the documentation shows. Only containers have a type: an example does not
  /// tell whether a scalar can be null.
  var schema: Value {
    switch self {
    case .scalar: [:]
    case .list(let item): ["type": "array", "items": item.schema]
    case .object(let members):
      [
        "type": "object",
        "properties": .object(Object(members.map { (Text($0.name), $0.answer.schema) })),
      ]
    }
  }
}
