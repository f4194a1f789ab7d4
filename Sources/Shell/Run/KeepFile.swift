import Glibc
import JSON
import Machine
import Rendering
import Source
import Syntax

/// Where the `keep` variables of a script stand between its runs: a file of its own for each script, account
/// and profile, readable by its owner alone.
public struct KeepFile: Sendable {
  private let folder: String
  private let path: String
  /// Whose values these are; it stands in the file too, for people and against a file of the same name.
  private let owner: Value

  /// - Parameters:
  ///   - folder: the shell's state folder.
  ///   - script: the script's path.
  ///   - account: what tells one account from another: base URL and profile.
  public init(folder: String, script: String, account: [String]) {
    let script = Files.target(script)
    owner = .array(([script] + account).map { Value($0) })
    self.folder = folder + "/keep"
    path = "\(self.folder)/\(Self.name(script, owner)).json"
  }

  /// A name for a file of a script's own: its last part, and what tells it from others of that name.
  static func name(_ script: String, _ owner: Value) -> String {
    let name = script.split(separator: "/").last ?? ""
    return "\(String(name.unicodeScalars.prefix(48)))-\(owner.jsonBytes().digest)"
  }

  /// The values of the last run that ended well, by variable; none where there was no such run.
  func load() throws(Failure) -> Object {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try InputFile.bytes(of: path) ?? [] } catch {
      if error.isMissing { return Object() }
      throw Failure(error)
    }
    guard let value = try? Value(parsing: bytes), let values = value["values"]?.asObject else {
      throw Failure(
        .usage, "\(Escaping.line(path)) must hold what the script kept, but does not",
        hint: "without the file the script begins anew")
    }
    return value["of"] == owner ? values : Object()
  }

  /// Makes the folder, so that a script that cannot keep anything is told before it does anything.
  func prepare() throws(Failure) {
    let parts = folder.split(separator: "/", omittingEmptySubsequences: true)
    for count in 1...parts.count { mkdir("/" + parts.prefix(count).joined(separator: "/"), 0o700) }
    if access(folder, W_OK | X_OK) != 0 {
      throw Failure(FileError(path: folder, action: .write, code: errno))
    }
  }

  func store(_ values: Object) throws(Failure) {
    let value: Value = ["of": owner, "values": .object(values)]
    do throws(FileError) {
      try Files.replace(path, with: value.jsonBytes() + [UInt8(ascii: "\n")], mode: 0o600)
    } catch { throw Failure(error) }
  }

}

extension [UInt8] {
  /// FNV-1a of 64 bits (RFC 9923), in hexadecimal digits.
  var digest: String {
    String(
      reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
  }
}

extension Session {
  /// Gives a script's `keep` variables what its last run left in them.
  public func recall(_ program: Program, from file: KeepFile) throws(Failure) {
    guard !program.keptNames.isEmpty else { return }
    if !settings.dryRun, rehearsal == nil { try file.prepare() }
    let values = try file.load()
    for name in program.keptNames { if let value = values[Text(name)] { set(name, value) } }
  }

  /// Keeps them for the next run, after one that ended well. A dry run keeps nothing.
  public func keep(_ program: Program, in file: KeepFile) throws(Failure) {
    guard !program.keptNames.isEmpty, !settings.dryRun, rehearsal == nil else { return }
    var values = Object()
    for name in program.keptNames {
      guard let slot = globalNames.firstIndex(of: name), let value = globals.values[slot] else { continue }
      values[Text(name)] = value
    }
    try file.store(values)
  }
}

extension Program {
  /// Whether it leaves something for its next run.
  public var keeps: Bool { !keptNames.isEmpty }

  fileprivate var keptNames: [String] {
    statements.compactMap { if case .keep(let name, _) = $0.kind { name.text } else { nil } }
  }
}
