import Testing

/// Text that looks like an insertion, but is sent as it stands, is warned of.
@Suite struct LookalikeTests {
  private static let row = "let c = {name: Ali, phone: \"+966501234567\"}\n"
  private static let send = "messages send instance=my-instance recipient=+966501234567"

  private static let lookalikes: [(code: String, warning: String, hint: String)] = [
    (
      "\(send) content=c.name", "'c.name' is text here, not the member of the variable",
      "the member is $c.name"
    ),
    ("print c.name", "'c.name' is text here", "$c.name"),

    ("try { ping } catch e { print e.message }", "'e.message' is text here", "$e.message"),
    ("for r in [$c] { \(send) content=r.name }", "'r.name' is text here", "$r.name"),
    (
      "\(send) content=\"Hi {c.name}\"", "text inserts nothing where '{c.name}' stands",
      "${c.name} inserts it"
    ),
    ("\(send) content='Hi {c.name}'", "text inserts nothing where '{c.name}' stands", "${c.name} inserts it"),
    ("print \"Hi {c}, $c.name\"", "text inserts nothing where '{c}' stands", "${c} inserts it"),
    ("ping\nprint \"id is $.id\"", "text inserts nothing where '$.id' stands", "$($.id) inserts it"),
    ("print \"$c.name: $.id\"", "text inserts nothing where '$.id' stands", "$($.id)"),
    (
      "let r = (parse \"[1]\" json)[0]\nprint \"$r['name']\"", "but found ['name']",
      "$($r['name']) inserts the member"
    ),
    (
      "\(send) content=\"Hi {{name}}\"", "content is sent as it stands, with {{name}}",
      "with template_id=… it is filled"
    ),
    (
      "\(send) content=\"Hi {{name}}, $c.name\"", "content is sent as it stands, with {{name}}",
      "with template_id=… it is filled"
    ),
    (
      "for r in (contacts list | first 1) { \(send) content=\"Hi {{name}}, $r.label\" }",
      "content is sent as it stands, with {{name}}", "with template_id=… it is filled"
    ),
    (
      "let l = (contacts list)[0].label\nmessages send-bulk instance=my-instance messages=[{recipient: +966501234567, "
        + "content: \"Hi {{name}} $l\"}]", "content in messages is sent as it stands, with {{name}}",
      "it is filled"
    ),
    (
      "messages send-bulk instance=my-instance messages=[{recipient: +966501234567, content: \"Hi {{name}}\"}]",
      "content in messages is sent as it stands, with {{name}}", "with template_id=… it is filled"
    ),
  ]

  @Test(arguments: lookalikes.indices) func isWarnedOf(index: Int) throws {
    let (code, warning, hint) = Self.lookalikes[index]
    let folder = Folder()
    let path = folder.write("s.wsl", Self.row + "print $c.phone\n" + code + "\n")
    let check = try wessaal(["check", path], key: nil)
    #expect(check.status == 0 && check.errors.ranges(of: "warning: ").count == 1, "\(check)")
    #expect(check.errors.contains(warning) && check.errors.contains(hint), "\(check)")
    let run = try wessaal(["--sandbox", "-c", Self.row + "print $c.phone\n" + code])
    #expect(run.errors.ranges(of: warning).count == 1, "\(run)")
  }

  @Test(arguments: [
    "print a.name", "print \"Hi {d.name}\"", "print \"{{c}}\"", "print \"{1}\"", "print $c.name",
    "print \"{$c.name}\"", "print \"5 $ or $5.\"", "[$c] | save c.csv", "print c.csv", "print c",
    "query($c, \"$.name\")", "print \"${c.name}[0]\"", "let n = 1\nprint n.name $n",
    "templates create name=x content=\"Hi {{name}}\" | ignore", "print (\"Hi {{name}}\" | fill {name: Ali})",
    "\(send) template_id=1 template_variables={name: Ali} | ignore",
    "let t = (templates list)[0].id\nmessages send-bulk instance=my-instance messages=[{recipient: +966501234567, "
      + "template_id: $t, template_variables: {name: \"a $t\"}}] | ignore",
  ]) func isNoLookalike(code: String) throws {
    let folder = Folder()
    let run = try wessaal(["--sandbox", "-c", Self.row + "print $c.phone\n" + code], folder: folder.path)
    #expect(!run.errors.contains("warning: "), "\(run)")
  }

  @Test func theDirectFormWarnsOfAPlaceholder() throws {
    let run = try wessaal([
      "--sandbox", "messages", "send", "instance=my-instance", "recipient=+966501234567",
      "content=Hi {{name}}",
    ])
    #expect(run.status == 0 && run.errors.contains("content is sent as it stands, with {{name}}"), "\(run)")
  }
}
