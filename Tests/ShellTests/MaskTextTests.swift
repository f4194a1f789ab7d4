import Catalog
import Commands
import Glibc
import HTTP
import JSON
import TestSupport
import Testing

@testable import Recording
@testable import Shell

/// What a mask leaves in texts.
@Suite struct MaskTextTests {
  private static let own = ShellCommands().ownWords

  private func mask(_ extent: MaskExtent = .all) -> Mask {
    Mask(MaskMemory(own: Self.own), extent, .standard)
  }

  /// A sentence of the service is evidence, and stays.
  @Test(arguments: [
    "Recipient is not on WhatsApp", "Message queued for sending", "Insufficient credits: not enough balance",
    "The media url field is required when message type is image.", "Validation failed", "Contact not found",
    "Bulk: 3 queued, 0 failed", "The content must not be longer than 4096 characters",
    "'contacts list' shows those there are", "error: the 'status' must be \"failed\", but isn't",
    "2025-01-15T10:30:00.000000Z", "GET /contacts/12 took 3 ms", "The \"updated_at\" of it",
  ]) func aSentenceOfTheServiceStays(text: String) { #expect(mask().text(text) == text) }

  @Test(arguments: [
    "Contact 'Karim' not found", "no contact \"Layla Haddad\"", "layla@example.com is taken",
    "see https://x.example/y?token=abc", "cannot read customers-layla.csv", "in /home/karim/list",
    "label=Karim is wrong", "The name محمد is taken already, it must be another", "Ka… is cut",
    "card 4111111111111111", "TGF5bGEgSGFkZGFkIHdhcyBoZXJl", "label: «Karim»",
  ]) func whatASentenceTellsOfSomebodyGoes(text: String) {
    let masked = mask().text(text)
    for word in ["Karim", "Layla", "layla", "abc", "karim", "محمد", "Ka…", "4111", "TGF5"] {
      #expect(!masked.contains(word), "\(masked)")
    }
    #expect(masked.contains("masked-"))
  }

  /// Data that is known to be a customer's is hidden in sentences, in whatever form it stands there.
  @Test func whatIsKnownGoesFromSentences() {
    let mask = mask()
    let token = mask.memory.hide("Layla \"Al\" Haddad")
    let content = mask.memory.hide("Dear Layla, your code is 482913. It is good until 12:30 on Monday.")
    for text in [
      #"for Layla "Al" Haddad now"#, #"for Layla \"Al\" Haddad now"#, "for LAYLA AL HADDAD now",
      "for Layla%20%22Al%22%20Haddad now", "for Layla Al\nHaddad now",
    ] {
      #expect(mask.text(text) == "for \(token) now")
    }
    #expect(mask.text("said: Dear Layla, your code is 482913. It is…").hasPrefix("said: \(content)"))
    for part in ["482913", "Layla", "haddad"] { #expect(!mask.text("it was \(part) then").contains(part)) }
    #expect(mask.text("your code is good") == "your code is good")
  }

  @Test func oneLetterOrWordDoesNotTakeSentencesApart() {
    let mask = mask()
    for text in ["message", "1", "42", "Contact", "is not"] { _ = mask.memory.hide(text) }
    #expect(mask.text("Contact 42: the message is on hold") == "Contact 42: the message is on hold")
  }

  /// The id of a record stays in texts, unless it is a customer's number.
  @Test func idsStayInTexts() throws {
    let mask = mask()
    let body = try Value(
      parsing: #"{"data": {"id": 123456789, "contact_id": 966501234567, "phone": "0501234567"}}"#)
    _ = mask.answer(body, of: nil)
    let answer = mask.answer(body, of: nil)
    #expect(answer["data"]?["id"] == 123_456_789 && answer["data"]?["contact_id"] != 966_501_234_567)
    #expect(mask.text("Message 123456789 failed") == "Message 123456789 failed")
    #expect(mask.text("Contact 966501234567 failed") != "Contact 966501234567 failed")
    #expect(mask.target("/messages/123456789/status", method: "GET").text == "/messages/123456789/status")
  }

  /// A value that was shown may be an answer, a part of one, or anything that was made from it.
  @Test func ofWhatIsShownIDsAndCountsStay() throws {
    let mask = mask()
    let message = #"{"id": 12345, "status": "failed", "created_at": "2025-01-15T10:30:00.000000Z"}"#
    let explained = try Value(
      parsing: #"{"message": \#(message), "meaning": "the request succeeded", "recipient": "Layla"}"#)
    let shown = mask.shown(explained)
    #expect(shown["message"] == explained["message"] && shown["meaning"] == explained["meaning"])
    #expect(shown["recipient"] != "Layla")
    for kept: Value in [150, 2.5, "failed", "open", true, .null, "2025-01-15T10:30:00Z", ["count": 4]] {
      #expect(mask.shown(kept) == kept)
    }
    for hidden: Value in ["Layla", 966_501_234_567, "482913", 12_345_678, ["pin": 4711], ["Layla Haddad": 1]]
    {
      #expect(mask.shown(hidden) != hidden)
    }
  }

  @Test(arguments: [
    ("/messages?page=2&per_page=100&status=failed&type=image", true), ("/instances/my-instance/status", true),
    ("/contacts/12", true), ("/x", true), ("/messages?token=abc", false), ("/instances/+966501234567", false),
    ("/x/0501234567", false), ("/customers/layla", false), ("/x?a%5B0%5D=Layla", false), ("/x#Layla", false),
    ("/messages?status=layla", false), ("/messages?type=Layla", false),
    ("/messages?page=966501234567", false),
  ]) func ofAPathWhatTheCatalogKnowsStays(path: String, stays: Bool) {
    let masked = mask().target(path, method: "GET").text
    #expect((masked == path) == stays, "\(masked)")
    for word in ["Layla", "layla", "abc", "1234567"] { #expect(!masked.contains(word)) }
  }

  /// A number is hidden in every encoding. With `--mask=numbers`, the text beside it stays.
  @Test(arguments: [
    "OTY2NTAxMjM0NTY3", "id-OTY2NTAxMjM0NTY3", "a/b/OTY2NTAxMjM0NTY3/c", "xOTY2NTAxMjM0NTY3",
    "KzIwMTAwMTIzNDU2Nz8_Pj4", "T1RZMk5UQXhNak0wTlRZMw==", "VDFSWk1rNVVRWGhOYWswd1RsUlpNdz09", "0xE108792B87",
    "0xe108792b87", "393636353031323334353637", "\\x39\\x36\\x36501234567", "966&nbsp;501234567",
    "&plus;966501234567", "-966501234567", "966,501,234,567", "966,50,123,4567", "050'123'4567",
    "050\"123\"4567",
    "+966 50 123\n4567", "+966501\r\n234567", "0501\n234567",
    // In UTF-16, also with a mark of the order of its bytes and in Arabic digits, and in UTF-32.
    "OQA2ADYANQAwADEAMgAzADQANQA2ADcA", "ADkANgA2ADUAMAAxADIAMwA0ADUANgA3",
    "//45ADYANgA1ADAAMQAyADMANAA1ADYANwA=",
    "YAZlBmAGYQZiBmMGZAZlBmYGZwY=",
    "/v8AMAA1ADAgLwAxADIAMyAvADQANSAvADYANw==",
    "OQAAADYAAAA2AAAANQAAADAAAAAxAAAAMgAAADMAAAA0AAAANQAAADYAAAA3AAAA",
    "390036003600350030003100320033003400350036003700",
  ]) func anEncodedNumberGoes(number: String) {
    for extent in [MaskExtent.all, .numbers] {
      let masked = mask(extent).text("Contact \(number) is not on WhatsApp")
      #expect(!masked.contains(number) && masked.hasSuffix(" is not on WhatsApp"), "\(masked)")
    }
  }

  @Test(arguments: [
    "12,345,678 and 1,234", "id 12345, message 12346", "at /messages/send", "my-instance-backup",
    "NotFoundException", "2025-01-15\n10:30",
  ]) func whatOnlyLooksEncodedStays(text: String) {
    for extent in [MaskExtent.all, .numbers] { #expect(mask(extent).text(text) == text) }
  }

  @Test(arguments: [
    "12345,17,2025", "id 12345\n12346\n12347", "took 0x1F", "commit deadbeef failed", "abc/def/ghi_jkl",
  ]) func whatIsNoNumberStaysBesideNumbers(text: String) { #expect(mask(.numbers).text(text) == text) }

  /// Twice, in two lines, or as one of many spellings: it is always the known number.
  @Test func aKnownNumberIsFoundAcrossALine() {
    for extent in [MaskExtent.all, .numbers] {
      let mask = mask(extent)
      _ = mask.answer(["data": ["phone": "+966501234567"]], of: nil)
      let masked = mask.text("no 966 \"501\"\n234567, nor e107f67787 is there")
      #expect(!masked.contains("234567") && !masked.contains("e107f67787"), "\(masked)")
      #expect(mask.answer(["data": ["x": -966_501_234_567]], of: nil)["data"]?["x"] != -966_501_234_567)
      #expect(mask.answer(["data": ["x": -966_501_234_567.0]], of: nil)["data"]?["x"] != -966_501_234_567.0)
    }
  }

  // MARK: Times

  private static let moments = [
    "30/11/2026", "2026-11-29", "2026-11-29 18:00", "2026-11-29 18:00:05", "29.11.2026", "11/29/2026",
    "2026/11/29",
    "Sun, 29 Nov 2026 18:04:06 GMT", "Sunday, 29-Nov-26 18:04:06 GMT", "Sun Nov 29 18:04:06 2026",
    "29 Nov 2026", "Nov 29, 2026", "29 November 2026", "30/11/2026 18:00", "Nov 29, 2026 6:04 PM",
    "20261129T180406Z", "2026-11-29T18:04:06+03:00", "Sun, 29 Nov 2026 18:04:06 +0300",
  ]

  @Test(arguments: moments) func datesStayHoweverTheyAreWritten(moment: String) {
    let mask = mask()
    for text in ["2026", "29", "Nov", "Sun", "GMT", "18", "\(moment)"] { _ = mask.memory.hide(text) }
    for text in [moment, "at \(moment)", "\(moment), then", "a,\(moment),b", "from \(moment) to \(moment)."] {
      let words = mask.text(text)
      #expect(words.contains(moment), "\(words)")
      #expect(mask.text(text).contains(moment))
      #expect(self.mask(.numbers).text(text) == text)
    }
    #expect(
      mask.shown(["x": Value(moment), "y": [Value(moment)]]) == ["x": Value(moment), "y": [Value(moment)]])
    #expect(mask.headers([Header("Date", moment)]) == [Header("Date", moment)])
  }

  @Test func secondsSince1970Stay() throws {
    let mask = mask()
    let now = Int64(time(nil))
    for number in [now, now - 86400 * 30, now + 3600, now * 1000] {
      #expect(mask.text("at \(number)") == "at \(number)")
      #expect(mask.text("\(number),\(number).5,failed\n").contains("\(number),\(number).5"))
      for value: Value in [.int(number), ["a": .int(number)], [.int(number)], ["a": Value("\(number)")]] {
        #expect(mask.shown(value) == value)
      }
      let double = Value.double(Double(number) + 0.5)
      #expect(mask.shown(double) == double && mask.shown(["a": double]) == ["a": double])
    }
    _ = mask.answer(["data": ["phone": Value("+1\(now)")]], of: nil)
    #expect(mask.text("call +1\(now)") != "call +1\(now)")
  }

  @Test(arguments: [
    "+20.10.2034.567", "050 12/10/2034", "0501234567", "966501234567", "5012345678",
    "1012345678",
    "2026-11-29 18:00 +1202 555 0123", "30/11/2026 0501234567", "30/11/2026-0501234567",
  ]) func numbersThatLookLikeTimesGo(text: String) {
    for extent in [MaskExtent.all, .numbers] {
      let masked = mask(extent).text(text)
      for digits in ["2034567", "1234567", "12345678", "5550123"] {
        #expect(!masked.filter(\.isNumber).contains(digits), "\(masked)")
      }
    }
  }

  // MARK: What the Catalog knows

  @Test func aWordOfACustomerLeavesTheCatalogsAlone() throws {
    let mask = mask()
    for word in [
      "2026", "OK", "sent", "failed", "image", "5000", "Created", "archived", "queued", "4711", "not",
    ] {
      _ = mask.answer(["data": ["notes": Value(word)]], of: nil)
    }
    _ = mask.answer(["data": ["notes": 4711]], of: nil)
    let answer: Value = [
      "success": true, "message": "Message queued: OK",
      "data": [
        "id": 4711, "status": "sent", "type": "image", "total": 5000,
        "created_at": "2026-11-29T18:00:00.000000Z",
        "error_message": "Message failed, not sent",
      ],
    ]
    #expect(mask.answer(answer, of: nil) == answer)
    #expect(mask.answer(["data": ["status": "archived"]], of: nil) == ["data": ["status": "archived"]])
    #expect(mask.shown(answer["data"] ?? .null) == answer["data"])
    for (name, value) in [
      ("Date", "Sun, 29 Nov 2026 18:04:06 GMT"), ("X-RateLimit-Limit", "5000"), ("Content-Length", "4711"),
      ("Retry-After", "2026"),
    ] { #expect(mask.headers([Header(name, value)]) == [Header(name, value)]) }
    #expect(mask.text("OK") == "OK" && mask.text("Created") == "Created")
    #expect(mask.text("12,sent,failed,image") == "12,sent,failed,image")
  }

  /// An id may end like a number by chance.
  @Test(arguments: [71_234_567, 1_234_567, 91_234_567, 981_234_567, 12_341_234_567, 4_001_234_567])
  func anIDThatEndsAsANumberDoesStays(id: Int64) throws {
    for extent in [MaskExtent.all, .numbers] {
      let mask = mask(extent)
      let answer: Value = ["data": ["id": .int(id), "phone": "+966501234567", "message_id": Value("\(id)")]]
      _ = mask.answer(answer, of: nil)
      let masked = mask.answer(answer, of: nil)
      #expect(masked["data"]?["id"] == .int(id) && masked["data"]?["message_id"] == Value("\(id)"))
      #expect(masked["data"]?["phone"] != "+966501234567")
      #expect(mask.target("/messages/\(id)/status", method: "GET").text == "/messages/\(id)/status")
      if id > 9_999_999 {
        #expect(mask.text("Message \(id) failed") == "Message \(id) failed")
        #expect(mask.text("\(id),failed,+966501234567").hasPrefix("\(id),failed,+966"))
      }
      for number: Value in [966_501_234_567, 501_234_567, "0501234567", "966501234567"] {
        #expect(mask.answer(["data": ["id": number]], of: nil)["data"]?["id"] != number)
      }
    }
  }

  @Test func theIDsOfRequestsStay() {
    let ids = [
      "550e8400-e29b-41d4-a716-446655440000", "8f3a9c1b2d4e5f60-AMS", "req_01HZX3K9",
      "0af7651916cd43dd8448eb211c80319c",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "Root=1-67891233-abcdef012345678912345678",
      "1234567890123",
    ]
    for extent in [MaskExtent.all, .numbers] {
      let mask = mask(extent)
      for id in ids {
        for name in ["X-Request-Id", "x-correlation-id", "traceparent", "CF-Ray"] {
          #expect(mask.headers([Header(name, id)]) == [Header(name, id)])
        }
        if id.contains("-") { #expect(mask.text("request \(id) failed") == "request \(id) failed") }
      }
      _ = mask.answer(["data": ["phone": "+966501234567", "label": "Layla99"]], of: nil)
      for id in ["+966501234567", "966501234567", "req-966501234567", "0501234567", "req-0509876543210"] {
        #expect(mask.headers([Header("X-Request-Id", id)]) != [Header("X-Request-Id", id)], "\(id)")
      }
      if extent == .all {
        for id in ["Layla99", "req-layla99", "layla@x.example1"] {
          #expect(mask.headers([Header("X-Request-Id", id)]) != [Header("X-Request-Id", id)], "\(id)")
        }
      }
    }
  }

  // MARK: Error texts

  /// Names that are also words, and words that no documentation has, whatever stands around them.
  @Test(arguments: [
    "Contact Max is not on WhatsApp", "contact max is not on whatsapp", "max is not on WhatsApp",
    "Will was not found", "message to will failed", "May has blocked you", "the number of may is invalid",
    "Recipient Mark Page is blocked", "Contact Max Post: not on WhatsApp", "Blocked by Grace",
    "Said is blocked",
    "zqarim asked us to stop", "stopped, zqarim did not want it", "the zqaddad family", "ZQARIM",
    "it is zqarim@work", "zqarim-zqaddad", "zqarim_zqaddad", "ZqarimZqaddad", "zqarim7", "Zqar1m is blocked",
    "recipients: zqarim, zqaddad and zqélodie", "{zqarim}", "[zqarim]", "<b>zqarim</b>", "zqarim|zqaddad",
    "your code 482913 was wrong", "482913 is wrong", "pin: 4711", "order no. 55012 is late",
    "Q. Zqaddad is blocked", "\"will\" not found", "Zqarim Q. Zqaddad", "/Said/zqarim/",
  ]) func whatNoDocumentationKnowsGoes(text: String) throws {
    let names = [
      "Max", "max", "Will", "will", "May", "may", "Mark", "Page", "Post", "Grace", "Said", "zq", "ZQ", "Zq",
      "4829", "4711", "5501", "Q.",
    ]
    for name in ["message", "error_message", "errors", "error"] {
      let mask = mask()
      let answer: Value =
        name == "message" ? ["message": Value(text)] : ["data": .object(Object([(Text(name), Value(text))]))]
      _ = mask.answer(answer, of: nil)
      let masked = mask.answer(answer, of: nil).json
      for part in names { #expect(!masked.contains(part), "\(masked)") }
    }
    for masked in [mask().text(text), mask().shown(["message": Value(text)]).json] {
      for part in names { #expect(!masked.contains(part) || part == "message", "\(masked)") }
    }
  }

  @Test(arguments: [
    "Contact Ж is blocked", "R. Zqmith is blocked", "J R Zqmith is blocked", "J R R Zqmith failed",
    "r zqmith is blocked",
    "j. zqmith failed", "Zqmith J failed", "Zqmith j. failed", "J.-P. Zqmith", "J-P Zqmith failed",
    "Mr M failed",
    "Message to M failed", "A Zqmith failed", "A. failed", "recipient: M", "recipient=M", "'M' is not valid",
    "(M)",
    "M's phone is off", "O'Zqrien is blocked", "المستلم م غير موجود", "م. غير موجود", "المستلم أ.ح غير موجود",
    "K", "M.",
    "M & K failed", "M/K", "M/", "Dr. K is blocked", "Blocked by M, K and L", "李 is blocked",
  ]) func anInitialGoes(text: String) {
    let letters = text.unicodeScalars.split { !$0.isOfWord }.filter { $0.count == 1 && $0.first != "s" }
    for masked in [mask().text(text), mask().shown(["message": Value(text)])["message"]?.asString ?? text] {
      let left = masked.unicodeScalars.split { !$0.isOfWord }
      for letter in letters {
        #expect(!left.contains { $0.elementsEqual(letter) }, "\(masked)")
      }
    }
  }

  @Test(arguments: [
    "A message failed", "I am away", "a message was lost", "HTTP/2 I/O error", "X-Request-Id is missing",
    "n/a",
    "in E.164 format", "C++", "don't", "it's not there", "x-request-id", "2 x 3",
  ]) func aLetterThatIsNoInitialStays(text: String) {
    #expect(mask().shown(["message": Value(text)]) == ["message": Value(text)])
  }

  /// The reason is what a colleague looks for.
  @Test(arguments: [
    "Instance is not connected", "Number is not registered on WhatsApp", "(#131026) Message undeliverable",
    "Connection Closed", "Instance my-instance is not connected", "Timed out after 30000 milliseconds",
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number",
    "(#132001) Template name does not exist in the translation",
    "error 131026: the message may not be delivered",
    "Maximum of 5 attempts reached; it will be tried again",
    "The recipient field must be a valid phone number.",
    "Session closed. Please reconnect the device", "cURL error 28: Operation timed out",
    "Account has been restricted",
    "The content field must not be greater than 4096 characters.", "max 100 messages", "don't send it again",
    "SQLSTATE[23000]: Integrity constraint violation", "ECONNREFUSED", "RateLimitExceeded",
    "TemplateNotFoundException in base64", "The recipient must be a valid phone number in E.164 format.",
    "SQLSTATE[HY000]: Connection refused", "Unsupported media type: image/heic",
    "This message was not delivered to maintain healthy ecosystem engagement.",
  ]) func aReasonStays(text: String) {
    let mask = mask()
    _ = mask.answer(["data": ["instance": ["id": 3, "name": "my-instance"]]], of: nil)
    _ = mask.answer(["data": ["error_message": Value(text)]], of: nil)
    #expect(
      mask.answer(["data": ["error_message": Value(text)]], of: nil) == [
        "data": ["error_message": Value(text)]
      ])
  }

  /// Whoever names members may name them after customers.
  @Test func aMemberIsCalledByNobodysName() {
    let answer: Value = [
      "data": ["by_name": ["karim": 3, "Layla": 4, "msisdn": 5, "wa_id": 6, "phoneNumber": 7]]
    ]
    let masked = mask().answer(answer, of: nil).json
    #expect(!masked.contains("karim") && !masked.contains("Layla"), "\(masked)")
    for name in ["by_name", "msisdn", "wa_id", "phoneNumber"] {
      #expect(masked.contains("\"\(name)\""), "\(masked)")
    }
  }

  @Test(arguments: [
    "Contact Karim is not on WhatsApp", "Karim is not on WhatsApp", "Karim Haddad: number is invalid",
    "The number of Karim Al-Haddad is invalid", "Message to Karim failed", "Dear KARIM, the message failed",
    "Contact not found: Karim", "Karim Haddad", "the label Karim has been taken",
    "Sent by Karim Haddad on Sunday",
    "Élodie Karim was not found", "Message for Karim (Haddad) failed", "contact karim is not on WhatsApp",
    "karim is not on WhatsApp", "contact karim haddad (haddad) failed", "message to karim failed",
    "not found: karim",
    "Duplicate entry 'karim haddad' for key 'contacts.label'", "karim's phone is off", "user 'karim' blocked",
    "Message of haddad to karim failed", "Karim and haddad failed", "failed: karim not found",
    "nobody called karim",
    "Dear karim, the message failed", "Recipient كريم is not on WhatsApp", "المستلم كريم غير موجود", "كريم",
    "رسالة لكريم فشلت", "الرقم مسجل باسم كَرِيم", "收件人 张伟 is not on WhatsApp",
  ]) func aNameInAnErrorTextGoes(text: String) {
    for name in ["message", "error_message", "errors"] {
      let mask = mask()
      let answer: Value =
        name == "message" ? ["message": Value(text)] : ["data": .object(Object([(Text(name), Value(text))]))]
      _ = mask.answer(answer, of: nil)
      let masked = mask.answer(answer, of: nil).json
      for part in ["Karim", "KARIM", "Haddad", "lodie", "karim", "haddad", "كريم", "كَرِيم", "张", "伟"] {
        #expect(!masked.contains(part), "\(masked)")
      }
      for part in ["Karim", "Haddad"] where text.contains(part) {
        #expect(!mask.text("it was \(part)").contains(part) && !mask.text("error: \(text)").contains(part))
      }
    }
  }

  @Test(arguments: [
    "Recipient is not on WhatsApp", "Server Error", "Too Many Attempts.", "Internal Server Error",
    "Unauthenticated.",
    "Session has expired", "Service Unavailable", "SQLSTATE: Integrity constraint violation",
    "Gateway Timeout",
    "Instance is disconnected. Please scan the QR code again.", "The given data was invalid.",
    "Media URL must be HTTPS",
    "Number is not registered on WhatsApp Business", "Rate limit exceeded: 60 requests per minute",
    "Invalid API key",
    "Webhook endpoint is unreachable", "المستلم غير مسجل في واتساب", "رقم الهاتف غير صالح",
    "unable to deserialize it",
    "error_code RATE_LIMITED", "maintenance until 2026-11-29 18:00",
    "pong", "kaput",
  ]) func anErrorTextStaysWhereverItIsPrinted(text: String) throws {
    let mask = mask()
    let answer: Value = [
      "message": Value(text), "data": ["error_message": Value(text), "id": 12, "phone": "+966501234567"],
    ]
    _ = mask.answer(answer, of: nil)
    let masked = mask.answer(answer, of: nil)
    #expect(masked["message"] == Value(text) && masked["data"]?["error_message"] == Value(text))
    for printed in [text, "12,failed,\(text)\n13,sent,\n", "failed: \(text)", "12  failed  \(text)"] {
      #expect(mask.text(printed) == printed)
    }
    #expect(mask.shown(["x": Value(text)]) == ["x": Value(text)])
  }

  /// A mask works on any text.
  @Test(arguments: [MaskExtent.all, .numbers]) func anyTextIsMasked(extent: MaskExtent) {
    let pieces = [
      "+966501234567", "050 123", " ", "\n", "\"", "'", "\\u00", "\\u{", "%", "%D9%A", "&#", "&#x39;", "@",
      "://",
      "https://", "/", "?", "#", "=", "&", "…", "Layla", "Layla Haddad wrote this", "2025-01-15T10:30",
      ".csv",
      "9\u{20E3}", "\u{200E}", "\u{202E}", "٥", "１", "🎉", "张伟", "T0Y2NTAxMjM0NTY3", "==", "{", "}", "[",
      "a@b.co",
      "$x", "--mask", "let ", "content=", "(", ")", "|", "\0", "\u{FEFF}", "12345678901234567890",
    ]
    var random = Seeded(7)
    let mask = mask(extent)
    _ = mask.memory.hide("Layla Haddad wrote this at 2025-01-15T10:30 to +966501234567")
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      for masked in [
        mask.text(text), MaskedInput.masked(text, mask),
        mask.target("/" + text).text,
        mask.url(text), mask.name(text),
      ] { #expect(!masked.contains("+966501234567"), "\(text)") }
      _ = mask.memory.hide(text)
    }
  }
}
