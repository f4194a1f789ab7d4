import Catalog
import JSON
import Testing

/// One change to an operation's example, and the single fault that it causes.
struct Fault: Sendable, CustomTestStringConvertible {
  let command: String
  let changes: Value
  let field: String
  let message: String
  let expectation: String

  init(_ command: String, _ changes: Value, _ field: String, _ message: String, _ expectation: String) {
    self.command = command
    self.changes = changes
    self.field = field
    self.message = message
    self.expectation = expectation
  }

  var testDescription: String { "\(command): \(expectation)" }
}

@Suite struct ValidationTests {
  static let phone = "must be E.164, such as +966501234567, but is"

  static let ofMessages: [Fault] = [
    Fault(
      "messages send", ["instance": .null], "instance", "The instance field is required.",
      "instance is required"),
    Fault(
      "messages send", ["instance": "  "], "instance", "The instance field is required.",
      "instance is required"),
    Fault(
      "messages send", ["instance": 0], "instance", "The instance field must be a string.",
      "instance must be an instance's id or name, but is 0"),
    Fault(
      "messages send", ["recipient": .null], "recipient",
      "The recipient field is required when contact id is not present.", "recipient or contact_id is required"
    ),
    Fault(
      "messages send", ["recipient": "0501"], "recipient", "The recipient field format is invalid.",
      "recipient \(phone) '0501'"),
    Fault(
      "messages send", ["recipient": 966_501_234_567], "recipient", "The recipient field must be a string.",
      "recipient must be text, but is 966501234567"),
    Fault(
      "messages send", ["content": ""], "content",
      "The content field is required when template id is not present.", "content or template_id is required"),
    Fault(
      "messages send", ["message_type": "fax"], "message_type", "The selected message type is invalid.",
      "message_type must be text or image or video or document or audio, but is 'fax'"),
    Fault(
      "messages send", ["message_type": "image", "filename": "a"], "media_url",
      "The media url field is required when message type is image.",
      "media_url is required where message_type is image"),
    Fault(
      "messages send", ["message_type": "audio", "media_url": "https://a.b/c"], "filename",
      "The filename field is required when message type is audio.",
      "filename is required where message_type is audio"),
    Fault(
      "messages send", ["media_url": "http://a.b/c"], "media_url", "The media url field must be a valid URL.",
      "media_url must be an HTTPS URL, but is 'http://a.b/c'"),
    Fault(
      "messages send", ["template_id": "7"], "template_id", "The template id field must be an integer.",
      "template_id must be an integer, but is '7'"),
    Fault(
      "messages send", ["template_id": 7.5], "template_id", "The template id field must be an integer.",
      "template_id must be an integer, but is 7.5"),
    Fault(
      "messages send", ["template_variables": ["a", "b"]], "template_variables",
      "The template variables field must be an array.",
      "template_variables must be an object, but is a list of 2 items"),
    Fault(
      "messages send", ["template_variables": ["name": .null]], "template_variables.name",
      "The template variables.name field must be a string.",
      "template_variables.name must be text, but is null"),
    Fault(
      "messages send", ["delay": -1], "delay", "The delay field must be at least 0.",
      "delay must be at least 0, but is -1"),
    Fault(
      "messages send", ["quoted": [:]], "quoted.key", "The quoted.key field is required.",
      "quoted.key is required"),
    Fault(
      "messages send", ["link_preview": "yes"], "link_preview",
      "The link preview field must be true or false.",
      "link_preview must be true or false, but is 'yes'"),
    Fault(
      "messages send", ["mentioned": "a"], "mentioned", "The mentioned field must be an array.",
      "mentioned must be a list, but is 'a'"),
    Fault(
      "messages send", ["mentioned": ["a", 5]], "mentioned.1", "The mentioned.1 field must be a string.",
      "mentioned.1 must be text, but is 5"),
    Fault(
      "messages send", ["recipent": "x"], "recipent", "The recipent field is prohibited.",
      "unknown parameter 'recipent'; did you mean 'recipient'?"),
    Fault(
      "messages send", ["zzzzzz": "x"], "zzzzzz", "The zzzzzz field is prohibited.",
      "unknown parameter 'zzzzzz'"),
  ]

