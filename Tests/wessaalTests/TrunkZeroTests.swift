import Testing

/// A number with a 0 after the calling code reaches nobody, or somebody else.
@Suite struct TrunkZeroTests {
  private static let send = "messages send instance=my-instance content=Hi recipient="

  @Test(arguments: [
    ("+4901512345678", "+491512345678"), ("+310612345678", "+31612345678"),
    ("+62081234567890", "+6281234567890"),
    ("+9660501234567", "+966501234567"),
  ]) func isRefusedWhereverItIsKnown(_ found: String, _ meant: String) throws {
    let says = [
      "recipient must have no 0 behind the calling code, but is '\(found)'", "without it: \(meant)",
    ]
    for code in [
      Self.send + found, "let n = \"\(found)\"; " + Self.send + "$n",
      "let n = \"\(found.dropLast())\" + \"\(found.suffix(1))\"; " + Self.send + "$n",
    ] {
      let run = try wessaal(["--sandbox", "-c", code])
      #expect(run.status != 0 && run.output == "", "\(run)")
      for part in says { #expect(run.errors.contains(part), "\(run)") }
    }
    let direct = try wessaal([
      "--sandbox", "messages", "send", "instance=my-instance", "content=Hi", "recipient=\(found)",
    ])
    expect(direct, status: 2, says: says[0], says[1])
    let bulk = try wessaal([
      "--sandbox", "-c",
      "messages send-bulk instance=my-instance messages=[{recipient: \"+966501234567\", content: a}, {recipient: \"\(found)\", content: b}]",
    ])
    expect(bulk, status: 2, says: "messages.1.recipient must have no 0 behind the calling code")
  }

  @Test(arguments: [
    ("0501234567", "with its country: phone(\"0501234567\", \"SA\") is +966501234567"),
    ("050 123 4567", "phone(\"050 123 4567\", \"SA\") is +966501234567"),
    ("+966 50 123 4567", "as E.164: +966501234567"),
    ("00966501234567", "as E.164: +966501234567"),
  ]) func aNumberAsAPersonWritesItIsToldAsE164(_ found: String, _ hint: String) throws {
    let run = try wessaal(["--sandbox", "-c", Self.send + "\"\(found)\""])
    expect(run, status: 2, says: "recipient must be E.164", hint)
    let typed = try wessaal(["--sandbox", "-c", "print phone(\"\(found)\", \"SA\")"])
    #expect(typed.output == "+966501234567\n", "\(typed)")
  }

  @Test(arguments: ["+390612345678", "+966501234567", "+4915123456789", "+12025550123"])
  func aZeroOfTheNumberIsItsOwn(_ number: String) throws {
    let run = try wessaal(["--sandbox", "-c", "(" + Self.send + number + ").status"])
    #expect(run.status == 0, "\(run)")
  }

  @Test func whoAsksForTheServersAnswerGetsIt() throws {
    let run = try wessaal(["--sandbox", "-c", "(" + Self.send + "+4901512345678 --no-check).status"])
    #expect(run.status == 0, "\(run)")
  }
}
