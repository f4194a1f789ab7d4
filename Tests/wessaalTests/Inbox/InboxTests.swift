import JSON
import Sandbox
import Testing

/// The inbox of the sandbox in a browser.
@Suite(
  .serialized,
  .enabled(if: Browser.path != nil, "no Chromium here: apt-get install chromium-headless-shell"))
struct InboxTests {
  /// A sandbox, its inbox in a browser, and a way to send.
  private func withInbox(
    _ options: Options = Options(clock: .manual), width: Int64 = 1280, height: Int64 = 800,
    before lines: [String] = [], _ body: (Inbox, Browser) throws -> Void
  ) throws {
    let running = try SandboxServer.startInBackground(options)
    let inbox = Inbox(address: running.address)
    let result = Result {
      for line in lines { try inbox.run(line) }
      let browser = try Browser(running.address.inbox, width: width, height: height)
      #expect(try browser.becomes("typeof isLive !== 'undefined' && isLive"))
      try body(inbox, browser)
      // Only an address that a test asks for itself may be reported as refused.
      #expect(browser.complaints.filter { !$0.contains("refused.example") } == [])
    }
    try running.stop()
    try result.get()
  }

  @Test func whatThePromptSendsAppearsWithinASecond() throws {
    try withInbox { inbox, browser in
      try browser.picture("empty")
      try inbox.run(#"messages send instance=my-instance recipient=+966501234567 content="Hello *there*""#)
      #expect(
        try browser.becomes(
          "document.querySelector('#people .last')?.textContent === 'Hello *there*'"))
      #expect(
        try browser.evaluate("document.querySelector('#people strong').textContent") == "Ahmed Al-Rashid")
      try browser.evaluate("document.querySelector('#people li').click()")
      #expect(try browser.evaluate("document.querySelector('.bubble b').textContent") == "there")
      #expect(try browser.evaluate("document.querySelectorAll('.tick.pending').length > 0") == true)
      try inbox.run("sandbox advance 5s")
      #expect(
        try browser.becomes("document.querySelector('#chat .tick').classList.contains('sent')"))
      try inbox.run("sandbox advance 60s")
      #expect(
        try browser.becomes(
          "document.querySelector('#chat .tick').classList.contains('delivered')"))
    }
  }

  @Test func votesAndClicksComeBack() throws {
    try withInbox { inbox, browser in
      try inbox.run(
        "messages send-poll instance=124 recipient=+966501234567 name=When values=[Morning, Evening] selectable_count=1"
      )
      try inbox.run(
        "messages send-buttons instance=124 recipient=+966501234567 title=Ready description=Yes "
          + "buttons=[{type: reply, displayText: Confirm, id: yes_1}, {type: copy, displayText: Code, copyCode: X}]"
      )
      #expect(try browser.becomes("document.querySelector('#people .count')?.textContent === '2'"))
      try browser.evaluate("document.querySelector('#people li').click()")
      try browser.evaluate("document.querySelectorAll('.option')[1].click()")
      #expect(
        try browser.becomes("document.querySelectorAll('.option')[1].ariaChecked === 'true'"))
      try browser.evaluate("document.querySelector('.buttons button').click()")
      #expect(
        try browser.becomes("document.querySelector('.msg.out')?.textContent === 'Confirmyes_1'"))
      let messages = try inbox.messages()
      try #require(messages.count == 2)
      #expect(messages[0]["votes"] == ["Evening"])
      #expect(messages[1]["clicks"] == ["yes_1"])
    }
  }

  @Test func whatIsSentStaysText() throws {
    let attack =
      "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">*<b>x</b>*"
    let lines = [
      "contacts create phone=+966500000009 label=$text",
      "messages send instance=124 recipient=+966500000009 content=$text",
      "messages send-buttons instance=124 recipient=+966500000009 title=$text description=$text buttons=[{type: reply, displayText: $text, id: $text}]",
      "messages send instance=124 recipient=+966500000009 content=$text message_type=document media_url='https://example.com/<b>' filename=$text",
    ]
    let attacks = lines.map { "let text = \(Value(attack).json)\n" + $0 }
    try withInbox(before: attacks) { inbox, browser in
      try browser.evaluate("document.querySelector('#people li').click()")
      try browser.evaluate("choose(12345)")
      #expect(try browser.becomes("document.querySelectorAll('#detail .code').length === 4"))
      #expect(try browser.evaluate("document.title") == "Inbox")
      #expect(try browser.evaluate("document.querySelectorAll('img, #chat script, .text b b').length") == 0)
      #expect(
        try browser.evaluate("document.querySelector('.text').textContent.startsWith('<script>')") == true)
      #expect(
        try browser.evaluate("fetch('https://refused.example/').then(() => 'out', () => 'refused')")
          == "refused")
    }
  }

  @Test func fiveThousandMessagesScroll() throws {
    let rows =
      #"1..50 | each { messages send-bulk instance=124 messages=(1..100 | map {recipient: "+966501234567", content: "Line $(@)"}) }"#
    try withInbox(
      Options(credits: 100_000, hourlyRate: 100_000_000, clock: .manual),
      before: [rows + " | ignore"]
    ) {
      inbox, browser in
      try browser.evaluate("document.querySelector('#people li').click()")
      #expect(try browser.becomes("document.querySelectorAll('#chat .msg').length > 50"))
      #expect(try browser.evaluate("isAtEnd()") == true)
      #expect(try browser.evaluate("document.querySelectorAll('#chat .msg').length < 200") == true)
      let up =
        "(async () => { for (let i = 0; i < 400 && !$('older').hidden; i++) { $('scroll').scrollTop = 0; "
        + "await new Promise((go) => requestAnimationFrame(() => setTimeout(go, 0))); } "
        + "return document.querySelectorAll('#chat .msg').length; })()"
      #expect(try browser.evaluate(up) == 5000)
      #expect(try browser.evaluate("document.querySelector('#chat .msg').dataset.id") == "12345")
    }
  }

  @Test func theKeyboardIsEnough() throws {
    let lines = ["+966501234567", "+966509876543"].map {
      "messages send instance=124 recipient=\($0) content=Hi"
    }
    try withInbox(before: lines) { inbox, browser in
      let press = { (key: String) throws in
        _ = try browser.evaluate(
          "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '\(key)', bubbles: true, cancelable: true}))"
        )
      }
      try press("/")
      #expect(try browser.evaluate("document.activeElement.id") == "filter")
      try press("ArrowDown")
      try press("ArrowDown")
      try press("Enter")
      #expect(try browser.evaluate("$('name').textContent") == "Ahmed Al-Rashid")
      try press("Enter")
      #expect(try browser.becomes("document.querySelector('#detail [data-code=wessaal]') !== null"))
      try press("Escape")
      #expect(try browser.evaluate("document.body.classList.contains('side')") == false)
    }
  }

  @Test func theBrowsersWayBackLeadsToTheConversations() throws {
    let line = "messages send instance=124 recipient=+966501234567 content=Hi"
    try withInbox(width: 390, height: 844, before: [line]) { inbox, browser in
      let shown = "document.body.dataset.view"
      try browser.evaluate("document.querySelector('#people li').click()")
      #expect(try browser.evaluate(shown) == "chat")
      try browser.evaluate("history.back()")
      #expect(try browser.becomes("\(shown) === 'list'"))
      try browser.evaluate("history.forward()")
      #expect(try browser.becomes("\(shown) === 'chat'"))
      try browser.evaluate("$('back').click()")
      #expect(try browser.becomes("\(shown) === 'list'"))
    }
  }

  @Test func aConversationThatGoesOnForLongFillsNoPage() throws {
    let options = Options(credits: 100_000, hourlyRate: 100_000_000, clock: .manual)
    let first = "messages send instance=124 recipient=+966501234567 content=Hi"
    try withInbox(options, before: [first]) { inbox, browser in
      try browser.evaluate("document.querySelector('#people li').click()")
      try inbox.run(
        #"1..10 | each { messages send-bulk instance=124 messages=(1..100 | map {recipient: "+966501234567", content: "Line $(@)"}) } | ignore"#
      )
      #expect(try browser.becomes("state.messages.size === 1001"))
      #expect(try browser.becomes("document.querySelector('#chat').lastChild.dataset.id === '13345'"))
      #expect(try browser.evaluate("document.querySelectorAll('#chat .msg').length <= 500") == true)
      #expect(try browser.evaluate("isAtEnd() && !$('older').hidden") == true)
      let ids = "[...document.querySelectorAll('#chat .msg')].map((node) => Number(node.dataset.id))"
      #expect(try browser.evaluate("\(ids).every((id, at, all) => id - at === all[0])") == true)
    }
  }

  @Test func whatIsShownToCopyRuns() throws {
    let text = Value(#"It's $5 & "quoted" \\ ${x}"#).json.replacing("$", with: "\\$")
    try withInbox(before: ["messages send instance=124 recipient=+966501234567 content=\(text)"]) {
      inbox, browser in
      try browser.evaluate("document.querySelector('#people li').click(); choose(12345)")
      #expect(try browser.becomes("document.querySelector('#detail [data-code=curl]') !== null"))
      let line = try browser.evaluate("document.querySelector('#detail [data-code=wessaal]').textContent")
        .asString
      try inbox.run(line ?? "")
      let curl = try browser.evaluate("document.querySelector('#detail [data-code=curl]').textContent")
        .asString
      let end = try shell(curl ?? "", environment: ["WESSAAL_API_KEY": inbox.address.key])
      #expect(end.output.contains("\"message_id\":12347"), "\(end.output) \(end.errors)")
      let contents = try inbox.messages().map { $0["content"] }
      #expect(contents.count == 3 && Set(contents).count == 1)
    }
  }

  @Test func theSandboxIsSteeredFromThePage() throws {
    try withInbox { inbox, browser in
      try browser.evaluate("document.querySelector('[data-act=fails]').click()")
      #expect(try browser.becomes("state.truth.next_fails === true"))
      try inbox.run("messages send instance=124 recipient=+966501234567 content=Hi")
      // The status goes through these steps, one after another.
      for status in ["processing", "failed", "refunded"] {
        #expect(try browser.becomes("!document.querySelectorAll('#controls button')[2].disabled"))
        try browser.evaluate("document.querySelectorAll('#controls button')[2].click()")
        #expect(try browser.becomes("state.messages.get(12345)?.status === '\(status)'"))
      }
      try browser.evaluate("document.querySelector('#people li').click()")
      #expect(
        try browser.evaluate("document.querySelector('.why').textContent") == "Recipient is not on WhatsApp")
      try browser.evaluate("confirm = () => true; document.querySelector('[data-act=reset]').click()")
      #expect(try browser.becomes("state.messages.size === 0 && $('chat').children.length === 0"))
    }
  }

  /// Pictures for a person to look at, where `WESSAAL_SHOTS` names a folder. Also the same page in dark
  /// colours, in Arabic, and as narrow as a phone, where nothing may be wider than the page.
  @Test(arguments: ["day", "night", "arabic", "phone"]) func everyFaceFits(face: String) throws {
    let isPhone = face == "phone"
    try withInbox(width: isPhone ? 390 : 1280, height: isPhone ? 844 : 800, before: [Inbox.kinds]) {
      inbox, browser in
      try browser.evaluate(
        "shade('\(face == "night" ? "night" : "day")'); speak('\(face == "arabic" ? "ar" : "en")'); showAll()"
      )
      try browser.evaluate("openPerson('\(face == "arabic" ? "+966509876543" : "+966501234567")')")
      #expect(try browser.becomes("document.querySelector('#chat .msg') !== null"))
      if !isPhone { try browser.evaluate("choose(\(face == "arabic" ? 12346 : 12347))") }
      #expect(try browser.evaluate("document.documentElement.scrollWidth <= innerWidth") == true)
      #expect(
        try browser.evaluate(
          "[...document.querySelectorAll('.msg')].every((node) => node.scrollWidth <= node.clientWidth + 1)")
          == true)
      let direction = try browser.evaluate("getComputedStyle(document.body).direction")
      #expect(direction == (face == "arabic" ? "rtl" : "ltr"))
      #expect(
        try browser.evaluate(
          "getComputedStyle(document.querySelector('#middle .text, #middle .ask')).textAlign") == "start")
      try browser.picture(face)
    }
  }
}

