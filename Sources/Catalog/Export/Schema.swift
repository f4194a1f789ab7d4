import JSON

// Parameters and rules as JSON Schema 2020-12, which OpenAPI 3.1 uses. The schema accepts what the server
// accepts and refuses what the server refuses. But it knows neither which records exist nor the placeholders
// of a template.

extension Shape {
  /// The schema of an object of this shape.
  var schema: Value {
    var schema = Object()
    schema["type"] = "object"
    schema["properties"] = .object(
      Object(parameters.map { (Text($0.name), $0.schema(keptBy: rules)) }))
    let required = parameters.filter(\.required).map { Value($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    let conditions = rules.flatMap { $0.conditions(in: self) } + parameters.compactMap(\.sharedCondition)
    if !conditions.isEmpty { schema["allOf"] = .array(conditions) }
    return .object(schema)
  }
}

extension Parameter {
  /// Where the parameter can be left out, null and a blank text mean the same as leaving it out.
  fileprivate func schema(keptBy rules: [Rule]) -> Value {
    schema(isOptional: !required && !rules.contains(.notErased(name)))
  }

  /// The schema for a query, where there is no null.
  var querySchema: Value {
    guard var schema = schema(isOptional: !required).asObject else { return [:] }
    schema["description"] = nil
    if let types = schema["type"]?.asArray { schema["type"] = .array(types.filter { $0 != "null" }) }
    if let choices = schema["anyOf"]?.asArray { schema["anyOf"] = .array(choices.filter { $0 != Self.null }) }
    return .object(schema)
  }

  /// The schema for a path.
  var pathSchema: Value {
    var schema = schema(isOptional: false).asObject ?? Object()
    schema["description"] = nil
    return .object(schema)
  }

  private func schema(isOptional: Bool) -> Value {
    var schema = type.schema.asObject ?? Object()
    for limit in limits { limit.add(to: &schema, orBlank: isOptional) }
    if case .array = type, required, schema["minItems"] == nil { schema["minItems"] = 1 }
    if schema["type"] == "integer", schema["maximum"] == nil { schema["maximum"] = .int(.max) }
    if isOptional { schema = Self.optional(schema) } else { schema.refuseBlank() }
    if let defaultValue { schema["default"] = defaultValue }
    schema["description"] = Value(meaning)
    return .object(schema)
  }

  fileprivate static let null: Value = ["type": "null"]

  /// The schema with null and blank texts allowed.
  private static func optional(_ schema: Object) -> Object {
    if schema["enum"] != nil {
      let blank: Value = ["type": "string", "pattern": Value(Regexps.blank)]
      var either = Object()
      either["anyOf"] = .array([.object(schema), null, blank])
      return either
    }
    var schema = schema
    let types = schema["type"]?.asArray ?? [schema["type"] ?? "object"]
    if !types.contains("string") { schema["pattern"] = Value(Regexps.blank) }
    schema["type"] = .array(types + (types.contains("string") ? [] : ["string"]) + ["null"])
    return schema
  }

  /// The condition on each item of a list where the object around the list does not give a value for all: the
  /// template of a bulk.
  fileprivate var sharedCondition: Value? {
    guard case .array(.object(let shape)) = type else { return nil }
    for case .oneOf(let names, let shared) in shape.rules where !shared.isEmpty {
      let all = shared.map { Rule.given($0, nil) }
      let each: Value = ["items": ["anyOf": .array(names.map { Rule.given($0, shape) })]]
      return ["anyOf": .array(all + [["properties": [name: each]]])]
    }
    return nil
  }
}

extension Object {
  /// Demands that a text in its place has a character that is not white space.
  fileprivate mutating func refuseBlank() {
    let takesText = self["type"] == "string" || self["type"]?.asArray?.contains("string") == true
    if takesText, self["pattern"] == nil, self["enum"] == nil { self["pattern"] = Value(Regexps.notBlank) }
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
    case .array(let item): ["type": "array", "items": item.itemSchema]
    case .object(let shape): shape.schema
    case .identifier: ["type": ["integer", "string"], "minimum": 1, "maximum": .int(.max)]
    // PHP writes an empty object as an empty list.
    case .textMap:
      [
        "type": ["object", "array"], "maxItems": 0, "items": [:],
        "additionalProperties": ["type": ["string", "number", "boolean"]],
      ]
    }
  }

  /// The schema of an item. Items are never blank.
  private var itemSchema: Value {
    var item = schema.asObject ?? Object()
    item.refuseBlank()
    return .object(item)
  }
}

extension Limit {
  fileprivate func add(to schema: inout Object, orBlank: Bool) {
    switch self {
    case .length(let most): schema["maxLength"] = .int(Int64(most))
    case .atLeast(let least): schema["minimum"] = .int(Int64(least))
    case .between(let least, let most):
      schema["minimum"] = .int(Int64(least))
      schema["maximum"] = .int(Int64(most))
    case .count(let range):
      schema["minItems"] = .int(Int64(range.lowerBound))
      schema["maxItems"] = .int(Int64(range.upperBound))
    case .pattern(let pattern):
      schema["pattern"] = Value(orBlank ? Regexps.orBlank(pattern) : Regexps.whole(pattern))
    }
  }
}

extension Rule {
  fileprivate func conditions(in shape: Shape) -> [Value] {
    switch self {
    case .oneOf(let names, let shared):
      shared.isEmpty ? [["anyOf": .array(names.map { Self.given($0, shape) })]] : []
    case .required(let name, let other, let words):
      [["if": Self.condition(other, words), "then": Self.given(name, shape)]]
    case .matches(let name, let pattern, let other, let words):
      [
        [
          "if": Self.condition(other, words),
          "then": ["properties": [name: ["pattern": Value(Regexps.whole(pattern))]]],
        ]
      ]
    case .notEmpty:
      [["anyOf": .array(shape.parameters.map { ["required": [Value($0.name)]] })]]
    case .atMostCount(let name, let other): Self.atMostCount(name, other, shape)
    case .notErased, .fills: []
    }
  }

  /// JSON Schema cannot compare two members, so there is a condition for each number of items that the list
  /// may have.
  private static func atMostCount(_ name: String, _ other: String, _ shape: Shape) -> [Value] {
    for case .count(let range) in shape[other]?.limits ?? [] {
      return range.map { count in
        let most = Value.int(Int64(count))
        return [
          "if": ["properties": [other: ["type": "array", "maxItems": most]]],
          "then": ["properties": [name: ["maximum": most]]],
        ]
      }
    }
    return []
  }

  /// The condition that the member is there, and is neither null nor blank.
  fileprivate static func given(_ name: String, _ shape: Shape?) -> Value {
    let isText = if case .string = shape?[name]?.type { true } else { false }
    let schema: Value =
      isText
      ? ["type": "string", "pattern": Value(Regexps.notBlank)] : ["not": ["type": ["string", "null"]]]
    return ["required": [Value(name)], "properties": [name: schema]]
  }

  private static func condition(_ name: String, _ words: [String]) -> Value {
    [
      "properties": [name: ["enum": .array(words.map { Value($0) })]], "required": [Value(name)],
    ]
  }
}