  static let ofOthers: [Fault] = [
    Fault(
      "messages send-bulk", ["messages": []], "messages", "The messages field is required.",
      "messages is required"),
    Fault(
      "messages send-bulk", ["messages": .array(Array(repeating: text, count: 101))], "messages",
      "The messages field must not have more than 100 items.",
      "messages must have 1 to 100 items, but has 101"),
    Fault(
      "messages send-bulk", ["messages": [text, .null]], "messages.1", "The messages.1 field is required.",
      "messages.1 is required"),
    Fault(
      "messages send-bulk", ["messages": [text, "x"]], "messages.1", "The messages.1 field must be an array.",
      "messages.1 must be an object, but is 'x'"),
    Fault(
      "messages send-bulk", ["messages": [text, ["recipient": "0", "content": "a"]]], "messages.1.recipient",
      "The messages.1.recipient field format is invalid.", "messages.1.recipient \(phone) '0'"),
    Fault(
      "messages send-bulk", ["messages": [["recipient": "+966501234567"]]], "messages.0.content",
      "The messages.0.content field is required when messages.0.template id is not present.",
      "messages.0.content or messages.0.template_id is required"),
    Fault(
      "messages send-bulk",
      ["messages": [["contact_id": 1, "content": "a", "message_type": "video", "filename": "b"]]],
      "messages.0.media_url",
      "The messages.0.media url field is required when messages.0.message type is video.",
      "messages.0.media_url is required where messages.0.message_type is video"),
    Fault(
      "messages send-bulk", ["messages": [["contact_id": 1, "content": "a", "instance": "b"]]],
      "messages.0.instance", "The messages.0.instance field is prohibited.",
      "unknown parameter 'messages.0.instance'"),
    Fault("messages send-status", ["type": .null], "type", "The type field is required.", "type is required"),
    Fault(
      "messages send-status", ["type": "document"], "type", "The selected type is invalid.",
      "type must be text or image or video or audio, but is 'document'"),
    Fault(
      "messages send-status", ["type": "image"], "content", "The content field must be a valid URL.",
      "content must be a URL, such as https://example.com/, but is 'New products just dropped!'"),
    Fault(
      "messages send-status", ["background_color": "green"], "background_color",
      "The background color field must be a valid hexadecimal color.",
      "background_color must be a hexadecimal colour, such as #25D366, but is 'green'"),
    Fault(
      "messages send-status", ["font": 8], "font", "The font field must be between 1 and 7.",
      "font must be between 1 and 7, but is 8"),
    Fault(
      "messages send-location", ["latitude": 90.5], "latitude",
      "The latitude field must be between -90 and 90.",
      "latitude must be between -90 and 90, but is 90.5"),
    Fault(
      "messages send-location", ["longitude": -181], "longitude",
      "The longitude field must be between -180 and 180.",
      "longitude must be between -180 and 180, but is -181"),
    Fault(
      "messages send-location", ["latitude": "24"], "latitude", "The latitude field must be a number.",
      "latitude must be a number, but is '24'"),
    Fault(
      "messages send-contact", ["contacts": []], "contacts", "The contacts field is required.",
      "contacts is required"),
    Fault(
      "messages send-contact", ["contacts": [["wuid": "966", "phoneNumber": "1"]]], "contacts.0.fullName",
      "The contacts.0.full name field is required.", "contacts.0.fullName is required"),
    Fault(
      "messages send-contact", ["contacts": [["fullName": "A", "wuid": "+966", "phoneNumber": "1"]]],
      "contacts.0.wuid", "The contacts.0.wuid field format is invalid.",
      "contacts.0.wuid must be digits only, such as 966501234567, but is '+966'"),
    Fault(
      "messages send-poll", ["values": ["one"]], "values", "The values field must have at least 2 items.",
      "values must have 2 to 13 items, but has 1"),
    Fault(
      "messages send-poll", ["values": .array(Array(repeating: "x", count: 14))], "values",
      "The values field must not have more than 13 items.", "values must have 2 to 13 items, but has 14"),
    Fault(
      "messages send-poll", ["values": ["a", ""]], "values.1", "The values.1 field is required.",
      "values.1 is required"),
    Fault(
      "messages send-poll", ["name": Value(String(repeating: "ü", count: 256))], "name",
      "The name field must not be greater than 255 characters.",
      "name must have at most 255 characters, but has 256"),
    Fault(
      "messages send-poll", ["selectable_count": 0], "selectable_count",
      "The selectable count field must be at least 1.", "selectable_count must be at least 1, but is 0"),
    Fault(
      "messages send-poll", ["selectable_count": 4], "selectable_count",
      "The selectable count field must not be greater than 3.",
      "selectable_count must be at most 3, the number of values, but is 4"),
    Fault(
      "messages send-buttons", ["footer": Value(String(repeating: "x", count: 61))], "footer",
      "The footer field must not be greater than 60 characters.",
      "footer must have at most 60 characters, but has 61"),
    Fault(
      "messages send-buttons", ["buttons": [["type": "call", "displayText": "Call"]]],
      "buttons.0.phoneNumber",
      "The buttons.0.phone number field is required when buttons.0.type is call.",
      "buttons.0.phoneNumber is required where buttons.0.type is call"),
    Fault(
      "messages send-buttons", ["buttons": [["type": "reply", "id": "x"]]], "buttons.0.displayText",
      "The buttons.0.display text field is required.", "buttons.0.displayText is required"),
    Fault(
      "messages list", ["per_page": 101], "per_page", "The per page field must be between 1 and 100.",
      "per_page must be between 1 and 100, but is 101"),
    Fault(
      "messages list", ["page": 0], "page", "The page field must be at least 1.",
      "page must be at least 1, but is 0"),
    Fault(
      "messages list", ["status": "refunded"], "status", "The selected status is invalid.",
      "status must be pending or sent or delivered or failed, but is 'refunded'"),
    Fault("contacts create", ["phone": .null], "phone", "The phone field is required.", "phone is required"),
    Fault(
      "contacts create", ["email": "ahmed"], "email", "The email field must be a valid email address.",
      "email must be an email address, but is 'ahmed'"),
    Fault(
      "contacts update", ["label": .absent, "notes": .absent], "phone",
      "The phone field is required when none of label / email / notes are present.",
      "at least one of phone, label, email, notes is required"),
    Fault(
      "contacts get", ["contactId": "12a"], "contactId", "The contact id field must be an integer.",
      "contactId must be a positive integer, but is '12a'"),
    Fault(
      "contacts get", ["contactId": 0], "contactId", "The contact id field must be an integer.",
      "contactId must be a positive integer, but is 0"),
    Fault(
      "contacts delete", ["contactId": .null], "contactId", "The contact id field is required.",
      "contactId is required"),
    Fault(
      "instances status", ["instanceId": ".."], "instanceId", "The selected instance id is invalid.",
      "instanceId must be a name other than . and .., but is '..'"),
    Fault(
      "templates create", ["workspace_id": .null], "workspace_id", "The workspace id field is required.",
      "workspace_id is required"),
    Fault(
      "ping", ["loud": true], "loud", "The loud field is prohibited.", "unknown parameter 'loud'"),
  ]

