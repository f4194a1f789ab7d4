import Catalog
import Commands
import JSON
import Machine
import Rendering
import Stage
import SystemCalls

/// Reads a list page by page. It goes on by the number of rows that came, not by the page size that was asked for.
///
/// Each `id` is given once. Rows that are added during the walk move other rows to later pages, where these come a
/// second time. Where the total has changed and a page does not overlap with the rows before it, the walk goes back to
/// a page that does, so that it misses no row that moved. Rows without an id are given like others, but the walk ends
/// where a page of such rows comes a second time.
package final class Walk: WorldStream {
  private let operation: Operation
  private let arguments: Object
  private let window: Window
  private let service: Service
  private var perPage: Value
  /// Whether pages may be requested before it is certain that they are needed.
  private let readsAhead: Bool
  /// Whether each answer so far had the documented form: a success, the page that was asked for, and a total.
  package private(set) var isAsDocumented = true
  private var coverage = Coverage()
  private var ids = SeenIDs()
  private var pages = SeenPages()
  private var course = Course.onward
  /// The page that is looked at next.
  private var place = 1
  /// Answers that have been read and not looked at yet. The first is for page `place`.
  private var ahead: [Result<Value, Failure>] = []
  /// How many pages are requested at once next. It is one until the caller has read on.
  private var width = 1
  /// How many answers were put aside because the list had changed before them.
  private var setbacks = 0

  /// How the walk goes on.
  private enum Course {
    case onward
    /// At the end of the list, rows are missing. Rows that were changed or added meanwhile may now stand on the first
    /// pages, so these are read again. Where as many rows came as the total says, some of them twice, the missing ones
    /// may be on any page, so all pages are read again.
    case again(isWhole: Bool)
    /// Everything that came has been given. Where rows are missing, this is the failure that says so.
    case over(Failure?)
  }

  private struct Page {
    var number: Int
    var rows: [Value]
    var total: Int?
    /// Whether the service gave the whole list, and not a page of it.
    var isWhole = false
  }

  /// How many pages are requested at once at most. While the service makes the next page, the pages before it are
  /// parsed. From the sandbox, 100,000 rows take 0.45 s one page at a time, and 0.33 s with four at once.
  private static let widest = 4
  /// Two setbacks are allowed for each page, and so many more. A service whose total changes with each answer must not
  /// cost calls without end.
  private static let mostSetbacks = 20

  package init(
    _ operation: Operation, _ arguments: Object, _ window: Window, in service: Service,
    readsAhead: Bool = true
  ) {
    self.readsAhead = readsAhead
    self.operation = operation
    self.arguments = arguments
    self.window = window
    self.service = service
    perPage = arguments["per_page"] ?? 100
  }

  package override var total: Int? { window.isOpen ? coverage.total : nil }

  /// Whether no more rows came than the total says. Otherwise the total is wrong.
  package var isWithinTotal: Bool { coverage.total.map { seenCount <= $0 } ?? false }

  /// How many rows were read, whether the caller wants them or not.
  package var seenCount: Int { ids.count }

  package override var progress: Progress? {
    Progress(operation.name, done: seenCount, total: coverage.total)
  }

  package override func next() async throws(Failure) -> [Value] {
    while true {
      if case .over(let failure) = course {
        if let failure { throw failure }
        return []
      }
      if let progress { service.console.progress.show(progress) }
      let rows = try await fetch()
      if !rows.isEmpty { return rows }
    }
  }

  /// The number of rows, read from the `total` of one page. Where that total cannot be right, all rows are read and
  /// counted. The page has a hundred rows, so that a total that is too low is noticed.
  package func countAll() async throws(Failure) -> Int64 {
    perPage = 100
    let answer = try await read(page: 1, of: perPage)
    if case .array(let rows)? = answer["data"], let total = Self.total(of: answer), total >= rows.count,
      rows.isEmpty == (total == 0)
    {
      return Int64(total)
    }
    var count: Int64 = 0
    while case let rows = try await next(), !rows.isEmpty { count += Int64(rows.count) }
    return count
  }

  /// The rows of the next page that are new and wanted. The result may be empty although more pages follow.
  private func fetch() async throws(Failure) -> [Value] {
    let page = try await nextPage()
    if page.isWhole {
      course = .over(nil)
      return page.rows.filter { !window.isPast($0) && window.holds($0) }
    }
    let past = window.since == nil ? nil : page.rows.firstIndex(where: window.isPast)
    let rows = page.rows[..<(past ?? page.rows.count)]
    // On a page that is read again, rows without an id are ignored, because they cannot be told from those that came.
    let isFirst = page.number > coverage.count
    let kind = isFirst ? pages.kind(of: page.rows, isPromised: coverage.promisesMore) : .echo
    let arrivals = ids.insert(rows, unnamedAreNew: kind != .echo)
    let new = arrivals.count { $0 == .new }
    coverage.note(
      page: page.number, rows: page.rows.count, new: new, repeated: arrivals.count { $0 == .repeated },
      kind: kind, total: page.total)
    place = page.number + 1
    course = past == nil ? course(after: new, kind) : .over(nil)
    if isFirst, kind == .echo { tellEcho(page.number) }
    return zip(rows, arrivals).compactMap { $1 == .new && window.holds($0) ? $0 : nil }
  }

  /// Decides how to go on.
  ///
  /// - Parameter new: how many new rows the last page brought.
  private func course(after new: Int, _ kind: PageKind) -> Course {
    if case .again(let isWhole) = course {
      if coverage.missing == 0 { return .over(nil) }
      if coverage.verdict == .endless { return .over(endless) }
      return new > 0 || (isWhole && place <= coverage.count) ? course : .over(missing)
    }
    switch coverage.verdict {
    case .goesOn: return .onward
    case .ended: return .over(nil)
    case .endless: return .over(endless)
    // Rows without an id cannot be told from those that came, so it is useless to read them again.
    case .missing where coverage.count > 1 && kind == .named:
      (place, ahead) = (1, [])
      return .again(isWhole: coverage.isWhole)
    case .missing: return .over(missing)
    }
  }
}

