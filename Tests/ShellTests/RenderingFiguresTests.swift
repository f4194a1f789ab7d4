import JSON
import Shell
import Testing

@testable import Rendering

@Suite struct RenderingFiguresTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (4812, "4,812"), (-1_234_567, "-1,234,567"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func thousandsAreSetApart(number: Int, expected: String) {
    #expect(Figures.grouped(number) == expected)
  }

  @Test(
    arguments: [
      (0, "0 ms"), (0.0004, "0 ms"), (0.34, "340 ms"), (0.9996, "1 s"), (1.24, "1.2 s"), (9.96, "10 s"),
      (42.4, "42 s"), (59.7, "1 min"), (200, "3 min 20 s"), (7500, "2 h 5 min"), (86400, "1 d"),
      (273_600, "3 d 4 h"), (-5, "0 ms"), (.infinity, "for ever"), (.nan, "for ever"),
    ] as [(Double, String)])
  func durationsHaveTwoUnitsAtMost(seconds: Double, expected: String) {
    #expect(Figures.duration(seconds) == expected)
  }

  @Test(
    arguments: [
      (12.4, "12/s"), (1, "1/s"), (1.0 / 3, "20/m"), (30.0 / 3600, "30/h"), (0, "0/h"),
    ] as [(Double, String)])
  func ratesAreToldInTheUnitThatFits(rate: Double, expected: String) {
    #expect(Figures.rate(perSecond: rate) == expected)
  }

  @Test func countsAndShares() {
    #expect(Figures.counted(1, "message") == "1 message")
    #expect(Figures.counted(4812, "message") == "4,812 messages")
    #expect(Figures.counted(2, "reply", "replies") == "2 replies")
    #expect(Figures.share(4811, of: 4812) == "4,811 of 4,812 (99%)")
    #expect(Figures.share(0, of: 0) == "0 of 0")
  }

  @Test(
    arguments: [
      (0, 250, 0, 80, "······························  0 of 250 (0%)"),
      (0, nil, 5, 80, "0 done"),
      (5, 250, 0.5, 40, "························  5 of 250 (2%)"),
      (120, 250, 10, 80, "██████████████················  120 of 250 (48%) · 12/s · 11 s left"),
      (120, 250, 10, 40, "120 of 250 (48%) · 12/s · 11 s left"),
      (250, 250, 20, 80, "██████████████████████████████  250 of 250 (100%) · 13/s"),
      (40, nil, 120, 80, "40 done · 20/m"),
      (120, 250, 10, 20, "120 of 250 (48%) · …"),
    ] as [(Int, Int?, Double, Int, String)])
  func progressTellsHowFarHowFastHowLong(
    done: Int, total: Int?, elapsed: Double, columns: Int, expected: String
  ) {
    var progress = Progress(total: total)
    progress.done = done
    #expect(progress.line(elapsed: elapsed, columns: columns) == expected)
  }

  @Test func theRateIsThatOfTheWorkSinceItsBeginning() {
    let line = Progress(done: 120, total: 250).line(elapsed: 10, since: 100, columns: 80)
    #expect(line.hasSuffix("120 of 250 (48%) · 2/s · \(Figures.duration(65)) left"), "\(line)")
  }
}