  static let text: Value = ["recipient": "+966501234567", "content": "Hello"]

  @Test("a fault is told in the server's words and in ours", arguments: ofMessages + ofOthers)
  func refused(fault: Fault) throws {
    let operation = try operation(fault.command)
    let violations = operation.validate(operation.example.changed(by: fault.changes))
    #expect(violations.map(\.field) == [fault.field])
    #expect(violations.map(\.message) == [fault.message])
    #expect(violations.map(\.expectation) == [fault.expectation])
  }

  @Test(
    "these are well",
    arguments: [
      ("messages send", ["recipient": .null, "contact_id": 12]),
      ("messages send", ["content": .null, "template_id": 7, "template_variables": ["n": 5, "ok": true]]),
      ("messages send", ["instance": 124, "delay": 0]),
      ("messages send", ["quoted": ["key": ["id": "ABC"]], "mentioned": []]),
      ("messages send-status", ["type": "video", "content": "http://example.com/a.mp4"]),
      ("messages send-location", ["latitude": -90, "longitude": 180.0]),
      ("messages send-poll", ["name": Value(String(repeating: "😀", count: 255)), "selectable_count": 3]),
      ("messages send-bulk", ["template_id": 7, "messages": [["recipient": "+966501234567"]]]),
      ("contacts update", ["label": .absent, "notes": .null]),
      ("contacts get", ["contactId": "12"]),
    ] as [(String, Value)])
  func accepted(command: String, changes: Value) throws {
    let operation = try operation(command)
    #expect(operation.validate(operation.example.changed(by: changes)) == [])
  }