// MARK: Pages

extension Walk {
  /// The next page to look at.
  private func nextPage() async throws(Failure) -> Page {
    while true {
      let isFresh = ahead.isEmpty
      if isFresh { ahead = await readOn() }
      let isAlone = isFresh && ahead.count == 1
      let answer = ahead.removeFirst()
      let page: Page
      do throws(Failure) { page = try self.page(answer) } catch {
        ahead = []
        throw error
      }
      if !mayLeaveGap(page) { return page }
      setbacks += 1
      guard setbacks <= 2 * coverage.count + Self.mostSetbacks else { throw restless }
      // Where several pages were requested at once, nobody knows which one the service made first. So such a page is
      // requested again.
      (ahead, width) = ([], 1)
      if isAlone {
        place -= 1
        ahead = [await result(of: place), answer]
      }
    }
  }

  private func page(_ answer: Result<Value, Failure>) throws(Failure) -> Page {
    let value = try answer.get()
    guard case .array(let rows)? = value["data"] else {
      if place > 1 { throw failure("must be answered page by page, but page \(place) is none") }
      return Page(number: place, rows: try Answers.rows(value, of: operation.name), isWhole: true)
    }
    return Page(number: place, rows: rows, total: Self.total(of: value))
  }

  private static func total(of answer: Value) -> Int? {
    (answer["total"]?.asInt).flatMap { $0 < 0 ? nil : Int(exactly: $0) }
  }

  /// Whether rows may have moved from this page to an earlier one without being seen there. That is possible where the
  /// total has changed or the page does not follow the last one, and where the page begins with a row that has not come
  /// yet.
  private func mayLeaveGap(_ page: Page) -> Bool {
    guard case .onward = course, page.number > 1, !page.isWhole, let total = page.total,
      let last = coverage.total, total != last || page.number != coverage.last + 1
    else { return false }
    return page.rows.first.map { ids.hasSeen($0) == false } ?? true
  }

  /// Reads the next answers. Where the walk may end before the list does, only one page is requested at a time.
  private func readOn() async -> [Result<Value, Failure>] {
    guard case .onward = course, readsAhead, window.isOpen, coverage.total != nil, place == coverage.count + 1
    else {
      return [await result(of: place)]
    }
    let count = min(width, coverage.pagesLeft)
    width = min(width * 2, Self.widest)
    return count > 1 ? await results(from: place, count) : [await result(of: place)]
  }

  /// Requests several pages at once, and returns their answers in order.
  private func results(from first: Int, _ count: Int) async -> [Result<Value, Failure>] {
    // All these tasks run on the thread of the session.
    let bound = ThreadBound(self)
    typealias Page = (offset: Int, result: Result<Value, Failure>, exchange: LastExchange?)
    let pages = await withTaskGroup(of: Page.self) { tasks in
      for offset in 0..<count {
        tasks.addTask {
          let walk = bound.value
          return await walk.service.inNewLane {
            let result = await walk.result(of: first + offset)
            return (offset, result, walk.service.lane.lastExchange)
          }
        }
      }
      return await tasks.reduce(into: [Page]()) { $0.append($1) }.sorted { $0.offset < $1.offset }
    }
    service.lane.lastExchange = pages.last?.exchange
    return pages.map(\.result)
  }

  private func result(of page: Int) async -> Result<Value, Failure> {
    do throws(Failure) { return .success(try await read(page: page, of: perPage)) } catch {
      return .failure(error)
    }
  }

  private func read(page: Int, of perPage: Value) async throws(Failure) -> Value {
    var arguments = arguments
    arguments["page"] = .int(Int64(page))
    arguments["per_page"] = perPage
    let body = try await service.exchange(operation, arguments, raw: true)
    let data = body["data"] ?? body
    isAsDocumented =
      isAsDocumented && body["success"] == true && data["data"]?.asArray != nil && Self.total(of: data) != nil
      && (data["current_page"] ?? .int(Int64(page))) == .int(Int64(page))
    return Answers.page(in: body, isFollowing: page > 1) ?? data
  }
}

// MARK: Wording

extension Walk {
  private var missing: Failure {
    failure(
      "must give the \(promised) that its total says, but \(Figures.grouped(coverage.missing)) "
        + "\(coverage.missing == 1 ? "is" : "are") missing")
  }

  private var endless: Failure {
    let end =
      coverage.promised.map { "must end after \(Figures.counted($0, "row")), as its total says" }
      ?? "must end, or have a total that says where"
    return failure("\(end), but goes on after \(Figures.grouped(coverage.covered))")
  }

  /// Says that the list is taken to end here. Without a total, nothing else would tell the user that the list may be
  /// longer.
  private func tellEcho(_ page: Int) {
    guard coverage.total == nil else { return }
    service.console.say(
      "\(operation.name): page \(page) is one that came before, and its rows have no id: the list is taken to end there"
    )
  }

  private var restless: Failure {
    failure("must not change while it is read, but changed before page \(place) at each attempt")
  }

  private var promised: String { Figures.counted(coverage.total ?? 0, "row") }

  private func failure(_ message: String) -> Failure {
    let page = operation.isPaginated ? " page=1" : ""
    return Failure(
      .server, "\(operation.name) \(message)",
      hint:
        "the list may have changed while it was read: run it again; '\(operation.name)\(page) --raw' shows a page"
    )
  }
}