/// A sandbox, with the calls that the tests of its inbox need.
struct Inbox {
  let address: Address

  func run(_ code: String) throws {
    let end = try wessaal(["--norc", "--yes", "-c", code], base: address.url, key: address.key, within: 20)
    #expect(end.status == 0, "\(end.errors)")
  }

  func messages() throws -> [Value] {
    let end = try wessaal(
      ["--output", "json", "-c", "sandbox messages"], base: address.url, key: address.key)
    return try #require(Value(parsing: end.output).asArray, "\(end)")
  }

  /// One message of each kind.
  static let kinds = #"""
    let to = {instance: "my-instance", recipient: "+966501234567"}
    let arabic = {instance: "my-instance", recipient: "+966509876543"}
    messages send ...$arabic content="مرحبًا سارة! طلبك رقم *5678* جاهز للاستلام من الفرع _الرئيسي_.\nتتبعه هنا: https://example.com/t/5678"
    messages send-poll ...$arabic name="ما الوقت المناسب للتواصل؟" values=["صباحًا", "بعد الظهر", "مساءً"]
    messages send ...$to content="Marks: *bold*, _italic_, ~struck~, `mono` and *_both_*.\n> a quoted line\n- one\n- two\nSee https://example.com/a?b=1. 2*3*4 and snake_case stay."
    messages send ...$to template_id=7 template_variables={name: Ahmed, order_id: "ORD-9988"}
    messages send ...$to message_type=image content="Here is your invoice" media_url="https://example.com/invoice.png" filename="invoice.png"
    messages send ...$to message_type=document content="Your *receipt*" media_url="https://example.com/receipt.pdf" filename="receipt.pdf"
    messages send-location ...$to latitude=24.7136 longitude=46.6753 name="Our Head Office" address="King Fahd Road, Riyadh"
    messages send-contact ...$to contacts=[{fullName: "Support Team", wuid: "966200001234", phoneNumber: "+966200001234", organization: "Acme Corp"}]
    messages send-poll ...$to name="What is your preferred contact time?" values=[Morning, Afternoon, Evening]
    messages send-buttons ...$to title="Your Order is Ready" description="Order #5678 is packed." footer="Thank you" buttons=[{type: reply, displayText: "Confirm Pickup", id: confirm_5678}, {type: url, displayText: "View on Map", url: "https://maps.google.com/?q=24.7,46.7"}]
    messages send-status instance="my-instance" type=text content="New products just dropped!" background_color="#25D366" font=2
    messages send instance="my-instance" recipient="+966500000000" content="Nobody is here"
    sandbox advance 60s
    messages send ...$to content="Thanks, see you soon!" quoted={key: {id: "12347"}}
    """#
}
