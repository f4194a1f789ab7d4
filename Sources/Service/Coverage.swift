/// Calculates from the pages of a list how much of the list has come, when it ends, and how many rows are missing in
/// the end.
///
/// What the service says about its list is not trusted. A page may have fewer rows than were asked for. The total may
/// be absent, wrong, or different with each page. The first total limits how far a walk goes. No calculation here can
/// overflow.
struct Coverage {
  /// What the pages so far mean.
  enum Verdict: Equatable {
    /// More rows may follow.
    case goesOn
    /// All rows that the total promises have come.
    case ended
    /// No more rows come, though the total promises so many more.
    case missing(Int)
    /// New rows keep coming, either far beyond the total or without any total.
    case endless
  }

  /// The number of rows on each page when it was last read. The first element is for page 1.
  private var counts: [Int] = []
  /// The sum of `counts`.
  private(set) var covered = 0
  /// The last total of the service, at least 0; nil where it gave none.
  private(set) var total: Int?
  /// The first total of the service.
  private var firstTotal: Int?
  /// How many rows have come, each counted once. Rows that stand twice on one page are counted twice.
  private(set) var accounted = 0
  /// By how many rows the total has grown, all increases added up.
  private var grown = 0
  /// How many rows came a second time on a later page, because rows that were added meanwhile have moved them there.
  private var moved = 0
  /// How many pages in sequence brought no new row.
  private var quietPages = 0
  /// Whether the total has changed since a page last brought a new row.
  private var isMoving = false
  /// How many pages came beyond what was promised, and how many of these had rows without an id.
  private var pagesBeyond = 0
  private var unnamedBeyond = 0
  private(set) var verdict = Verdict.goesOn

  /// How many pages have been read, counted from the first page.
  var count: Int { counts.count }
  /// The page that was read last; 0 before the first.
  private(set) var last = 0

  /// How many more pages the total promises, where each is as long as the longest so far; at least one.
  var pagesLeft: Int {
    guard let total, total > covered, let longest = counts.max(), longest > 0 else { return 1 }
    return (total - covered - 1) / longest + 1
  }

  /// How many rows a walk must find. Where the total grows while the list is read, the first total counts. Otherwise a
  /// service whose total is always ahead would be read without end.
  var promised: Int? { total.map { min($0, firstTotal ?? $0) } }

  /// Whether more rows are promised.
  var promisesMore: Bool { promised.map { covered < $0 } ?? false }

  /// Whether as many rows have come as the total says, repeated rows included.
  var isWhole: Bool { total.map { covered >= $0 } ?? true }

  /// How many rows of the total have not come. Rows that were added to pages already read are not counted as missing.
  var missing: Int {
    guard let total else { return 0 }
    let known = Self.sum(accounted, min(moved, grown))
    return known < total ? total - known : 0
  }

  /// Takes a page into account.
  ///
  /// - Parameters:
  ///   - page: the number of the page, at most `count + 1`.
  ///   - rows: how many rows the page has.
  ///   - new: how many of them had not come before.
  ///   - repeated: how many of them stand twice on this page.
  ///   - kind: whether the rows can be told from others.
  mutating func note(page: Int, rows: Int, new: Int, repeated: Int, kind: PageKind, total newTotal: Int?) {
    if let newTotal {
      firstTotal = firstTotal ?? newTotal
      grown = Self.sum(grown, max(0, newTotal - (total ?? newTotal)))
      if newTotal != total ?? newTotal { isMoving = true }
      total = newTotal
    }
    accounted = Self.sum(accounted, new)
    last = page
    guard page > counts.count else {
      covered += rows - counts[page - 1]
      counts[page - 1] = rows
      verdict = .goesOn
      return
    }
    accounted = Self.sum(accounted, repeated)
    moved = Self.sum(moved, rows - new - repeated)
    counts.append(rows)
    covered += rows
    quietPages += 1
    if new > 0 { (quietPages, isMoving) = (0, false) }
    verdict = judge(rows: rows, new: new, kind)
  }

  private mutating func judge(rows: Int, new: Int, _ kind: PageKind) -> Verdict {
    if rows == 0 || (new == 0 && (kind == .echo || !mayBeMoved)) { return end }
    if promisesMore { return .goesOn }
    if covered == total { return end }
    pagesBeyond += 1
    if kind != .named { unnamedBeyond += 1 }
    let most = total == nil ? Self.mostWithoutTotal : max(Self.mostBeyond, counts.count / 2)
    return pagesBeyond > most || unnamedBeyond > Self.mostBeyond ? .endless : .goesOn
  }

  /// Whether the page may have brought no new row only because rows that were added meanwhile have moved old rows
  /// there.
  private var mayBeMoved: Bool { (isMoving || moved <= grown) && quietPages <= Self.mostQuiet }

  private var end: Verdict { missing > 0 ? .missing(missing) : .ended }

  /// How many pages may come beyond the total before the list counts as endless. In a long list it is as many as the
  /// total promised.
  private static let mostBeyond = 100
  /// How many pages of rows with ids are read where there is no total: 100,000 rows.
  private static let mostWithoutTotal = 1000
  /// How many pages in sequence may bring no new row while the list still goes on.
  private static let mostQuiet = 50

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
  }
}
