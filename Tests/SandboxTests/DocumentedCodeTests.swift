import JSON
import Testing

@testable import Sandbox

/// The code examples of the documentation run unchanged, except for the host and the key.
struct DocumentedCodeTests {
  private func run(
    _ code: String, as file: String, by tool: Tool?, _ options: [String] = [], environment: [String] = [],
    files: [String: String] = [:]
  ) throws {
    let tool = try #require(tool)
    try withSandbox(Options(clock: .manual)) { sandbox throws in
      let code = code.replacing("https://app.wessaal.com/integration/v1", with: sandbox.address.url)
        .replacing("sk_live_your_api_key_here", with: sandbox.address.key)
      try withFolder(files.merging([file: code]) { $1 }) { folder throws in
        let end = tool.run(options + [file], in: folder, environment: environment)
        #expect(end.status == 0 && end.output.contains("12345"), "\(end.output)")
        let messages = try #require(try sandbox.control("GET", "messages").body.asArray)
        let message = try #require(messages.first)
        #expect(messages.count == 1 && message["recipient"] == "+966501234567")
        #expect(message["content"]?.asString?.hasPrefix("Hello from ") == true)
      }
    }
  }

  @Test(.enabled(if: Tool("curl") != nil, "no curl here")) func curl() throws {
    try run(Self.curl, as: "send.sh", by: Tool("sh"))
  }

  @Test(
    .enabled(if: Tool("python3")?.run(["-c", "import requests"]).status == 0, "no Python with requests here"))
  func python() throws {
    try run(Self.python, as: "send.py", by: Tool("python3"))
  }

  @Test(
    .enabled(
      if: Tool("node")?.run(["-e", "require('axios')"], environment: [modules]).status == 0,
      "no Node with axios here"))
  func javaScript() throws {
    try run(Self.javaScript, as: "send.js", by: Tool("node"), environment: [Self.modules])
  }

  @Test(
    .enabled(
      if: Tool("php")?.run(["-r", "require '/usr/share/php/Illuminate/Http/autoload.php';"]).status == 0,
      "no PHP with Laravel's HTTP client here"))
  func php() throws {
    try run(
      Self.php, as: "send.php", by: Tool("php"), ["-d", "auto_prepend_file=laravel.php"],
      files: ["laravel.php": Self.laravel])
  }

  /// The folder in which Debian has the modules of Node.
  private static let modules = "NODE_PATH=/usr/share/nodejs"

  /// The setup of a Laravel application, before the example begins.
  private static let laravel = #"""
    <?php
    require '/usr/share/php/Illuminate/Http/autoload.php';
    require '/usr/share/php/GuzzleHttp/autoload.php';
    use Illuminate\Http\Client\Factory;
    Illuminate\Support\Facades\Facade::setFacadeApplication(new ArrayObject([Factory::class => new Factory]));
    """#

  private static let curl = #"""
    curl -X POST https://app.wessaal.com/integration/v1/messages/send \
      -H "X-API-Key: sk_live_your_api_key_here" \
      -H "Content-Type: application/json" \
      -d '{
        "instance": "my-instance",
        "recipient": "+966501234567",
        "message_type": "text",
        "content": "Hello from cURL!"
      }'
    """#

  private static let php = #"""
    <?php
    use Illuminate\Support\Facades\Http;

    $apiKey = 'sk_live_your_api_key_here';

    $response = Http::withHeaders([
        'X-API-Key' => $apiKey,
    ])->post('https://app.wessaal.com/integration/v1/messages/send', [
        'instance'     => 'my-instance',
        'recipient'    => '+966501234567',
        'message_type' => 'text',
        'content'      => 'Hello from PHP!',
    ]);

    if ($response->successful()) {
        $data = $response->json();
        echo 'Queued! ID: ' . $data['data']['message_id'];
        echo ' | Credits: ' . $data['data']['credits_charged'];
    } else {
        $error = $response->json();
        echo 'Error ' . $response->status() . ': ' . $error['message'];
    }
    """#

  private static let javaScript = #"""
    const axios = require('axios');

    const apiKey = 'sk_live_your_api_key_here';

    async function sendMessage() {
      try {
        const response = await axios.post(
          'https://app.wessaal.com/integration/v1/messages/send',
          {
            instance:     'my-instance',
            recipient:    '+966501234567',
            message_type: 'text',
            content:      'Hello from Node.js!'
          },
          { headers: { 'X-API-Key': apiKey } }
        );
        const { message_id, credits_charged } = response.data.data;
        console.log(`Queued! ID: ${message_id} | Credits: ${credits_charged}`);
      } catch (error) {
        const status = error.response?.status;
        const msg    = error.response?.data?.message || error.message;
        console.error(`Error ${status}: ${msg}`);
      }
    }

    sendMessage();
    """#

  private static let python = #"""
    import requests
    api_key = 'sk_live_your_api_key_here'
    headers = {'X-API-Key': api_key, 'Content-Type': 'application/json'}
    payload = {
        'instance':     'my-instance',
        'recipient':    '+966501234567',
        'message_type': 'text',
        'content':      'Hello from Python!'
    }

    response = requests.post(
        'https://app.wessaal.com/integration/v1/messages/send',
        json=payload,
        headers=headers
    )

    if response.status_code == 202:
        data = response.json()
        msg_id  = data['data']['message_id']
        credits = data['data']['credits_charged']
        print(f'Queued! ID: {msg_id} | Credits charged: {credits}')
    else:
        error = response.json()
        print(f'Error {response.status_code}: {error["message"]}')
    """#
}
