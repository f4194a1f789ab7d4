import JSON

// Records and answers as JSON Schema 2020-12.

extension Catalog {
  /// A schema for each record in the answers of operations, by its name, and one for all failures.
  var schemas: Value {
    var schemas = Object()
    for record in operations.compactMap(\.answers).flatMap(\.records) {
      schemas[record.name] = record.schema
      for words in record.vocabularies { schemas[words.name] = words.schema }
    }
    schemas["Failure"] = Self.failure
    return .object(schemas)
  }

  /// The body of every failure (documentation, Error Response Shape).
  private static let failure: Value = [
    "type": "object", "required": ["success", "message"],
    "properties": [
      "success": ["const": false], "message": ["type": "string"],
      "error_code": ["type": "string", "examples": .array(WordMeaning.errorCodes.map { Value($0.word) })],
      "errors": [
        "description": "of a 422: what is wrong with each field", "type": ["object", "array"], "maxItems": 0,
        "items": [:], "additionalProperties": ["type": "array", "items": ["type": "string"]],
      ],
    ],
    "examples": [
      [
        "success": false, "message": "Validation failed",
        "errors": [
          "instance": ["The instance field is required."],
          "media_url": ["The media url field is required when message type is image."],
        ],
      ],
      [
        "success": false, "message": "Insufficient credits: not enough balance",
        "error_code": "INSUFFICIENT_CREDITS",
      ],
    ],
  ]
}

extension Record {
  fileprivate var schema: Value {
    [
      "type": "object", "required": .array(members.filter(\.isRequired).map { Value($0.name) }),
      "properties": properties,
    ]
  }

  fileprivate var properties: Value {
    .object(Object(members.map { (Text($0.name), $0.schema) }))
  }

  fileprivate var reference: Value { ["$ref": Value("#/components/schemas/\(name)")] }
}

extension Vocabulary {
  fileprivate var schema: Value { ["type": "string", "enum": .array(words.map { Value($0) })] }
}

extension Record.Member {
  fileprivate var schema: Value {
    guard isNullable, var schema = type.schema.asObject else { return type.schema }
    schema.update("type") { type in type = .array([type ?? "object", "null"]) }
    return .object(schema)
  }
}

extension MemberType {
  fileprivate var schema: Value {
    switch self {
    case .text: ["type": "string"]
    case .integer: ["type": "integer", "format": "int64"]
    case .number: ["type": "number"]
    case .boolean: ["type": "boolean"]
    case .time: ["type": "string", "format": "date-time"]
    case .word(let words): ["$ref": Value("#/components/schemas/\(words.name)")]
    case .constant(let value): ["const": .bool(value)]
    case .record(let record): record.reference
    case .either(let one, let other): ["oneOf": [one.reference, other.reference]]
    case .list(let item): ["type": "array", "items": item.schema]
    // PHP writes an empty object as an empty list.
    case .map: ["type": ["object", "array"], "maxItems": 0, "items": [:], "additionalProperties": true]
    }
  }
}

extension Answered {
  /// The schema of the whole body.
  var schema: Value {
    switch self {
    case .bare(let record):
      var properties = Object()
      properties["success"] = ["const": true]
      for member in record.members { properties[member.name] = member.schema }
      let required = ["success"] + record.members.filter(\.isRequired).map { Value($0.name) }
      return ["type": "object", "required": .array(required), "properties": .object(properties)]
    case .data(let record, let hasMessage):
      return Self.envelope(record.reference, hasMessage: hasMessage)
    case .list(let record):
      return Self.envelope(["type": "array", "items": record.reference], hasMessage: false)
    }
  }

  private static func envelope(_ data: Value, hasMessage: Bool) -> Value {
    var properties = Object()
    properties["success"] = ["const": true]
    if hasMessage { properties["message"] = ["type": "string"] }
    properties["data"] = data
    return [
      "type": "object", "required": .array(properties.names.map(Value.string)),
      "properties": .object(properties),
    ]
  }
}
