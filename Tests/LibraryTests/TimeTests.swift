import JSON
import Machine
import Testing

@testable import Library

@Suite struct TimeTests {
  @Test(
    arguments: [
      ("1970-01-01", 0), ("2025-01-15T10:30:00.000000Z", 1_736_937_000),
      ("2025-01-15 13:30+03:00", 1_736_937_000),
      ("2025-01-15T13:30:00+0300", 1_736_937_000), ("2025-01-15T10:30:00.250Z", 1_736_937_000.25),
      ("2024-02-29T00:00Z", 1_709_164_800), ("1969-12-31T23:59:59Z", -1), ("0000-03-01", -62_162_035_200),
      ("2025-01-15T13:30:00+03", 1_736_937_000),
    ] as [(String, Value)])
  func isoTextIsATime(text: String, expected: Value) throws {
    #expect(try call("time", Value(text)) == expected)
  }

  @Test(arguments: [
    "", "2025", "2025-1-1", "2025-02-29", "2025-13-01", "2025-01-01T24:00", "2025-01-01T10",
    "2025-01-01T10:00:00.",
    "2025-01-01T10:00 +03", "2025-01-01T10:00+3", "2025-01-01x", "٢٠٢٥-٠١-٠١", "2025-01-01T10:00+03:",
  ])
  func otherTextIsNone(text: String) {
    #expect(message { try call("time", Value(text)) }.hasPrefix("time takes a date or time of ISO 8601"))
  }

  @Test(
    arguments: [
      ("%Y-%m-%dT%H:%M:%SZ", "2025-01-05T09:03:07Z"), ("%F %T %R %D", "2025-01-05 09:03:07 09:03 01/05/25"),
      ("%a %A %b %B %h", "Sun Sunday Jan January Jan"), ("%e|%k|%l|%I|%p|%P|%j", " 5| 9| 9|09|AM|am|005"),
      ("%u %w %U %W %V %G %g %C %y", "7 0 01 00 01 2025 25 20 25"),
      ("%s %% %z %:z %Z", "1736067787 % +0000 +00:00 UTC"),
      ("%-d/%-m %-H", "5/1 9"), ("%c", "Sun Jan  5 09:03:07 2025"), ("اليوم %d", "اليوم 05"),
    ])
  func datesByFormat(format: String, expected: String) throws {
    #expect(try call("date", 1_736_067_787, Value(format), nil) == Value(expected))
  }

  @Test(
    arguments: [
      ("2025-01-15", "Asia/Riyadh", "2025-01-14T21:00:00"),
      ("2025-01-15T10:30:00Z", "Asia/Riyadh", "2025-01-15T10:30:00"),
      ("2026-07-01 12:00", "Africa/Cairo", "2026-07-01T09:00:00"),
      ("2026-01-01 12:00", "Africa/Cairo", "2026-01-01T10:00:00"),
      ("2025-07-01 12:00", "-02:30", "2025-07-01T14:30:00"),
      // A time that clocks skip, and one that comes twice.
      ("2025-03-30 02:30", "Europe/Berlin", "2025-03-30T01:30:00"),
      ("2025-10-26 02:30", "Europe/Berlin", "2025-10-26T00:30:00"),
      ("2040-07-01 12:00", "Europe/Berlin", "2040-07-01T10:00:00"),
    ])
  func aTimeThatNamesNoZoneIsInTheOneThatIsGiven(text: String, zone: String, expected: String) throws {
    let seconds = try call("time", Value(text), nil, Value(zone))
    #expect(try call("date", seconds, "%FT%T", "UTC") == Value(expected))
  }

  @Test(
    arguments: [
      ("30/11/2026 4:30 PM", "%d/%m/%Y %I:%M %p", "2026-11-30T16:30:00"),
      ("1.2.25", "%d.%m.%y", "2025-02-01T00:00:00"),
      ("12:05 am, 3 Mar 2025", "%I:%M %p, %d %b %Y", "2025-03-03T00:05:00"),
      ("Monday 6 January 2025", "%A %d %B %Y", "2025-01-06T00:00:00"),
      ("٣٠/١١/٢٠٢٦ ٤:٣٠ م", "%d/%m/%Y %I:%M %p", "2026-11-30T16:30:00"),
      ("20250115T103000", "%Y%m%dT%H%M%S", "2025-01-15T10:30:00"),
      ("2025-01-15 13:30:00 +0300", "%F %T %z", "2025-01-15T10:30:00"),
      ("1736937000", "%s", "2025-01-15T10:30:00"),
      ("2025-060", "%Y-%j", "2025-03-01T00:00:00"), ("100%", "100%%", "1970-01-01T00:00:00"),
    ])
  func timesAreReadByAFormat(text: String, format: String, expected: String) throws {
    let seconds = try call("time", Value(text), Value(format), nil)
    #expect(try call("date", seconds, "%FT%T", "UTC") == Value(expected))
  }

