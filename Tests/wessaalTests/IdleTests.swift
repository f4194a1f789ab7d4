import Testing

/// Parameters that will not count are warned of, and sent all the same (Language.md, "The API").
@Suite struct IdleTests {
  private static let to = "instance=my-instance recipient=+966501234567"

  private static let idle: [(code: String, warning: String)] = [
    (
      "messages send \(to) content=Hi template_id=1 template_variables={name: Ali}",
      "content will not count beside template_id"
    ),
    (
      "let c = \"x\" | upper\nmessages send \(to) content=\"Hi $c\" template_id=1 template_variables={name: Ali}",
      "content will not count beside template_id"
    ),
    ("messages send \(to) contact_id=11 content=Hi", "recipient will not count beside contact_id"),
    (
      "messages send-location \(to) contact_id=11 latitude=1 longitude=2",
      "recipient will not count beside contact_id"
    ),
    (
      "messages send \(to) content=Hi media_url=https://a.example/b.png",
      "media_url will not count where message_type is text"
    ),
    (
      "messages send \(to) content=Hi message_type=text filename=b.png",
      "filename will not count where message_type is text"
    ),
    (
      "messages send \(to) content=\"Hi {{name}}\" template_variables.name=Ali",
      "template_variables will not count without template_id"
    ),
    (
      "messages send-status instance=my-instance type=text content=Hi caption=x",
      "caption will not count where type is text"
    ),
    (
      "messages send-status instance=my-instance type=image content=https://a.example/b.png font=2",
      "font will not count where type is not text"
    ),
    (
      "messages send-status instance=my-instance type=video content=https://a.example/b.mp4 background_color=#25D366",
      "background_color will not count where type is not text"
    ),
    (
      "messages send-bulk instance=my-instance messages=[{recipient: +966501234567, content: a, filename: b}, {recipient: +966501234568, content: c, filename: d}]",
      "filename in messages will not count where message_type is text"
    ),
    (
      "messages send-bulk instance=my-instance messages=[{recipient: +966501234567, content: a, template_variables: {name: A}}] template_id=1",
      "template_variables in messages will not count without template_id"
    ),
  ]

  @Test(arguments: idle.indices) func isWarnedOfByTheCheckAndTheRunOnce(index: Int) throws {
    let (code, warning) = Self.idle[index]
    let folder = Folder()
    let path = folder.write("s.wsl", code + " | ignore\n")
    let check = try wessaal(["check", path], key: nil)
    #expect(check.status == 0 && check.errors.ranges(of: "warning: " + warning).count == 1, "\(check)")
    let run = try wessaal(["--sandbox", "-c", "1..2 | each { \(code.replacing("\n", with: "; ")) } | ignore"])
    #expect(run.errors.ranges(of: warning).count == 1, "\(run)")
  }

  @Test(arguments: [
    "messages send \(to) template_id=1 template_variables={name: Ali}",
    "messages send instance=my-instance contact_id=11 content=Hi",
    "messages send \(to) content=Hi message_type=image media_url=https://a.example/b.png filename=b.png",
    "let c = null\nmessages send \(to) content=Hi media_url=$c",
    "messages send \(to) content=\"\" template_id=1 template_variables.name=Ali",
    "let c = {content: null}\nmessages send \(to) content?=$c.content template_id=1 template_variables.name=Ali",
    "messages send-status instance=my-instance type=text content=Hi font=2 background_color=#25D366",
    "messages send-status instance=my-instance type=image content=https://a.example/b.png caption=x",
    "messages send-bulk instance=my-instance template_id=1 messages=[{recipient: +966501234567, template_variables: {name: A}}]",
    "messages send-bulk instance=my-instance template_id=1 template_variables={name: A} messages=[{recipient: +966501234567}, {recipient: +966501234568, content: b}]",
    "messages send \(to) content=Hi filename=a --no-check",
  ]) func whatCountsIsNotWarnedOf(code: String) throws {
    let run = try wessaal(["--sandbox", "-c", "\(code) | ignore"])
    #expect(!run.errors.contains("will not count"), "\(run)")
  }

  @Test func whatIsKnownInTheRunAloneIsWarnedOfThere() throws {
    let run = try wessaal([
      "--sandbox", "-c",
      "for k in [{media_url: \"https://a.example/b.png\"}, {filename: a}] { messages send \(Self.to) content=Hi ...$k | ignore }",
    ])
    #expect(run.status == 0 && run.errors.contains("media_url will not count"), "\(run)")
    #expect(run.errors.contains("filename will not count"), "\(run)")
  }

  @Test func theDirectFormWarnsToo() throws {
    let run = try wessaal([
      "--sandbox", "messages", "send", "instance=my-instance", "recipient=+966501234567", "content=Hi",
      "filename=a.png",
    ])
    #expect(run.status == 0 && run.errors.ranges(of: "filename will not count").count == 1, "\(run)")
    #expect(run.errors.contains("hint: message_type=image sends media"), "\(run)")
  }
}
