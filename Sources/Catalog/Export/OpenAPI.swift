import JSON

extension Catalog {
  /// The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1).
  public func openAPI() -> Value {
    [
      "openapi": "3.1.0",
      "info": [
        "title": "WhatsApp Integration API", "version": "1.0",
        "description": "Send messages, manage contacts and templates, and watch instances.",
      ],
      "servers": [["url": Value(Self.baseURL)]],
      "tags": .array(nouns.map { ["name": Value($0)] }),
      "paths": paths,
      "components": [
        "securitySchemes": [
          "key": [
            "type": "apiKey", "in": "header", "name": "X-API-Key",
            "description": "The roles of an operation are the permissions that the key needs.",
          ]
        ],
        "schemas": ["failure": Self.failure],
        "responses": Self.responses,
      ],
    ]
  }

  private var paths: Value {
    var paths = Object()
    for operation in operations {
      paths.update(Text(operation.path)) { item in
        var methods = item?.asObject ?? Object()
        methods[operation.method.rawValue.lowercased()] = operation.openAPI
        item = .object(methods)
      }
    }
    return .object(paths)
  }

  /// The body of every failure (documentation, Error Response Shape).
  private static let failure: Value = [
    "type": "object", "required": ["success", "message"],
    "properties": [
      "success": ["const": false], "message": ["type": "string"],
      "error_code": ["type": "string", "examples": .array(WordMeaning.errorCodes.map { Value($0.word) })],
      "errors": [
        "type": "object", "description": "of a 422: what is wrong with each field",
        "additionalProperties": ["type": "array", "items": ["type": "string"]],
      ],
    ],
  ]

  /// A response for each documented failure, by its status.
  private static var responses: Value {
    let failures = StatusMeaning.all.filter { $0.status >= 400 }
    return .object(
      Object(
        failures.map { failure in
          (Text(String(failure.status)), response(failure, schema: ["$ref": "#/components/schemas/failure"]))
        }))
  }

  private static func response(_ status: StatusMeaning, schema: Value) -> Value {
    [
      "description": Value("\(status.reason): \(status.meaning)"),
      "content": ["application/json": ["schema": schema]],
    ]
  }
}

extension Operation {
  fileprivate var openAPI: Value {
    var document = Object()
    document["operationId"] = Value(name.split { " -".contains($0) }.joined(separator: "_"))
    if let noun { document["tags"] = [Value(noun)] }
    document["summary"] = Value(summary)
    if let text = gone.map({ "Gone: \($0)." }) ?? notes { document["description"] = Value(text) }
    if gone != nil { document["deprecated"] = true }
    let taken = pathParameters.map { $0.openAPI(in: "path") } + queryParameters
    if !taken.isEmpty { document["parameters"] = .array(taken) }
    if method != .get, !parameters.isEmpty { document["requestBody"] = body }
    document["responses"] = responses
    document["security"] = [["key": .array(scope.map { [Value($0.rawValue)] } ?? [])]]
    return .object(document)
  }

  private var queryParameters: [Value] {
    method == .get ? parameters.map { $0.openAPI(in: "query") } : []
  }

  private var body: Value {
    ["required": true, "content": ["application/json": ["schema": shape.schema, "examples": bodyExamples]]]
  }

  private var bodyExamples: Value {
    .object(
      Object(
        examples.map { example in
          var arguments = example.arguments
          for parameter in pathParameters { arguments[parameter.name] = nil }
          return (Text(example.title), ["value": .object(arguments)])
        }))
  }

  private var responses: Value {
    var responses = Object()
    for status in statuses {
      responses[String(status)] =
        status == success ? answered : ["$ref": Value("#/components/responses/\(status)")]
    }
    return .object(responses)
  }

  private var answered: Value {
    var document = Object()
    document["description"] = Value(StatusMeaning.of(success)?.meaning ?? summary)
    if let response {
      let content: Value = ["schema": Answer(example: response).schema, "example": response]
      document["content"] = ["application/json": content]
    }
    return .object(document)
  }
}

extension Parameter {
  fileprivate func openAPI(in place: String) -> Value {
    var schema = schema.asObject ?? Object()
    schema["description"] = nil
    return [
      "name": Value(name), "in": Value(place), "required": .bool(required), "description": Value(meaning),
      "schema": .object(schema),
    ]
  }
}
