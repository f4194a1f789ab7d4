import JSON
import Testing

/// A list is complete, or the walk is an error. It costs no more calls than the list has pages.
@Suite struct WalkTests {
  private func ids(_ run: Outcome) -> [String] { run.output.split(separator: "\n").map(String.init) }

  private func walk(_ server: RecordingServer, _ command: String = "messages list") throws -> Outcome {
    try wessaal(["-c", "\(command) | map @.id"], base: server.url, within: 20)
  }

  @Test(arguments: [
    (0, 100, 1), (1, 100, 1), (50, 50, 1), (250, 50, 5), (250, 100, 3), (300, 100, 3), (101, 7, 15),
    (430, 1000, 5),
  ]) func aWalkGoesOnByTheRowsThatCame(count: Int, cap: Int, calls: Int) throws {
    let server = MessageList(count, cap: cap).server()
    let run = try walk(server)
    #expect(run.status == 0 && ids(run) == (0..<count).map { "\(count - $0)" }, "\(run.errors)")
    #expect(server.seen.count == calls)
    let length = try wessaal(["-c", "messages list | length; messages list | count"], base: server.url)
    #expect(length.output == "\(count)\n\(count)\n")
  }

  @Test(arguments: ["per_page=10", "per_page=100", "per_page=60"])
  func whateverSizeIsAskedForAllRowsCome(argument: String) throws {
    let server = MessageList(130, cap: 30).server()
    #expect(try ids(walk(server, "messages list \(argument)")).count == 130)
  }

