import Commands
import Files
import HTTP
import JSON
import Machine
import Recording
import Rendering
import Stage
import Syntax
import SystemCalls

extension WorldBuiltins {
  static let recording: [WorldBuiltin<Session>] = [
    WorldBuiltin(
      Signature(
        "record",
        operands: [
          Operand("save", type: .enumeration(["save"])), Operand("FILE", .path, type: .string),
          Operand("MORE", required: false, repeated: true),
        ],
        flags: [
          Flag(
            "about", .required, type: .string, collection: Operand.numbers,
            meaning: "keep only what is about these ids or numbers: --about 12345 +966501234567"),
          Flag(
            "mask", .optional, type: .enumeration(MaskExtent.allCases.map(\.rawValue)),
            meaning: "with tokens for customers' data, or =numbers: for phone numbers alone"),
        ]),
      "save what was called and shown so far: .jsonl to replay, .har, .txt, .html for a colleague",
      examples: [
        Builtin.Example("contacts list | ignore\nrecord save support.jsonl --mask"),
        Builtin.Example("contacts get 12 | ignore\nrecord save case.html --about 12"),
        Builtin.Example(
          "ping | ignore\nrecord save support.har\n(open support.har --as json).log.version", shows: nil),
      ], gives: .null, faults: recordFaults
    ) { (call, session) async throws(Failure) in
      guard let path = call.operand(1)?.asString else {
        throw .argument("record save", "a file's name", call.operand(1) ?? .null)
      }
      try session.saveRecord(path, masking: try call.maskExtent(), about: try call.subject())
      return .value(.null)
    }.with {
      $0.effect = { _ in .writes(.file) }
      $0.isForPrompt = true
      $0.needsRecord = true
    },
    WorldBuiltin(
      Signature("replay", operands: [Operand("FILE", .path, type: .string)]),
      "answer calls from a recording, and send nothing; replay off ends it",
      examples: [
        Builtin.Example(
          "ping | ignore\nrecord save support.jsonl\nreplay support.jsonl\n(ping).message\nreplay off")
      ], gives: .null
    ) { (call, session) async throws(Failure) in
      guard let path = call.operand(0)?.asString else {
        throw .argument("replay", "a recording's name, or 'off'", call.operand(0) ?? .null)
      }
      if path == "off" { try session.endReplay() } else { try session.replay(path) }
      return .value(.null)
    }.with {
      $0.effect = { command in
        command.operands.first?.constant(as: .string)?.asString == "off" ? .none : .reads(.file)
      }
      $0.isForPrompt = true
    },
  ]

  private static let recordFaults: Builtin.Faults = { given, _ in
    guard given.operands.count > 1, let path = given.operands[1]?.asString else { return [] }
    do throws(Failure) {
      _ = try RecordFormat(path: path)
      return []
    } catch { return [ArgumentFault(operand: 1, message: error.message, hint: error.hint)] }
  }
}

extension WorldCall {
  /// The people that the record is limited to; nil where all is kept.
  fileprivate func subject() throws(Failure) -> RecordSubject? {
    let more = operand(2)?.asArray ?? []
    guard let first = flag("about") else {
      if let word = more.first {
        throw Failure(
          .usage, "record save takes one file, but has \(word.described) too",
          hint: "--about ID… keeps what speaks of some ids or numbers")
      }
      return nil
    }
    let words = ([first] + more).flatMap { $0.asArray ?? [$0] }.map { $0.asString ?? $0.json }
    guard words.allSatisfy({ $0.contains(where: \.isNumber) }) else {
      throw .argument("record save --about", "ids and phone numbers", .array(words.map { Value($0) }))
    }
    return RecordSubject(words)
  }

  /// How much is hidden; nil where nothing is.
  ///
  /// - Throws: where a value is given that says neither.
  func maskExtent() throws(Failure) -> MaskExtent? {
    guard has("mask") else { return nil }
    guard let value = flag("mask"), value != true else { return .all }
    guard let extent = value.asString.flatMap(MaskExtent.init) else {
      throw .argument("--mask", MaskExtent.allCases.map(\.rawValue).joined(separator: " or "), value)
    }
    return extent
  }
}

extension Session {
  fileprivate func saveRecord(
    _ path: String, masking extent: MaskExtent?, about subject: RecordSubject?
  ) throws(Failure) {
    let format = try RecordFormat(path: path)
    try access.check(path)
    var recording = record.recorder.recording
    recording.session = RecordedSession(
      account: account.label,
      host: (try? account.client.get()).map { "\($0.base)" } ?? "",
      zone: console.interruption.zone.string, saved: console.world.surroundings.date())
    if let subject { recording = recording.about(subject) }
    guard !recording.exchanges.isEmpty || format == .txt else {
      throw Failure(
        .usage,
        subject == nil
          ? "record save keeps what was called, but nothing was called yet"
          : "record save --about keeps what speaks of \(subject?.words.joined(separator: ", ") ?? ""), but nothing does"
      )
    }
    if console.mode.isDry { return console.say("dry run, not written: \(Escaping.line(path))") }
    // A mask first learns from each exchange what must be hidden. A transcript has no exchanges.
    let passes = (extent == nil ? 0 : 1) + (format == .txt ? 0 : 1)
    var progress = Progress("record save", total: recording.exchanges.count * passes)
    let line = console.progress
    let mask = extent.map {
      Mask(record.maskMemory(commands, now: console.world.surroundings.date()), $0, commands.catalog)
    }
    let scrubber = recording.scrubber(keys, mask) {
      progress.done += 1
      line.show(progress)
    }
    try replaceSecret(path, with: recording.bytes(as: format, scrubber))
    console.say(
      recording.words(for: path, as: format) + (extent?.words ?? "")
        + (subject.map {
          "; \(recording.isSilent ? "nothing" : "only what") speaks of \(Escaping.line($0.words.joined(separator: ", ")))"
        } ?? ""))
  }

  private var keys: [APIKey] { [account.key, record.outside?.key].compactMap(\.self) }

  private func replaceSecret(_ path: String, with bytes: [UInt8]) throws(Failure) {
    if FileSystem.exists(path), !console.answersYes,
      try console.ask("\(path) is there already. Replace it?") == false
    {
      throw Failure(.usage, "\(Escaping.line(path)) is there already, and was left as it is")
    }
    do throws(FileError) { try Files.replace(path, with: bytes, mode: 0o600, keepsMode: false) } catch {
      throw Failure(error)
    }
  }
}
