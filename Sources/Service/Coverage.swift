/// Reckons from the pages of a list how much of it has come: when the list is at its end, and how many rows are missing
/// then.
///
/// What a service says of its list is not trusted: a page may hold fewer rows than were asked for, and the total may be
/// absent, false, or another one with each page. What it promised first bounds a walk. No arithmetic here can overflow.
struct Coverage {
  /// What the pages so far say.
  enum Verdict: Equatable {
    case goesOn
    /// All has come that the total promises.
    case ended
    /// No more comes, though the total promises so many more.
    case missing(Int)
    /// New rows come and come, far beyond what the total promised, or without a total.
    case endless
  }

  /// The rows of each page when it was read last; the first is that of page 1.
  private var counts: [Int] = []
  /// Their sum.
  private(set) var covered = 0
  /// What the service said last, from 0; nil where it never did.
  private(set) var total: Int?
  /// What the service said first.
  private var firstTotal: Int?
  /// Rows that came, each once, and those that stood twice on one page.
  private(set) var accounted = 0
  /// By how many rows the total grew in all.
  private var grown = 0
  /// Rows that had come before and stand on a later page now, since rows that were added meanwhile moved them there.
  private var moved = 0
  /// Pages in a row that brought nothing new.
  private var quietPages = 0
  /// Whether the total has changed since a page brought something new.
  private var isMoving = false
  /// Pages that came beyond what was promised, and how many of them had rows without an id.
  private var pagesBeyond = 0
  private var unnamedBeyond = 0
  private(set) var verdict = Verdict.goesOn

  /// How many pages have come, from the first on.
  var count: Int { counts.count }
  /// The page that came last, 0 before the first.
  private(set) var last = 0

  /// How many more pages the total promises, if all are as long as the longest so far; at least one.
  var pagesLeft: Int {
    guard let total, total > covered, let longest = counts.max(), longest > 0 else { return 1 }
    return (total - covered - 1) / longest + 1
  }

  /// How many rows a walk is to find. A total that grows while it is read promises no more than it did at first: a
  /// service whose total is always ahead would otherwise be read without end.
  var promised: Int? { total.map { min($0, firstTotal ?? $0) } }

  /// Whether another row is promised.
  var promisesMore: Bool { promised.map { covered < $0 } ?? false }

  /// Whether as many rows came as the total promises, though some may have come twice.
  var isWhole: Bool { total.map { covered >= $0 } ?? true }

  /// How many rows the total promises beyond those that came, and those that were added where the walk had been.
  var missing: Int {
    guard let total else { return 0 }
    let known = Self.sum(accounted, min(moved, grown))
    return known < total ? total - known : 0
  }

  /// Takes a page into account.
  ///
  /// - Parameters:
  ///   - page: its number, at most one more than there are.
  ///   - new: how many of its rows had not come before.
  ///   - repeated: how many of its rows stand on it twice.
  ///   - kind: what its rows can be told by.
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

  /// Whether rows that were added meanwhile may be why those that came stand on the last page too.
  private var mayBeMoved: Bool { (isMoving || moved <= grown) && quietPages <= Self.mostQuiet }

  private var end: Verdict { missing > 0 ? .missing(missing) : .ended }

  /// Pages that may go on beyond the total, or as many as there are up to it.
  private static let mostBeyond = 100
  /// Pages of a list whose rows have ids, and which has no total: 100,000 rows.
  private static let mostWithoutTotal = 1000
  /// Pages in a row that may bring nothing new, and the list still goes on.
  private static let mostQuiet = 50

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
  }
}
