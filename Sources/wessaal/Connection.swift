import Catalog
import Glibc
import HTTP
import Machine
import Sandbox
import Shell

/// Which API a run speaks to, and with which key.
struct Connection {
  var client: Result<Client, Failure>
  /// What the prompt shows before `> `.
  var label: String
  /// The API's base URL; nil where it is a sandbox of this process.
  private(set) var base: BaseURL?
  /// Why it is the sandbox though nobody asked for it.
  var notice: String?

  init(client: Result<Client, Failure>, label: String) {
    self.client = client
    self.label = label
  }

  static let keyVariable = "WESSAAL_API_KEY"
  static let urlVariable = "WESSAAL_BASE_URL"

  /// - Parameter interactive: a prompt without a key opens on the sandbox.
  init(
    _ options: RunOptions, _ environment: [String: String], loop: EventLoop, interactive: Bool
  ) throws(StartFailure) {
    let text = environment[Self.keyVariable].flatMap { $0.isEmpty ? nil : $0 }
    if options.sandbox
      || (interactive && text == nil && options.baseURL == nil && environment[Self.urlVariable] == nil)
    {
      let address = try Self.startSandbox(options)
      client = .success(
        Self.client(options, base: try Self.base(address.url), key: try Self.key(address.key), loop))
      label = "sandbox"
      if !options.sandbox {
        notice =
          "No key in \(Self.keyVariable), so this is the sandbox: nothing is sent or paid for.\n"
          + "'help' tells what there is; Ctrl-D leaves."
      }
      return
    }
    if let option = options.sandboxOptions.given {
      throw StartFailure(
        message: "\(option) is an option of the sandbox, but this is not one", hint: "add --sandbox")
    }
    let given = options.baseURL ?? environment[Self.urlVariable]
    let base = try given.map(Self.base) ?? .documented
    self.base = base
    label = "wessaal"
    guard let text else {
      client = .failure(
        Failure(
          .auth, "the API takes a key, but \(Self.keyVariable) is not set",
          hint: "export \(Self.keyVariable)=sk_…, or --sandbox to try it without one"))
      return
    }
    client = .success(Self.client(options, base: base, key: try Self.key(text), loop))
  }

  private static func startSandbox(_ options: RunOptions) throws(StartFailure) -> Address {
    let options = try options.sandboxOptions.options()
    do throws(SandboxError) { return try SandboxServer.startInBackground(options).address } catch {
      throw StartFailure(message: "\(error)")
    }
  }

  private static func base(_ text: String) throws(StartFailure) -> BaseURL {
    do throws(BaseURLError) { return try BaseURL(parsing: text) } catch {
      throw StartFailure(message: "\(error)")
    }
  }

  private static func key(_ text: String) throws(StartFailure) -> APIKey {
    do throws(APIKeyError) { return try APIKey(parsing: text) } catch {
      throw StartFailure(message: "\(keyVariable): \(error)")
    }
  }

  private static func client(
    _ options: RunOptions, base: BaseURL, key: APIKey, _ loop: EventLoop
  ) -> Client {
    var transport = CurlTransport.Options()
    if let timeout = options.timeout { transport.timeout = timeout }
    return Client(
      transport: CurlTransport(on: loop, options: transport), base: base, key: key,
      surroundings: .real(on: loop),
      retry: options.retry.map { RetryPolicy(attempts: $0 + 1) } ?? RetryPolicy(),
      limiter: RateLimiter(perHour: options.perHour))
  }
}

/// Why a run could not even begin: the program ends with status 2.
struct StartFailure: Error {
  var message: String
  var hint: String?
}
