import Glibc
import Testing

/// What the menu knows of the account, of values and of commands.
@Suite(.atTerminals) struct KnowledgeTests {
  /// The menu after these keys. Each row stands without its mark.
  private func menu(_ keys: String, _ shell: ShellSession) -> [String] {
    shell.terminal.type("\u{3}")
    shell.terminal.settle()
    shell.terminal.type("\u{C}" + keys)
    shell.terminal.waitUntil { $0.lines.last?.contains(" of ") == true }
    return shell.terminal.screen.lines.dropFirst().dropLast().map { String($0.dropFirst(2)) }
  }

  private func becomes(_ line: String, _ keys: String, _ shell: ShellSession) -> Bool {
    shell.terminal.type("\u{3}")
    shell.terminal.settle()
    shell.terminal.type("\u{C}" + keys)
    return shell.terminal.waitUntil { $0.lines == ["sandbox> " + line] }
  }

  @Test func membersOfObjectsAreOfferedRequiredOnesFirst() throws {
    let shell = try ShellSession(config: "suggest = false")
    #expect(menu("messages send-buttons buttons=[{\t", shell).first?.hasPrefix("type:  ") == true)
    #expect(
      menu("messages send-buttons buttons=[{type: \t", shell) == [
        "reply  with id, what comes back when it is tapped", "url    with url, the page to open",
        "call   with phoneNumber, the number to call", "copy   with copyCode, the text to copy",
      ])
    #expect(
      menu("messages send-location instance=my-instance \t", shell).prefix(3).map { $0.prefix(5) } == [
        "latit", "longi", "recip",
      ])
    #expect(
      menu("messages send instance=my-instance template_id=7 \t", shell).prefix(2).map {
        $0.prefix { $0 != " " }
      }
        == ["template_variables.name=", "template_variables.order_id="])
    #expect(menu("sandbox \t", shell).first == "inbox     the address of a page that shows what was sent")
    #expect(
      !menu("messages send-buttons buttons=[{type: reply, \t", shell).contains { $0.hasPrefix("type:") })
    #expect(
      becomes(
        "messages send-buttons buttons=[{type: reply,", "messages send-buttons buttons=[{type: rep\t,", shell)
    )
    shell.terminal.type("\u{3}")
    shell.terminal.settle()
    shell.terminal.type("\u{C}messages send-buttons buttons=[{ty: reply\u{1}")
    shell.terminal.type(String(repeating: "\u{6}", count: "messages send-buttons buttons=[{ty".count) + "\t")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> messages send-buttons buttons=[{type: reply"] })
    #expect(menu("messages send-bulk messages=[{\t", shell).contains { $0.hasPrefix("recipient:") })
    #expect(
      becomes(
        "messages send-bulk messages=[{recipient: \"+966509876543\"",
        "messages send-bulk messages=[{recipient: sara\t\r", shell))
  }

  @Test func peopleAndMessagesAreOffered() throws {
    let shell = try ShellSession(config: "suggest = false", columns: 120)
    // Although one contact alone fits, its number is put in only where somebody chooses it.
    #expect(menu("messages send recipient=sa\t", shell) == ["+966509876543  Sara Al-Harbi"])
    #expect(becomes("messages send recipient=+966509876543", "messages send recipient=sa\t\r", shell))
    #expect(becomes("messages list --to +966509876543", "messages list --to sa\t\r", shell))
    #expect(becomes("messages list --to=\"+966509876543\"", "messages list --to=\"sa\t\r", shell))
    shell.terminal.type("\u{3}")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    for number in 1...2 {
      let send = "messages send instance=my-instance recipient=+96650123000\(number) content=Hi"
      #expect(shell.answer("\(send) | ignore").first?.hasPrefix("202 Accepted") == true)
    }
    let rows = menu("messages get \t", shell)
    #expect(
      rows.count == 2
        && rows.allSatisfy { $0.hasPrefix("1234") && $0.contains("+96650123000") && $0.hasSuffix(" ago") },
      "\(rows)")
    #expect(menu("explain \t", shell).prefix(3).map { $0.prefix(4) } == ["1234", "1234", "my-i"])
    #expect(becomes("explain in_doubt", "explain in_d\t", shell))
    #expect(menu("explain 40\t", shell).first?.hasPrefix("400  Bad Request: ") == true)
    #expect(menu("explain exit 1\t", shell).map { $0.prefix(3) } == ["1  ", "10 ", "130", "143"])
    // All numbers begin with what Tab put in, and then a part of a name narrows them.
    #expect(menu("messages send recipient=\tomar", shell).first?.hasSuffix("Omar Haddad") == true)
  }

  @Test func whatATypeOfMessageNeedsStandsFirst() throws {
    let shell = try ShellSession(config: "suggest = false")
    func needs(_ rows: [String]) -> [String] {
      rows.prefix { $0.contains("  required: ") }.map { String($0.prefix { $0 != "=" && $0 != ":" }) }
    }
    for type in ["image", "video", "document", "audio"] {
      let rows = menu("messages send message_type=\(type) \t", shell)
      #expect(needs(rows) == ["media_url", "filename", "instance"])
    }
    let item = menu("messages send-bulk messages=[{message_type: image, \t", shell)
    #expect(needs(item) == ["media_url", "filename"])
    #expect(
      needs(menu("messages send-buttons buttons=[{type: call, \t", shell)) == ["displayText", "phoneNumber"])
  }

  @Test func fieldsOfWhatBuiltinsListAreOffered() throws {
    let shell = try ShellSession(config: "suggest = false", rows: 40)
    _ = shell.answer("print 7")
    #expect(menu("history | where \t", shell).first?.hasPrefix("n ") == true)
    #expect(menu("history | where @.ok && \t", shell).first?.hasPrefix("n ") == true)
    #expect(
      becomes("history | where @.outcome == \"ok\"", "history | where @.outcome == \t", shell))
    #expect(menu("journal | map @.\t", shell).prefix(2) == ["key", "state"])
    #expect(
      menu("failures | select \t", shell) == ["instance", "reason", "count", "first", "last", "example"])
    #expect(menu("failures --by hour | tally \t", shell) == ["hour", "count", "first", "last", "example"])
    #expect(menu("sandbox requests | sort-by \t", shell) == ["method", "path", "body"])
    #expect(menu("history | tally @.ok | where \t", shell).map { $0.prefix(3) } == ["key", "cou"])
    // What is written there without completion is checked, too.
    shell.terminal.type("\u{3}")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    #expect(shell.text("history | where @.outcomes == \"ok\"").contains("did you mean 'outcome'?"))
  }

  @Test func valuesAreOfferedAfterAComparison() throws {
    let shell = try ShellSession(config: "suggest = false")
    _ = shell.answer("let r = [{id: 1, tag: \"x\"}, {id: 2, tag: \"y\"}]")
    #expect(menu("$r | where @.tag == \t", shell) == ["x", "y"])
    #expect(menu("messages list | where @.status == \t", shell).contains { $0.contains("delivered") })
    #expect(menu("$r | where \t", shell) == ["id", "tag"])
    #expect(menu("$r[\t", shell).first?.hasPrefix("0]") == true)
    #expect(becomes("$r[*].tag", "$r.t\t", shell))
    for head in ["for c in $r", "for n, c in $r"] {
      #expect(becomes("\(head) { print $c.tag", "\(head) { print $c.t\t", shell))
    }
  }

  @Test func commandsOfOnesOwnAndPathsAreOffered() throws {
    let shell = try ShellSession(config: "suggest = false")
    _ = shell.answer("def greet(name, mark = \"!\") { print $name }")
    #expect(becomes("greet", "gree\t", shell))
    #expect(menu("greet \t", shell) == ["name=  required", "mark="])
    #expect(menu("request \t", shell) == ["GET", "POST", "PUT", "DELETE"])
    #expect(menu("request GET /mess\t", shell).contains { $0.contains("list the account's messages") })
    #expect(menu("sandbox fault \t", shell).contains { $0.hasPrefix("503@0.5") })
    let path = shell.home + "/kept.json"
    ShellSession.write("", to: path)
    #expect(becomes("history save 1 \(path)", "history save 1 \(shell.home)/ke\t", shell))
    #expect(becomes("history save 1 \"\(path)\"", "history save 1 \"\(shell.home)/ke\t", shell))
    shell.terminal.type("\u{3}")
    shell.terminal.settle()
    _ = shell.answer("ping")
    #expect(becomes("$response.status", "$re\t\u{7F}.statu\t", shell))
    #expect(becomes("for row in [1] { print $row", "for row in [1] { print $ro\t", shell))
    #expect(
      becomes(
        "messages send template_id=7 template_variables.name=",
        "messages send template_id=7 template_variables.na\t", shell))
    #expect(
      menu("messages send template_id=7 template_variables=\t\t", shell).map { $0.prefix(6) } == [
        "name: ", "order_",
      ])
    #expect(becomes("messages send quoted={key: {id:", "messages send quoted=\t\t\t\t", shell))
    #expect(becomes("messages send-buttons buttons=[{", "messages send-buttons buttons=\t", shell))
  }
}
