import JSON
import Verbs

extension Catalog {
  /// The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1).
  ///
  /// - Parameter server: the base URL of the paths.
  public func openAPI(server: String = baseURL) -> Value {
    [
      "openapi": "3.1.0",
      "info": [
        "title": "WhatsApp Integration API", "version": "1.0",
        "description": "Send messages, manage contacts and templates, and watch instances.",
      ],
      "servers": [["url": Value(server)]],
      "tags": .array(nouns.map { ["name": Value($0)] }),
      "paths": paths,
      "components": [
        "securitySchemes": [
          "key": [
            "type": "apiKey", "in": "header", "name": "X-API-Key",
            "description": "The roles of an operation are the permissions that the key needs.",
          ]
        ],
        "schemas": schemas,
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

  /// A response for each failure, by its status.
  private static var responses: Value {
    let failures = StatusMeaning.all.filter { $0.status >= 400 } + StatusMeaning.ofAnyServer
    return .object(Object(failures.map { (Text(String($0.status)), response($0)) }))
  }

  private static func response(_ failure: StatusMeaning) -> Value {
    var response = Object()
    response["description"] = Value("\(failure.reason): \(failure.meaning)")
    if let header = headers[failure.status] { response["headers"] = header }
    response["content"] = ["application/json": ["schema": ["$ref": "#/components/schemas/Failure"]]]
    return .object(response)
  }

  private static let headers: [Int: Value] = [
    405: [
      "Allow": ["description": "the methods of the path", "required": true, "schema": ["type": "string"]]
    ],
    429: [
      "Retry-After": [
        "description": "the seconds to wait", "required": true, "schema": ["type": "integer", "minimum": 1],
      ]
    ],
  ]
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
    if takesBody { document["requestBody"] = body }
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
    for status in allStatuses {
      responses[String(status)] =
        status == success ? answered : ["$ref": Value("#/components/responses/\(status)")]
    }
    return .object(responses)
  }

  private var answered: Value {
    var document = Object()
    document["description"] = Value(StatusMeaning.of(success)?.meaning ?? summary)
    if let answers {
      var content = Object()
      content["schema"] = answers.schema
      if let response { content["example"] = response }
      document["content"] = ["application/json": .object(content)]
    }
    return .object(document)
  }
}

extension Parameter {
  fileprivate func openAPI(in place: String) -> Value {
    [
      "name": Value(name), "in": Value(place), "required": .bool(required), "description": Value(meaning),
      "schema": place == "path" ? pathSchema : querySchema,
    ]
  }
}