  @Test func allFaultsAreToldAtOnce() throws {
    let violations = try operation("messages send").validate(["message_type": "image", "fax": "x"])
    #expect(violations.map(\.field) == ["instance", "recipient", "content", "media_url", "filename", "fax"])
  }

  @Test func errorsHaveTheDocumentedShape() throws {
    let violations = try operation("messages send").validate(
      ["recipient": "+966501234567", "content": "a", "filename": "b", "message_type": "image"])
    #expect(
      .object(Violation.errors(violations)) == [
        "instance": ["The instance field is required."],
        "media_url": ["The media url field is required when message type is image."],
      ] as Value)
  }

  @Test func faultsOfOneFieldAreOneList() {
    let violations = [
      Violation(field: "a", fault: .missing), Violation(field: "a", fault: .unknown(nearest: nil)),
    ]
    #expect(Violation.errors(violations)["a"]?.asArray?.count == 2)
  }

  @Test func anUnknownParameterNamesTheCommand() throws {
    let send = try operation("messages send")
    let violation = try #require(send.validate(send.example.changed(by: ["recipent": "x"])).first)
    #expect(
      violation.expectation(of: send)
        == "unknown parameter 'recipent' of messages send; did you mean 'recipient'?")
  }

  @Test func aServerOverlooksNamesItDoesNotKnow() throws {
    #expect(try operation("contacts update").validate(["label": "A", "x": 1], checks: .server) == [])
  }

  @Test func aClientMayHoldMoreMessagesThanOneCallTakes() throws {
    var checks = Checks.client
    checks.batchSize = false
    let arguments: Value = ["instance": 124, "messages": .array(Array(repeating: Self.text, count: 250))]
    #expect(try operation("messages send-bulk").validate(arguments, checks: checks) == [])
    #expect(
      try operation("messages send-bulk").validate(["instance": 1, "messages": []], checks: checks).count == 1
    )
  }

  @Test func whatIsComputedIsNeitherMissingNorWrong() throws {
    let checks = Checks(computed: ["instance", "template_id"])
    let send = try operation("messages send")
    #expect(send.validate(["recipient": "0501"], checks: checks).map(\.field) == ["recipient"])
    let misspelt = Checks(computed: ["recipent"])
    #expect(send.validate(send.example, checks: misspelt).map(\.field) == ["recipent"])
  }

  @Test func aSharedTemplateThatIsComputedMayServe() throws {
    let arguments: Value = ["instance": 1, "messages": [["contact_id": 1]]]
    let checks = Checks(computed: ["template_id"])
    #expect(try operation("messages send-bulk").validate(arguments, checks: checks) == [])
  }

  @Test func ofSpreadArgumentsNothingIsMissing() throws {
    let violations = try operation("contacts update").validate(["email": 5], checks: Checks(isOpen: true))
    #expect(violations.map(\.field) == ["email"])
  }

  @Test func whatWasFoundIsShownShortAndOnOneLine() throws {
    let long = Value("a\n\u{1B}[31m" + String(repeating: "x", count: 100_000))
    let violation = try operation("contacts create").validate(["phone": long]).first
    let shown = "a··[31m" + String(repeating: "x", count: 33) + "…"
    #expect(violation?.expectation == "phone \(Self.phone) '\(shown)'")
  }
}
