import Files
import JSON
import SystemCalls

/// A process that claims keys. This is enough to name the process, and to find out on the same machine whether it still
/// runs.
package struct Holder: Hashable, Sendable {
  /// A random word that only this process has among all that ever claim keys.
  package var token: String
  /// The machine's name, as people know it.
  package var machine: String
  /// The kernel's identifier of the time since the machine was last started.
  package var boot: String
  /// The namespace in which the process number is valid (`pid_namespaces(7)`).
  package var namespace: String
  package var process: Int64
  /// When the process began, in clock ticks since the machine was started. It tells the process from a later one with
  /// the same number.
  package var started: Int64

  /// This process, under a new token.
  package static func current() -> Holder {
    let process = Int64(CurrentProcess.identifier)
    return Holder(
      token: hexadecimal(UInt64.random(in: .min ... .max)), machine: machineName, boot: currentBoot,
      namespace: currentNamespace, process: process, started: start(of: process) ?? 0)
  }

  package init(
    token: String, machine: String, boot: String, namespace: String, process: Int64, started: Int64
  ) {
    (self.token, self.machine, self.boot) = (token, machine, boot)
    (self.namespace, self.process, self.started) = (namespace, process, started)
  }

  /// Reads the `holder` member of a claim; nil where it has no token.
  package init?(_ value: Value?) {
    guard let value, let token = value["token"]?.asString else { return nil }
    self.init(
      token: token, machine: value["machine"]?.asString ?? "", boot: value["boot"]?.asString ?? "",
      namespace: value["namespace"]?.asString ?? "", process: value["process"]?.asInt ?? 0,
      started: value["started"]?.asInt ?? 0)
  }

  package var value: Value {
    [
      "token": Value(token), "machine": Value(machine), "boot": Value(boot), "namespace": Value(namespace),
      "process": .int(process), "started": .int(started),
    ]
  }

  /// Whether the process has ended. This is nil where this process cannot know: the other one ran on another machine,
  /// before this machine was last started, or in another container.
  package var hasEnded: Bool? {
    guard !boot.isEmpty, boot == Self.currentBoot, namespace == Self.currentNamespace else { return nil }
    return Self.start(of: process) != started
  }

  /// How messages name the process.
  package var words: String {
    "process \(process) on \(machine.isEmpty ? "a machine without a name" : machine)"
  }

  package static var currentBoot: String { firstWord(of: "/proc/sys/kernel/random/boot_id") }

  private static var currentNamespace: String {
    let name = FileSystem.destination(ofLink: Array("/proc/self/ns/pid".utf8)) ?? []
    return String(decoding: name, as: UTF8.self)
  }

  private static var machineName: String { firstWord(of: "/proc/sys/kernel/hostname") }

  /// Reads the 22nd field of `/proc/PID/stat` (`proc_pid_stat(5)`). The second field is in parentheses and may contain
  /// any byte, so the counting begins after the last closing parenthesis.
  private static func start(of process: Int64) -> Int64? {
    guard let bytes = (try? InputFile.bytes(of: "/proc/\(process)/stat", most: 4096)) ?? nil,
      let end = bytes.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = String(decoding: bytes[(end + 1)...], as: UTF8.self).split(separator: " ")
    return fields.count > 19 ? Int64(fields[19]) : nil
  }

  private static func firstWord(of path: String) -> String {
    let bytes = (try? InputFile.bytes(of: path, most: 256)) ?? nil
    return String(decoding: (bytes ?? []).prefix { $0 > 0x20 }, as: UTF8.self)
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