  /// The total is missing or impossible.
  @Test(arguments: [nil, .null, "250", -1, 0, 1, 99, 0.5, [], "x"] as [Value?])
  func aTotalThatIsNoneIsNotReliedOn(total: Value?) throws {
    for count in [0, 1, 130, 250] where total != 99 || count != 1 {
      if let number = total?.asInt, number > count { continue }
      let server = MessageList(count, total: { _ in total }).server()
      let run = try walk(server)
      #expect(run.status == 0 && ids(run).count == count, "\(count): \(run)")
      #expect(server.seen.count <= count / 100 + 5)
      let counted = try wessaal(["-c", "messages list | count"], base: server.url)
      if total != 1, total != 99 { #expect(counted.output == "\(count)\n", "\(counted)") }
    }
  }

  @Test(
    arguments: [
      (251, 1), (1000, 750), (9_223_372_036_854_775_807, 9_223_372_036_854_775_557),
      (9_007_199_254_740_993, nil),
    ] as [(Int64, Int64?)]) func rowsThatTheTotalPromisesAndThatDoNotComeAreAnError(
      total: Int64, missing: Int64?
    ) throws
  {
    for command in ["messages list | length", "messages list | map @.id", "messages list --to +966501234567"]
    {
      let server = MessageList(250, total: { _ in .int(total) }).server()
      let run = try wessaal(["-c", command], base: server.url)
      #expect(run.status == 8 && run.errorCount == 1, "\(run)")
      if let missing { #expect(run.errors.replacing(",", with: "").contains(" \(missing) ")) }
      #expect(server.seen.count <= 8)
      if command.contains("map") { #expect(ids(run).count == 250) }
    }
  }

  /// This once led to five thousand calls.
  @Test(arguments: [250, 500_400, Int64.max]) func aPageThatComesAgainAndAgainEndsTheWalk(total: Int64) throws
  {
    let server = MessageList(100, total: { _ in .int(total) }, change: { _, _ in }).repeating()
    let run = try walk(server)
    #expect(run.status == 8 && run.errors.contains("missing") && ids(run).count == 100, "\(run.errors)")
    #expect(server.seen.count <= 4)
    let quiet = MessageList(100, total: { _ in nil }).repeating()
    #expect(try walk(quiet).status == 0 && quiet.seen.count == 2)
  }

  @Test func newRowsWithoutEndAreAnError() throws {
    let server = RecordingServer { seen, _ in
      let page = seen.number("page") ?? 1
      let rows = (0..<20).map { ["id": .int(Int64(page * 20 + $0))] as Value }
      return .json((["data": ["data": .array(rows), "total": 50]] as Value).json)
    }
    let run = try wessaal(["-c", "messages list | length"], base: server.url, within: 30)
    expect(run, status: 8, says: "messages list must end after 50 rows, as its total says, but goes on after")
    #expect(server.seen.count < 150)
  }

  @Test func anEmptyPageInTheMiddleIsAnError() throws {
    let server = RecordingServer { seen, _ in
      let rows: [Value] = seen.number("page") == 2 ? [] : (0..<10).map { ["id": .int(Int64($0))] }
      return .json((["data": ["data": .array(rows), "total": 30]] as Value).json)
    }
    let run = try walk(server)
    #expect(run.status == 8 && run.errors.contains("20 are missing") && ids(run).count == 10, "\(run)")
  }

  @Test(arguments: [
    "1.5", "123456789012345678901", "\"a\"", "\"\(String(repeating: "x", count: 500))\"",
    "9223372036854775807",
    "-9223372036854775808", "true", "[1]",
  ]) func anIdIsWhatTheServiceHasForOne(id: String) throws {
    let server = RecordingServer(json: #"{"data":{"data":[{"id":\#(id)},{"id":1}],"total":2}}"#)
    let run = try walk(server)
    #expect(run.status == 0 && ids(run).count == 2, "\(run)")
  }

  /// As floating-point numbers they would be equal.
  @Test func longIdsThatDifferInTheirLastDigitAreTwo() throws {
    let rows = (0..<30).map { #"{"id":1234567890123456789\#($0 + 10)}"# }
    let server = RecordingServer { seen, _ in
      let page = seen.number("page") ?? 1
      let part = rows.dropFirst((page - 1) * 20).prefix(20).joined(separator: ",")
      return .json(#"{"data":{"data":[\#(part)],"total":30}}"#)
    }
    #expect(try ids(walk(server)).count == 30 && server.seen.count == 2)
  }

  @Test func rowsWithoutAnIdAreNeverTakenForEachOther() throws {
    let server = RecordingServer { seen, _ in
      let rows = Array(repeating: #"{"type":"text"}"#, count: seen.number("page") == 3 ? 50 : 100)
      return .json(#"{"data":{"data":[\#(rows.joined(separator: ","))],"total":250}}"#)
    }
    let run = try wessaal(["-c", "messages list | length"], base: server.url)
    #expect(run.output == "250\n" && server.seen.count == 3, "\(run)")
    let null = RecordingServer(json: #"{"data":{"data":[{"id":null},{"id":null},{"id":null}],"total":3}}"#)
    #expect(try wessaal(["-c", "messages list | length"], base: null.url).output == "3\n")
  }

  /// Pages whose rows have no id, with the same rows or with new ones each time; and the total of the
  /// service.
  private func unnamed(alike: Bool, total: @escaping @Sendable (Int) -> Value?) -> RecordingServer {
    RecordingServer { seen, _ in
      let page = seen.number("page") ?? 1
      let rows = (0..<100).map { ["content": .int(Int64(alike ? $0 : page * 100 + $0))] as Value }
      var data = Object([("data", .array(rows))])
      if let total = total(page) { data["total"] = total }
      return .json((["success": true, "data": .object(data)] as Value).json)
    }
  }

  @Test func pagesOfRowsWithoutAnIdThatComeAgainEndTheWalk() throws {
    for total in [nil, .null, "many"] as [Value?] {
      let server = unnamed(alike: true) { _ in total }
      let run = try wessaal(["-c", "messages list | length"], base: server.url)
      #expect(run.status == 0 && run.output == "100\n" && server.seen.count == 2, "\(run)")
      #expect(run.errors.contains("page 2 is one that came before"), "\(run)")
    }
    for total in [Int64.max, 1_000_000] {
      let server = unnamed(alike: true) { _ in .int(total) }
      let run = try wessaal(["-c", "messages list | length"], base: server.url)
      #expect(run.status == 8 && run.errors.contains("missing") && server.seen.count < 40, "\(run)")
    }
    let growing = unnamed(alike: true) { .int(Int64($0 * 100 + 100)) }
    let run = try wessaal(["-c", "messages list | length"], base: growing.url)
    #expect(run.status == 8 && run.errors.contains("missing") && growing.seen.count < 10, "\(run)")
  }

  @Test func aWalkThatFindsNoEndIsAnError() throws {
    let nowhere = unnamed(alike: false) { _ in nil }
    let run = try wessaal(["-c", "messages list | length"], base: nowhere.url, within: 30)
    expect(run, status: 8, says: "messages list must end, or have a total that says where, but goes on after")
    #expect(nowhere.seen.count < 150)
    let growing = unnamed(alike: false) { .int(Int64($0 * 100 + 100)) }
    expect(
      try wessaal(["-c", "messages list | length"], base: growing.url, within: 30), status: 8,
      says: "messages list must end after 200 rows, as its total says, but goes on after")
    #expect(growing.seen.count < 150)
  }

  /// Each page has new ids, and the total is always higher, or missing.
  @Test(arguments: [true, false]) func newIdsWithoutEndAreAnError(grows: Bool) throws {
    let server = RecordingServer(keepsLog: true) { seen, _ in
      let page = seen.number("page") ?? 1
      let rows = (0..<100).map { #"{"id":\#(page * 100 + $0)}"# }.joined(separator: ",")
      return .json(#"{"data":{"data":[\#(rows)]\#(grows ? ",\"total\":\(page * 100 + 100)" : "")}}"#)
    }
    let run = try wessaal(["-c", "messages list | length"], base: server.url, within: 60)
    #expect(run.status == 8 && run.errorCount == 1, "\(run)")
    #expect(server.seen.count < (grows ? 400 : 1100), "\(server.seen.count)")
  }

  /// Where all rows are there, but fewer than the total says, none comes twice.
  @Test func rowsWithoutAnIdComeOnceAlsoWhereSomeAreMissing() throws {
    let server = RecordingServer { seen, _ in
      let page = seen.number("page") ?? 1
      let rows = page > 2 ? [] : (0..<100).map { #"{"content":\#(page * 100 + $0)}"# }
      return .json(#"{"data":{"data":[\#(rows.joined(separator: ","))],"total":250}}"#)
    }
    let run = try wessaal(["-c", "messages list | map @.content"], base: server.url)
    #expect(run.status == 8 && run.errors.contains("50 are missing") && ids(run).count == 200, "\(run)")
  }

  @Test func whoWantsFewRowsReadsFewPages() throws {
    let server = MessageList(1000, cap: 50).server()
    let run = try walk(server, "messages list | first 5")
    #expect(ids(run).count == 5 && server.seen.count == 1)
  }

  /// New rows move the others to later pages, and removed rows move them to earlier ones: as many rows as a
  /// page, and while pages are requested in advance.
  @Test(arguments: Change.all) func whatStaysComesOnceHoweverTheListChanges(_ change: Change) throws {
    let list = MessageList(430, cap: 20, change: change.make)
    let server = list.server()
    let run = try walk(server)
    let ids = ids(run)
    #expect(run.status == 0 && Set(ids).count == ids.count, "\(run.errors)")
    let stayed = Set((1...430).map(String.init)).subtracting(list.deleted.map(\.json))
    #expect(stayed.isSubset(of: ids), "missing: \(stayed.subtracting(ids).sorted())")
    #expect(server.seen.count <= 22 + 2 * change.calls, "\(server.seen.count)")
  }

  struct Change: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// How many more calls it may cost.
    var calls: Int
    var make: @Sendable (inout MessageList.State, Int) -> Void

    static let all = [
      Change(testDescription: "one is added", calls: 2) { list, call in if call == 3 { list.add(1) } },
      Change(testDescription: "a page is added", calls: 8) { list, call in if call == 3 { list.add(20) } },
      Change(testDescription: "pages are added", calls: 10) { list, call in if call == 8 { list.add(47) } },
      Change(testDescription: "one is added each time", calls: 12) { list, _ in list.add(1) },
      Change(testDescription: "one goes that came", calls: 8) { list, call in if call == 5 { list.delete(0) }
      },
      Change(testDescription: "one goes that is to come", calls: 8) { list, call in
        if call == 5 { list.delete(400) }
      },
      Change(testDescription: "a page goes that came", calls: 8) { list, call in
        if call == 9 { for _ in 0..<20 { list.delete(10) } }
      },
      Change(testDescription: "all that came go", calls: 24) { list, call in
        if call == 9 { for _ in 0..<150 { list.delete(0) } }
      },
      Change(testDescription: "the oldest go", calls: 40) { list, call in
        if call % 4 == 0 { list.delete(list.ids.count - 1) }
      },
      Change(testDescription: "as many go as are added", calls: 34) { list, call in
        if call % 5 == 4 {
          list.delete(list.ids.count - 1)
          list.add(1)
        }
      },
      Change(testDescription: "more are added than go", calls: 30) { list, call in
        if call % 5 == 4 {
          for _ in 0..<5 { list.delete(0) }
          list.ids.append(contentsOf: (0..<9).map { .int(Int64(call * 10_000 + $0)) })
        }
      },
      Change(testDescription: "one moves to the beginning", calls: 24) { list, call in
        if call == 6 { list.ids.insert(list.ids.remove(at: 300), at: 0) }
      },
    ]
  }

  @Test func aCountThatCannotBeIsReadRowByRow() throws {
    for total in [0, -1] as [Value] {
      let server = MessageList(130, total: { _ in total }).server()
      #expect(try wessaal(["-c", "messages list | count"], base: server.url).output == "130\n")
    }
    // A single row could not show that there are more rows than the total says.
    for total in [10, 1, 99] as [Value] {
      let server = MessageList(250, total: { _ in total }).server()
      let run = try wessaal(
        ["-c", "messages list | count; messages list per_page=1 | count; messages list | length"],
        base: server.url)
      #expect(run.output == "250\n250\n250\n", "\(run)")
    }
    let empty = MessageList(0, total: { _ in 7 }).server()
    expect(
      try wessaal(["-c", "messages list | count"], base: empty.url), status: 8,
      says: "messages list must give the 7 rows that its total says, but 7 are missing")
  }

  /// A message that the account's list does not show must not be taken for one that was not sent.
  @Test func aShortListFreesNoKey() throws {
    let folder = Folder()
    let server = RecordingServer { seen, _ in
      if seen.method == "POST" { return .json("{}", status: 500) }
      return .json(#"{"data":{"data":[],"total":3}}"#)
    }
    folder.write(
      "s.wsl",
      #"once "k" { messages send instance=a recipient=+966501234567 content=Hi }"#)
    let environment = ["XDG_STATE_HOME": folder.path]
    for options in [[], [], ["--in-doubt", "retry"]] {
      let run = try wessaal(
        options + ["s.wsl"], base: server.url, environment: environment, folder: folder.path)
      #expect(run.status == (options.isEmpty ? 9 : 8), "\(run)")
      if server.seen.count > 2 { #expect(run.errors.contains("3 are missing"), "\(run)") }
    }
    #expect(server.seen.count { $0.method == "POST" } == 1)
  }
}

extension MessageList.State {
  fileprivate mutating func add(_ count: Int) {
    let next = (ids.compactMap(\.asInt).max() ?? 0) + 1
    ids.insert(contentsOf: (0..<Int64(count)).reversed().map { .int(next + $0) }, at: 0)
  }
}

extension MessageList {
  /// Answers with the first page, whichever page is requested.
  fileprivate func repeating() -> RecordingServer {
    RecordingServer { [self] _, _ in .json(page(1).json) }
  }
}
