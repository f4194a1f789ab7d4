import Files
import Glibc
import HTTP
import JSON
import Machine
import Profiles
import Recording
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

extension WorldCall {
  /// nil where nothing is to be hidden.
  fileprivate var maskExtent: MaskExtent? {
    has("mask") ? flag("mask")?.asString.flatMap(MaskExtent.init) ?? .all : nil
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