  @Test(arguments: [
    ("31/02/2026", "%d/%m/%Y"), ("30/11/2026 16:30 PM", "%d/%m/%Y %I:%M %p"), ("30/11", "%d/%m/%Y"),
    ("30/11/2026 x", "%d/%m/%Y"),
    ("", "%d"), ("2025-366", "%Y-%j"), ("0:30 PM", "%I:%M %p"),
  ])
  func whatIsNotAsTheFormatSaysIsRefused(text: String, format: String) {
    #expect(
      message { try call("time", Value(text), Value(format), nil) }.hasPrefix(
        "time --format takes text as '\(format)' has it"))
  }

  @Test func aFormatThatCannotBeReadIsRefused() {
    #expect(message { try call("time", "1", "%Q", nil) }.contains("'%Q' in '%Q' is none"))
    #expect(
      message { try call("time", "1", nil, "Mars/Phobos") }
        == "time --zone takes a time zone of this system, but has 'Mars/Phobos'")
  }

  @Test(arguments: [
    ("2025-01-31T10:00", 1, "UTC", "2025-02-28T10:00"), ("2024-01-31T10:00", 1, "UTC", "2024-02-29T10:00"),
    ("2025-03-31T10:00", -13, "UTC", "2024-02-29T10:00"), ("2025-01-15T10:00", 12, "UTC", "2026-01-15T10:00"),
    ("2025-12-31T23:30", 2, "Europe/Berlin", "2026-02-28T23:30"),
    ("2025-02-28T12:00", 2, "Europe/Berlin", "2025-04-28T12:00"),
  ])
  func monthsAreAdded(text: String, months: Int64, zone: String, expected: String) throws {
    let start = try call("time", Value(text), nil, Value(zone))
    let later = try call("add-months", start, .int(months), Value(zone))
    #expect(try call("date", later, "%FT%R", Value(zone)) == Value(expected))
  }

  @Test func theZoneOfTheRunIsTheUsualOne() throws {
    let interruption = Interruption()
    interruption.setZone("Asia/Riyadh")
    guard case .function(let body) = try builtin("date").body else { throw NotOfThatKind() }
    #expect(try body(Arguments([0, "%R", nil], interruption: interruption)) == "03:00")
    #expect(Zone.utc.midnight(1, before: 100_000) == 0)
    #expect(try Zone(named: "Asia/Riyadh").midnight(0, before: 100_000) == 75_600)
  }

  @Test(arguments: [
    (1_735_603_200, "2025 01 2024-12-31"), (1_104_537_600, "2004 53 2005-01-01"), (-1, "1970 01 1969-12-31"),
  ])
  func weeksFollowISO(seconds: Int64, expected: String) throws {
    #expect(try call("date", .int(seconds), "%G %V %F", nil) == Value(expected))
  }

  @Test func whatIsNoDateIsRefused() {
    #expect(
      message { try call("date", 0, "%Q", nil) }
        == "date takes a format of strftime, but '%Q' in '%Q' is none")
    #expect(message { try call("date", 0, "50%", nil) }.contains("'%' in '50%'"))
    #expect(message { try call("date", "2025-01-01", "%F", nil) }.hasPrefix("date takes a time in seconds"))
    #expect(
      message { try call("date", 1_736_937_000_000, "%F", nil) }.hasPrefix("date takes seconds of the years"))
    #expect(message { try call("date", 0, "%F", "../etc/passwd") }.hasPrefix("date --zone takes a time zone"))
  }

  @Test func fixedOffsetsNeedNoDatabase() throws {
    #expect(try call("date", 0, "%F %R %z", "+03:30") == "1970-01-01 03:30 +0330")
    #expect(try call("date", 0, "%F %R %z", "-0200") == "1969-12-31 22:00 -0200")
  }

  @Test(
    .enabled(if: ZoneFile(zone: "Europe/Berlin") != nil, "no time zone database here"),
    arguments: [
      ("Asia/Riyadh", 1_736_937_000, "13:30 +03"), ("Europe/Berlin", 1_736_937_000, "11:30 CET"),
      ("Europe/Berlin", 1_751_328_000, "02:00 CEST"), ("America/New_York", 4_120_000_000, "00:26 EDT"),
      ("Europe/Berlin", 4_121_193_599, "01:59 CEST"), ("Africa/Cairo", 1_751_328_000, "03:00 EEST"),
    ])
  func zonesComeFromTheDatabase(zone: String, seconds: Int64, expected: String) throws {
    #expect(try call("date", .int(seconds), "%R %Z", Value(zone)) == Value(expected))
  }

  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", 1_743_296_399, 3600), ("CET-1CEST,M3.5.0,M10.5.0/3", 1_743_296_400, 7200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", 1_761_440_399, 7200), ("CET-1CEST,M3.5.0,M10.5.0/3", 1_761_440_400, 3600),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_736_937_000, 39600),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_751_328_000, 36000),
    ("<+0330>-3:30", 0, 12600),
  ])
  func rulesHoldForAllYears(rule: String, seconds: Int64, offset: Int) throws {
    #expect(try #require(ZoneRule(rule)).local(at: seconds).offset == offset)
  }

  @Test(
    arguments: [[], Array("TZif2".utf8), Array("TZif2".utf8) + Array(repeating: 255, count: 200)] as [[UInt8]]
  )
  func brokenZoneFilesAreNone(bytes: [UInt8]) {
    #expect(ZoneFile(bytes) == nil)
  }
}
