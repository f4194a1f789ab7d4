import Testing

/// `--zone` and what it changes.
@Suite struct ZoneTests {
  @Test func daysBeginInTheZoneOfTheRun() throws {
    let code = "(today() | date \"%R\"); (today() | date \"%R\" --zone UTC); time(\"2025-01-15\")"
    let run = try wessaal(["--zone", "Asia/Riyadh", "--sandbox", "-c", code])
    #expect(run.output == "\"00:00\"\n\"21:00\"\n1736888400\n", "\(run)")
    let plain = try wessaal(["--sandbox", "-c", code])
    #expect(plain.output == "\"00:00\"\n\"00:00\"\n1736899200\n", "\(plain)")
  }

  @Test func yesterdayOfAListBeginsInTheZone() throws {
    let code = """
      messages send instance=my-instance contact_id=11 content=Hi | ignore
      let m = messages list | first
      let day = date(time($m.created_at), "%F")
      print (messages list --since today | count)
      print (messages list --since $day | count)
      """
    let run = try wessaal(["--zone", "Pacific/Kiritimati", "--sandbox", "-c", code])
    #expect(run.status == 0 && run.output == "1\n1\n", "\(run)")
  }

  @Test func theZoneOfTheProfileCounts() throws {
    let folder = Folder()
    let config = folder.write("config.toml", "zone = \"Asia/Riyadh\"\n")
    let environment = ["WESSAAL_CONFIG": config]
    let code = "time(\"2025-01-15\")"
    let run = try wessaal(["-c", code], environment: environment)
    #expect(run.output == "1736888400\n", "\(run)")
    let typed = try wessaal(["--zone", "UTC", "-c", code], environment: environment)
    #expect(typed.output == "1736899200\n", "\(typed)")
  }

  @Test func aZoneThatThereIsNotIsAFaultOfTheCall() throws {
    let run = try wessaal(["--zone", "Mars/Phobos", "-c", "1"])
    expect(run, status: 2, says: "--zone must be a time zone of this system", "Mars/Phobos")
    let folder = Folder()
    folder.write("a.wsl", "print 1")
    expect(
      try wessaal(["./a.wsl", "--zone", "UTC"], folder: folder.path), status: 2,
      says: "--zone is an option of wessaal")
    expect(try wessaal(["--zone", "UTC", "fmt", "a.wsl"], folder: folder.path), status: 2, says: "--zone")
  }
}
