import Testing

/// Bytes that are not UTF-8 in places for text. None of them is sent as something else.
@Suite struct EncodingTests {
  private let folder = Folder()
  private let server = RecordingServer(json: #"{"success":true,"data":{"id":1}}"#)

  /// - Parameter line: `\351` and the like mean bytes.
  private func run(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
    try shell(line, base: server.url, environment: environment, folder: folder.path)
  }

  @Test(arguments: [
    (
      #""$W" messages send instance=124 recipient=+966500000001 content="$(printf 'caf\351')""#, 5, 12, "0xE9"
    ),
    (
      #""$W" -c "$(printf 'messages send instance=124 recipient=+966500000001 content="\377"')""#, 2, 61,
      "0xFF"
    ),
    (#""$W" -c 'print $args[0]' "$(printf 'a\303')""#, 3, 2, "0xC3"),
    (#""$W" s.wsl a "$(printf '\355\240\200')""#, 3, 1, "0xED"),
    (#""$W" s.wsl --name "$(printf 'x\300\257')""#, 3, 2, "0xC0"),
    (#""$W" "$(printf 'caf\351').wsl""#, 1, 4, "0xE9"),
    (#""$W" check "$(printf 'caf\351').wsl""#, 2, 4, "0xE9"),
    (#""$W" --profile "$(printf '\201')" ping"#, 2, 1, "0x81"),
    (#""$W" contacts create phone=+966500000001 notes="$(printf 'ab\360\237\230')""#, 4, 9, "0xF0"),
  ]) func anArgumentIsRefused(line: String, argument: Int, byte: Int, value: String) throws {
    folder.write("s.wsl", "param name = \"\"\nprint $args")
    let run = try run(line)
    expect(
      run, status: 2, says: "argument \(argument)", "must be valid UTF-8, but its byte \(byte) is \(value)")
    #expect(server.seen.isEmpty)
  }

  @Test func whatIsUTF8Passes() throws {
    let run = try run(#""$W" -c 'print $args[0]' 'é😀 � سلام'"#)
    #expect(run.status == 0 && run.output == "é😀 � سلام\n", "\(run)")
  }

  @Test func aKeyInAnArgumentIsNotShown() throws {
    let run = try run(#""$W" ping "sk_test_0123456789abcdef$(printf '\351')""#)
    #expect(run.status == 2 && !run.errors.contains("0123456789"), "\(run.errors)")
  }

  @Test func aVariableIsLeftOut() throws {
    let send = "messages send instance=124 recipient=+966500000001 content=$env.NAME"
    let run = try run("NAME=$(printf 'caf\\351') \"$W\" -c '\(send)'")
    #expect(run.status == 1 && run.errors.contains("no member 'NAME'"), "\(run)")
    #expect(server.seen.isEmpty)
    let other = try self.run(
      "NAME=$(printf 'caf\\351') OTHER=é \"$W\" -c 'print $env.OTHER; print ($env.NAME? ?? \"none\")'")
    #expect(other.output == "é\nnone\n", "\(other)")
  }

  @Test(arguments: [
    "WESSAAL_API_KEY", "WESSAAL_BASE_URL", "WESSAAL_PROFILE", "WESSAAL_CONFIG", "HOME", "XDG_STATE_HOME",
    "XDG_CONFIG_HOME",
  ])
  func aVariableThatSetsTheProgramUpIsRefused(name: String) throws {
    let run = try run("export \(name)=\"$(printf '/sk_test_01234567\\351')\"; \"$W\" ping")
    expect(run, status: 2, says: "\(name) must be valid UTF-8")
    #expect(!run.errors.contains("sk_test_0123") && server.seen.isEmpty)
  }

  @Test(arguments: [
    "\"$W\" s.wsl", "\"$W\" - < s.wsl", "\"$W\" < s.wsl", "\"$W\" check s.wsl", "\"$W\" u.wsl",
  ])
  func aScriptDoesNotCheck(line: String) throws {
    let text =
      Array("messages send instance=124 recipient=+966500000001 content=\"caf".utf8) + [0xE9]
      + Array("\"\n".utf8)
    folder.write("s.wsl", bytes: text)
    folder.write("u.wsl", "use \"s.wsl\"\n")
    let run = try run(line)
    expect(run, status: 2, says: "1:64: error", "valid UTF-8", "0xE9")
    #expect(server.seen.isEmpty)
  }

  @Test(arguments: ["text", "csv", "json", "ndjson"]) func standardInputIsRefused(format: String) throws {
    let run = try run(
      "printf '\"caf\\351\"\\n\"x\"\\n' | \"$W\" -c 'open - --as \(format) | each { messages send instance=124 recipient=+966500000001 content=\"$(@)\" }'"
    )
    #expect(run.status == 1 && run.errors.contains("UTF-8"), "\(run)")
    #expect(server.seen.isEmpty)
  }

  @Test func aConfigurationIsRefused() throws {
    folder.write(
      "c.toml", bytes: Array("[defaults]\ncontent = \"caf".utf8) + [0xE9] + Array("\"\n".utf8), mode: 0o600)
    let run = try run("\"$W\" ping", environment: ["WESSAAL_CONFIG": folder.path + "/c.toml"])
    expect(run, status: 2, says: "c.toml must be valid UTF-8")
  }
}
