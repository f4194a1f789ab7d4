import Glibc
import HTTP
import JSON
import Machine
import Rendering
import Source
import Syntax

extension WorldBuiltins {
  static let recording = [
    WorldBuiltin(
      Signature(
        "record",
        operands: [Operand("save", type: .enumeration(["save"])), Operand("FILE", .path, type: .string)],
        flags: [
          Flag(
            "mask", .optional, type: .enumeration(MaskExtent.allCases.map(\.rawValue)),
            meaning: "with tokens for customers' data, or =numbers: for phone numbers alone")
        ]),
      "save what was called and shown so far: .jsonl to replay, .har, .txt",
      examples: [
        Builtin.Example("contacts list | ignore\nrecord save support.jsonl --mask"),
        Builtin.Example(
          "ping | ignore\nrecord save support.har\n(open support.har --as json).log.version", shows: nil),
      ]
    ) { (call, session) async throws(Failure) in
      guard let path = call.operand(1)?.asString else {
        throw .argument("record save", "a file's name", call.operand(1) ?? .null)
      }
      try session.saveRecord(path, masking: call.maskExtent)
      return .value(.null)
    },
    WorldBuiltin(
      Signature("replay", operands: [Operand("FILE", .path, type: .string)]),
      "answer calls from a recording, and send nothing; replay off ends it",
      examples: [
        Builtin.Example(
          "ping | ignore\nrecord save support.jsonl\nreplay support.jsonl\n(ping).message\nreplay off")
      ]
    ) { (call, session) async throws(Failure) in
      guard let path = call.operand(0)?.asString else {
        throw .argument("replay", "a recording's name, or 'off'", call.operand(0) ?? .null)
      }
      if path == "off" { try session.endReplay() } else { try session.replay(path) }
      return .value(.null)
    },
  ]
}

/// The forms that a record is saved in, by the ending of the file's name.
enum RecordFormat: String, CaseIterable {
  case jsonl, har, txt

  init(path: String) throws(Failure) {
    guard let format = Self.allCases.first(where: { path.hasSuffix(".\($0.rawValue)") }) else {
      throw Failure(
        .usage, "the name of a record must end in .jsonl, .har or .txt, but is '\(Escaping.line(path))'",
        hint: ".jsonl can be replayed, .har opens in other tools, .txt is what was shown")
    }
    self = format
  }
}

extension WorldCall {
  /// nil where nothing is to be hidden.
  fileprivate var maskExtent: MaskExtent? {
    has("mask") ? flag("mask")?.asString.flatMap(MaskExtent.init) ?? .all : nil
  }
}

extension MaskExtent {
  /// What a file with it says of itself.
  var note: String {
    switch self {
    case .all:
      "Masked: ids, statuses, types, times, counts, credits, names of instances and error texts are as they were; "
        + "whatever else a customer is or wrote is a token, the same value the same token."
    case .numbers:
      "Masked: phone numbers are false, the same number the same false one; all else is as it was."
    }
  }

  fileprivate var words: String {
    self == .all ? "; what customers are or wrote is masked" : "; its phone numbers are false"
  }
}

extension Session {
  fileprivate func saveRecord(_ path: String, masking extent: MaskExtent?) throws(Failure) {
    let format = try RecordFormat(path: path)
    try settings.files.check(path)
    let recording = recorder.recording
    guard !recording.exchanges.isEmpty || format == .txt else {
      throw Failure(.usage, "record save keeps what was called, but nothing was called yet")
    }
    if settings.dryRun { return say("dry run, not written: \(Escaping.line(path))") }
    let scrubber = recording.scrubber(keys, extent.map { Mask(maskMemory, $0, commands.catalog) })
    try replaceSecret(path, with: recording.bytes(as: format, scrubber))
    say(recording.words(for: path, as: format) + (extent?.words ?? ""))
  }

  private var keys: [APIKey] { [client, outside?.client].compactMap { (try? $0?.get())?.key } }

  private func replaceSecret(_ path: String, with bytes: [UInt8]) throws(Failure) {
    if access(path, F_OK) == 0, !settings.yes, try ask("\(path) is there already. Replace it?") == false {
      throw Failure(.usage, "\(Escaping.line(path)) is there already, and was left as it is")
    }
    do throws(FileError) { try Files.replace(path, with: bytes, mode: 0o600, keepsMode: false) } catch {
      throw Failure(error)
    }
  }
}

extension Recording {
  /// - Parameter keys: the session's own; those that calls were made with are known.
  fileprivate func scrubber(_ keys: [APIKey], _ mask: Mask?) -> Scrubber {
    let keys = Array(Set(keys + exchanges.compactMap(\.exchange.request.key)))
    var mask = mask
    mask?.bases = Set(exchanges.map(\.base))
    let scrubber = Scrubber(keys, mask: mask)
    if mask != nil { learn(scrubber) }
    return scrubber
  }

  fileprivate func bytes(as format: RecordFormat, _ scrubber: Scrubber) -> [UInt8] {
    if format == .txt { return transcript(scrubber) }
    let note = scrubber.mask?.extent.note
    let calls = exchanges.map { RecordedCall($0, scrubber) }
    if format == .har {
      return Value.har(of: calls, below: exchanges.map(\.base), comment: note).jsonBytes(indent: 2) + [0x0A]
    }
    var bytes: [UInt8] = []
    for (index, call) in calls.enumerated() {
      call.value(comment: index == 0 ? note : nil).appendJSON(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  fileprivate func words(for path: String, as format: RecordFormat) -> String {
    let path = Escaping.line(path)
    if format == .txt { return "what was shown is in \(path)" + (isWhole ? "" : ", save its beginning") }
    let cut = exchanges.count { max($0.requestCount, $0.answerCount) > Recorder.mostOfBody }
    return "\(Figures.counted(exchanges.count, "exchange")) in \(path)"
      + (forgotten > 0 ? ", \(Figures.grouped(forgotten)) before them no longer kept" : "")
      + (cut > 0 ? ", \(Figures.counted(cut, "body")) cut at 1 MiB" : "")
  }
}
