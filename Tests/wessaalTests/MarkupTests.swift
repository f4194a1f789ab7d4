import Testing

/// Tables for mails: Markdown and HTML.
@Suite struct MarkupTests {
  private static let rows = #"[{name: "Ali|B", note: "<a>&\n*x* a_b _c"}, {name: null, n: 2}]"#

  @Test func markdownIsEscaped() throws {
    let run = try wessaal(["-c", Self.rows + " | to markdown"])
    #expect(
      run.output
        == "| name | note | n |\n| --- | --- | --- |\n| Ali\\|B | &lt;a&gt;&amp;<br>\\*x\\* a_b \\_c |  |\n|  |  | 2 |\n",
      "\(run)")
  }

  @Test func htmlIsEscaped() throws {
    let run = try wessaal(["-c", #"[{a: "<b>\"'&"}] | to html"#])
    #expect(run.output.contains("<thead>\n<tr><th>a</th></tr>\n</thead>"))
    #expect(run.output.contains("<td>&lt;b&gt;&quot;&#39;&amp;</td>"), "\(run)")
    #expect(try wessaal(["-c", "[] | to html"]).output == "<table>\n</table>\n")
  }

  @Test func filesAreWrittenByTheirEnding() throws {
    let folder = Folder()
    let code =
      "[{a: 1}] | save r.md; [{a: 1}] | save r.html; [{a: 1}] | to html | save t.html; open r.md | count"
    let run = try wessaal(["-c", code], folder: folder.path)
    #expect(run.output == "3\n", "\(run)")
    #expect(folder.read("r.md") == "| a |\n| --- |\n| 1 |\n")
    #expect(
      folder.read("r.html")?.hasPrefix("<!doctype html>\n<meta charset=\"utf-8\">\n<table>\n<thead>") == true)
    #expect(folder.read("t.html") == folder.read("r.html"))
    expect(
      try wessaal(["-c", "[{a: 1}] | save r.md --append"], folder: folder.path), status: 2, says: "--append")
    expect(try wessaal(["-c", "'x' | parse html"]), status: 2, says: "html")
  }
}
