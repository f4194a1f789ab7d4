import JSON
import Machine
import Rendering
import Source
import Syntax
import SystemCalls

/// Keeps the `keep` variables of a script between its runs. Each script, account and profile has its own
/// file, which only its owner can read.
public struct KeepFile: Sendable {
  private let folder: String
  private let path: String
  /// The name of the script in messages.
  private let name: String
  private let lockFolder: String
  /// The script and the account of the values. The file holds them too, so that people can read them, and so
  /// that another file with the same name is recognised.
  private let owner: Value

  /// - Parameters:
  ///   - folder: the shell's state folder.
  ///   - script: the script's path.
  ///   - account: what identifies the account: base URL and profile.
  public init(folder: String, script: String, account: [String]) {
    let script = Files.target(script) ?? script
    owner = .array(([script] + account).map { Value($0) })
    self.folder = folder + "/keep"
    lockFolder = folder + "/lock"
    name = script.split(separator: "/").last.map(String.init) ?? script
    path = "\(self.folder)/\(Self.name(script, owner)).json"
  }

  /// The name of a script's own file: the last part of its path, and a digest that distinguishes it from
  /// others.
  package static func name(_ script: String, _ owner: Value) -> String {
    let name = script.split(separator: "/").last ?? ""
    return "\(String(name.unicodeScalars.prefix(48)))-\(owner.jsonBytes().digest)"
  }

  /// The values that the last run left, by variable; none where there was no such run.
  ///
  /// - Throws: where the file cannot be read, or is not a file of this script.
  package func load() throws(Failure) -> Object {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try InputFile.bytes(of: path, isOwn: true) ?? [] } catch {
      if error.isMissing { return Object() }
      throw Failure(error)
    }
    guard let value = try? Value(own: bytes), let values = value["values"]?.asObject else {
      throw Failure(
        .usage, "\(Escaping.line(path)) must hold what the script kept, but does not",
        hint:
          "nothing ran; mend the file, or put back a copy of it: without it the script begins anew, and does again what "
          + "it has done")
    }
    return value["of"] == owner ? values : Object()
  }

  /// Makes the folders, so that a script that could not keep its values fails before it does anything.
  package func prepare() throws(Failure) {
    for folder in [folder, lockFolder] {
      do throws(SystemError) {
        try FileSystem.makeFolders(folder, mode: 0o700)
        try FileSystem.check(folder, for: [.writing, .searching])
      } catch { throw Failure(FileError(path: folder, action: .write, cause: error)) }
    }
  }

  /// Waits until this run is the only one with these values. It stays the only one until its process ends and
  /// the lock goes. So the next run finds complete values.
  ///
  /// - Parameters:
  ///   - tell: is told what the run waits for, where it waits long.
  ///   - isInterrupted: whether to stop waiting.
  /// - Throws: `interrupted`, where it stopped waiting; a failure, where the lock cannot be had.
  package func hold(tell: (String) -> Void, isInterrupted: () -> Bool) throws(Failure) {
    let path = "\(lockFolder)/\(Self.name(name, owner))"
    let descriptor: Descriptor
    do throws(SystemError) {
      descriptor = try Descriptor.openOwn(path, [.readingAndWriting, .create], mode: 0o600)
    } catch { throw Failure(FileError(path: path, action: .write, cause: error)) }
    var waited = 0
    // On a file system without locks, the file is used without them.
    while (try? descriptor.tryLock()) == false {
      if isInterrupted() {
        descriptor.close()
        throw .interrupted
      }
      if waited == Self.patience { tell(waiting(for: descriptor)) }
      waited += Self.pause
      SystemClock.pause(milliseconds: Self.pause)
    }
    // The number is only for messages, so a failure to write it does no harm.
    try? descriptor.truncate(to: 0)
    try? descriptor.writeAll(Array("\(CurrentProcess.identifier)\n".utf8), at: 0)
  }

  /// The time between two looks, and the time before a message, in milliseconds.
  private static let (pause, patience) = (50, 1000)

  private func waiting(for descriptor: Descriptor) -> String {
    let bytes = (try? descriptor.read(16, at: 0)) ?? []
    let number = String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
    let process = Int32(number).map { " (process \($0))" } ?? ""
    return "waiting for another run of \(Escaping.line(name))\(process) to end: what it keeps is read then"
  }

  /// Replaces the stored values. Readers see either all old or all new ones.
  ///
  /// - Throws: where the file cannot be made, written or renamed.
  package func store(_ values: Object) throws(Failure) {
    let value: Value = ["of": owner, "values": .object(values)]
    do throws(FileError) {
      try Files.replace(path, with: value.jsonBytes() + [UInt8(ascii: "\n")], mode: 0o600)
    } catch { throw Failure(error) }
  }
}

extension [UInt8] {
  /// FNV-1a of 64 bits (RFC 9923), in hexadecimal digits.
  package var digest: String {
    String(
      reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
  }
}

extension Program {
  /// Whether it has variables that last from run to run.
  public var keeps: Bool { !keptNames.isEmpty }

  package var keptNames: [String] {
    statements.compactMap { if case .keep(let name, _) = $0.kind { name.text } else { nil } }
  }
}
