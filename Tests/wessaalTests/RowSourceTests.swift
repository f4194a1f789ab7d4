import Testing

/// A failure in a loop over the rows of a file names the row.
@Suite struct RowSourceTests {
  private static let table = "phone,name\n0501234567,A\n\n0501234568,B\nx,C\n0501234569,D\n0501234560,E\n"

  @Test(arguments: [
    "for r in open(\"c.csv\") { phone($r.phone, \"SA\") | ignore }",
    "open c.csv | each { phone(@.phone, \"SA\") }",
    "open c.csv | where @.name != \"A\" | map phone(@.phone, \"SA\")",
    "open c.csv | each --parallel 2 { phone(@.phone, \"SA\") }",
    "let rows = open c.csv\nfor r in $rows { phone($r.phone, \"SA\") | ignore }",
    "let rows = open c.csv\nfor r in $rows | sort-by @.name --desc { phone($r.phone, \"SA\") | ignore }",
    "for r in open(\"c.csv\") | sort-by @.name { phone($r.phone, \"SA\") | ignore }",
    "open c.csv | sort-by @.name --desc | each { phone(@.phone, \"SA\") }",
    "open c.csv | reverse | each --parallel 2 { phone(@.phone, \"SA\") }",
    "for g in open(\"c.csv\") | group-by @.name { for r in $g.items { phone($r.phone, \"SA\") | ignore } }",
    "for g in open(\"c.csv\") | chunk 2 | reverse { for r in $g { phone($r.phone, \"SA\") | ignore } }",
    "open c.csv | index-by @.name | values | each { phone(@.phone, \"SA\") }",
    "open c.csv | unique @.name | last 3 | each { phone(@.phone, \"SA\") }",
    "open c.csv | zip [1, 2, 3, 4] | reverse | each { phone(@[0].phone, \"SA\") }",
    "open c.csv | enumerate | sort-by @.item.name | each { phone(@.item.phone, \"SA\") }",
    "open c.csv | map {to: @.phone} | sort-by @.to | each { phone(@.to, \"SA\") }",
    "open c.csv | select phone | reverse | each { phone(@.phone, \"SA\") }",
    "let rows = open c.csv | where @.name != \"B\"\nfor r in $rows { phone($r.phone, \"SA\") | ignore }",
    "let rows = open c.csv\nlet to = $rows | map {n: @.phone}\nfor r in $to | reverse { phone($r.n, \"SA\") | ignore }",
    "let rows = open c.csv\n$rows | flatten | select phone | each { {n: @.phone} } | reverse | each { phone(@.n, \"SA\") }",
    "open c.csv | each --parallel 3 { {n: @.phone} } | map phone(@.n, \"SA\")",
    "open c.csv | each --parallel 2 { sleep 1ms; {n: @.phone} } | map phone(@.n, \"SA\")",
    "let rows = open c.csv\n$rows | each --parallel 2 { sleep 1ms; {n: @.phone} } | map phone(@.n, \"SA\")",
    "open c.csv | each --parallel 3 { sleep 1ms; {n: @.phone} } | reverse | map phone(@.n, \"SA\")",
    "let rows = open c.csv\n$rows | each --parallel 3 { {n: @.phone} } | reverse | map phone(@.n, \"SA\")",
    "def f(p) { for x in [1, 2] { phone($p, \"SA\") | ignore } }\nfor r in open(\"c.csv\") { f($r.phone) }",
  ])
  func theFailureNamesTheRow(program: String) throws {
    let folder = Folder()
    folder.write("c.csv", Self.table)
    let script = folder.write("a.wsl", program)
    let run = try wessaal(["--sandbox", script], folder: folder.path)
    #expect(run.status == 1 && run.errors.contains("has more in it than a number"), "\(run)")
    #expect(run.errors.contains("(c.csv:5)"), "\(run)")
  }

  /// Before anything is sent, and where the service refuses it.
  @Test(arguments: ["", " --no-check"]) func theRefusalOfACallNamesIt(flag: String) throws {
    let folder = Folder()
    folder.write("c.csv", Self.table)
    let script = folder.write(
      "a.wsl",
      "for r in open(\"c.csv\") { messages send instance=my-instance recipient=$r.phone content=Hi\(flag) | ignore }"
    )
    let run = try wessaal(["--sandbox", script], folder: folder.path)
    #expect(run.status == 3 && run.errors.contains("(c.csv:2)"), "\(run)")
  }

  @Test func theErrorHasItToo() throws {
    let folder = Folder()
    folder.write("c.csv", Self.table)
    folder.write("c.ndjson", "{\"n\": 1}\n\n{\"n\": 0}\n")
    let code = """
      for r in open("c.csv") { try { phone($r.phone, "SA") | ignore } catch e { print $e.source } }
      open c.ndjson | each { try { 1 / @.n | ignore } catch e { print $e.source } }
      for x in [0] { try { 1 / $x | ignore } catch e { print($e.source? == null) } }
      open c.csv | each --keep-going { phone(@.phone, "SA") } | where !@.ok | map @.error.source.line
      """
    let run = try wessaal(["-c", code], folder: folder.path)
    #expect(
      run.output == "{\"file\":\"c.csv\",\"line\":5}\n{\"file\":\"c.ndjson\",\"line\":3}\ntrue\n5\n", "\(run)"
    )
  }
}
