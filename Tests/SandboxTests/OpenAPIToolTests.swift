import Catalog
import JSON
import Testing

@testable import Sandbox

/// Compares the OpenAPI document with the sandbox, by tools of other people.
struct OpenAPIToolTests {
  private static let install = "scripts/test installs it where Python can have it"

  /// All checks of schemathesis, on a fixed seed. `Tests/OpenAPI/hooks.py` has what it cannot know, and
  /// `schemathesis.toml` beside it names the checks that do not apply, each with its reason.
  @Test(.enabled(if: Tool("schemathesis") != nil, "no schemathesis here: \(install)"))
  func schemathesisFindsNothing() throws {
    let schemathesis = try #require(Tool("schemathesis"))
    let options = Options(credits: 1_000_000_000, hourlyRate: 1_000_000_000)
    try withSandbox(options) { sandbox throws in
      let document = Catalog.standard.openAPI(server: sandbox.address.url).json(indent: 2)
      try withFolder(["openapi.json": document]) { folder throws in
        let end = schemathesis.run(
          [
            "--config-file", Tool.package + "/Tests/OpenAPI/schemathesis.toml", "run",
            folder + "/openapi.json", "--url", sandbox.address.url,
            "-H", "X-API-Key: \(sandbox.address.key)", "--seed", "20", "-n", "80", "--no-color",
          ], in: folder,
          environment: [
            "PYTHONDONTWRITEBYTECODE=1", "SCHEMATHESIS_HOOKS=\(Tool.package)/Tests/OpenAPI/hooks.py",
          ])
        #expect(end.status == 0, "\(end.output.suffix(6000))")
        let cases = end.output.firstMatch(of: /(\d+) generated/).flatMap { Int($0.1) } ?? 0
        #expect(cases >= 3000, "\(end.output.suffix(1000))")
        #expect(end.output.contains("Tested: 26"), "\(end.output.suffix(1000))")
      }
    }
  }

  /// A client that openapi-python-client makes from the document. Each operation answers with a record of its
  /// own type.
  @Test(.enabled(if: Tool("openapi-python-client") != nil, "no openapi-python-client here: \(install)"))
  func aGeneratedClientGetsTypedAnswers() throws {
    let generator = try #require(Tool("openapi-python-client"))
    let python = try #require(Tool("python3"))
    try withSandbox(Options()) { sandbox throws in
      let document = Catalog.standard.openAPI(server: sandbox.address.url).json(indent: 2)
      try withFolder(["openapi.json": document]) { folder throws in
        let made = generator.run(
          ["generate", "--path", "openapi.json", "--output-path", "wessaal_api", "--meta", "none"], in: folder
        )
        #expect(made.status == 0 && !made.output.contains("WARNING"), "\(made.output)")
        let end = python.run(
          [Tool.package + "/Tests/OpenAPI/client.py", sandbox.address.url, sandbox.address.key], in: folder,
          environment: ["PYTHONPATH=\(folder)"])
        #expect(end.status == 0, "\(end.output)")
        #expect(end.output.hasSuffix("24 operations\n"), "\(end.output)")
      }
    }
  }
}
