import Testing

/// Data in the form that other programs write.
@Suite struct ForeignDataTests {
  @Test(arguments: ["json", "ndjson"]) func halfAnEmojiMakesNoFileUnreadable(ending: String) throws {
    let folder = Folder()
    let row = #"{"text":"Hi \ud83d"}"#
    folder.write("f.\(ending)", ending == "json" ? "[\(row),\(row)]" : "\(row)\n\(row)\n")
    let run = try wessaal(["-c", "open f.\(ending) | map @.text"], folder: folder.path)
    #expect(run.status == 0 && run.output == "\"Hi \u{FFFD}\"\n\"Hi \u{FFFD}\"\n", "\(run)")
    #expect(run.errors.split(separator: "\n").count { $0.contains("surrogate") } == 1, "\(run.errors)")
  }

  @Test func norATextThatIsParsed() throws {
    let run = try wessaal([
      "-c", #"print (['"\ud83d"'] | map parse(@, "json")); '"\ud83d"' | parse json"#,
    ])
    #expect(run.status == 0 && run.output == "[\"\u{FFFD}\"]\n\"\u{FFFD}\"\n", "\(run)")
    #expect(run.errors.contains("surrogate"), "\(run)")
  }

  @Test func anotherEncodingIsNamedWithTheCommandThatConvertsIt() throws {
    let folder = Folder()
    folder.write("my list.csv", bytes: [97, 44, 98, 10, 0xE3, 0xCD, 0xE3, 0xCF, 44, 49, 10])
    let run = try wessaal(["-c", "open 'my list.csv' | ignore"], folder: folder.path)
    expect(run, status: 1, says: "my list.csv: line 2: the text must be UTF-8, but is not")
    let command = try #require(run.errors.split(separator: "\n").first { $0.contains("iconv") })
    let hint = command.split(separator: ": ", maxSplits: 2).dropFirst(2).first
    let line = String(try #require(hint?.split(separator: ";").first))
    _ = try shell(line, folder: folder.path)
    let again = try wessaal(["-c", "open 'my list-utf8.csv' | map @.a"], folder: folder.path)
    #expect(again.output == "\"محمد\"\n", "\(line) \(again)")
  }

  @Test(arguments: [("sort-by @.n", 1), ("sort-by number(@.n)", 0), ("map @.n | max", 1), ("sort-by @.m", 0)])
  func digitsThatSortAsTextAreToldOnce(stages: String, count: Int) throws {
    let folder = Folder()
    folder.write("f.csv", "n,m\n9,11\n10,22\n")
    let run = try wessaal(
      ["-c", "open f.csv | \(stages) | ignore; open f.csv | \(stages) | ignore"], folder: folder.path)
    #expect(run.errors.split(separator: "\n").count { $0.contains("all digits") } == count, "\(run)")
    #expect(run.errors.contains("number(@.n)") == (count == 1))
  }
}
