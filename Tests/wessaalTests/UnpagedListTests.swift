import JSON
import Testing

/// Lists that the documentation does not page, from a service that still gives them page by page. They are
/// read as a whole, or the program says that this is not possible.
@Suite struct UnpagedListTests {
  /// The place where a service may say that a list is a page.
  enum Shape: CaseIterable { case documented, total, meta, pagination, next }

  /// Pages with at most so many rows.
  private static func server(_ count: Int, most: Int, _ shape: Shape, ignoresPages: Bool = false)
    -> RecordingServer
  {
    RecordingServer { seen, _ in
      let size = min(seen.number("per_page") ?? 15, most)
      let page = ignoresPages ? 1 : seen.number("page") ?? 1
      let rows: [Value] = (0..<count).dropFirst((page - 1) * size).prefix(size).map {
        ["id": .int(Int64($0 + 1)), "phone": Value("+9665\(10_000_000 + $0)")]
      }
      let list = Value.array(rows)
      let total = Value.int(Int64(count))
      let isLast = page * size >= count
      let body: Value =
        switch shape {
        case .documented:
          ["success": true, "data": ["current_page": .int(Int64(page)), "data": list, "total": total]]
        case .total: ["success": true, "data": list, "total": total]
        case .meta: ["success": true, "data": list, "meta": ["total": total]]
        case .pagination: ["success": true, "data": list, "pagination": ["total": total]]
        case .next:
          ["success": true, "data": ["data": list, "next_page_url": isLast ? .null : "http://elsewhere/"]]
        }
      return .json(body.json)
    }
  }

  @Test(arguments: Shape.allCases, [(7, 15), (40, 15), (250, 100), (250, 10)])
  func theyAreReadToTheirEnd(shape: Shape, size: (count: Int, most: Int)) throws {
    let server = Self.server(size.count, most: size.most, shape)
    let run = try wessaal(
      ["-c", "contacts list | map @.id | unique | length; contacts list | count"], base: server.url)
    #expect(run.status == 0 && run.output == "\(size.count)\n\(size.count)\n", "\(run)")
    // One answer shows that there are more rows, and then each page is requested once.
    let pages = (size.count - 1) / size.most + 1
    #expect(
      server.seen.count <= 2 * (size.count <= 15 && size.most >= 15 ? 1 : pages + 2), "\(server.seen.count)")
  }

  @Test(arguments: ["contacts", "templates", "instances", "workspaces"])
  func oneThatCannotBeReadToItsEndIsAnError(noun: String) throws {
    let server = Self.server(250, most: 15, .documented, ignoresPages: true)
    let run = try wessaal(["-c", "\(noun) list | length"], base: server.url)
    #expect(run.status == 8 && run.errors.contains("250") && run.output == "", "\(run)")
    let raw = try wessaal(["-c", "(\(noun) list --raw).success"], base: server.url)
    #expect(raw.output == "true\n", "\(raw)")
  }
}
