import Glibc
import Synchronization
import TestSupport

/// A program that runs beside the test. It gets its input, and its output and errors are collected, by
/// pipes.
final class Child {
  let pid: pid_t
  private var input: Int32
  private var unsent: [UInt8]
  private let output: Int32
  private let errors: Int32
  private var outputBytes: [UInt8] = []
  private var errorBytes: [UInt8] = []
  private let start = monotonicSeconds()
  private var isReaped = false

  /// - Parameter input: nil leaves standard input open until the end.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], folder: String,
    input text: [UInt8]? = []
  ) throws {
    // The result of write(2) tells that a child has gone.
    signal(SIGPIPE, SIG_IGN)
    let ends: (input: Int32, output: Int32, errors: Int32)
    (pid, ends) = try spawning.withLock { _ in
      try Self.spawn(["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder, program] + arguments, environment)
    }
    (input, output, errors) = ends
    unsent = text ?? []
    for end in [input, output, errors] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    keepsInput = text == nil
    if unsent.isEmpty, !keepsInput { closeInput() }
  }

  private let keepsInput: Bool

  deinit {
    if !isReaped {
      kill(-pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
    closeInput()
    close(output)
    close(errors)
  }

  var outputText: String { String(decoding: outputBytes, as: UTF8.self) }
  var errorText: String { String(decoding: errorBytes, as: UTF8.self) }

  func send(signal: Int32) { kill(pid, signal) }

  /// The processor time of the program, in seconds.
  var processorSeconds: Double {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Runs on until the condition holds, or the time is over. Returns whether the condition holds.
  func run(upTo seconds: Double = 20, until condition: (Child) -> Bool) -> Bool {
    let deadline = monotonicSeconds() + seconds
    while !condition(self) {
      if monotonicSeconds() > deadline || !pump(20) { return condition(self) }
    }
    return true
  }

  /// Runs to the end. A child that has not ended after so many seconds is late, and is killed.
  func finish(within seconds: Double) -> Outcome {
    let deadline = monotonicSeconds() + seconds
    var isLate = false
    while pump(50) {
      if monotonicSeconds() > deadline {
        isLate = true
        kill(-pid, SIGKILL)
        break
      }
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    return Outcome(
      status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
      wasKilled: status & 0x7F != 0, isLate: isLate, output: outputText, errors: errorText,
      seconds: monotonicSeconds() - start)
  }

  /// Moves bytes for at most so many milliseconds. False once both outputs have ended.
  private func pump(_ milliseconds: Int32) -> Bool {
    var ends = [
      pollfd(fd: outputEnded ? -1 : output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errorsEnded ? -1 : errors, events: Int16(POLLIN), revents: 0),
      pollfd(fd: unsent.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
    ]
    if outputEnded && errorsEnded { return false }
    poll(&ends, 3, milliseconds)
    if ends[0].revents != 0 { outputEnded = Self.drain(output, into: &outputBytes) }
    if ends[1].revents != 0 { errorsEnded = Self.drain(errors, into: &errorBytes) }
    if ends[2].revents != 0 { feed() }
    return true
  }

  private var outputEnded = false
  private var errorsEnded = false

  private func feed() {
    let count = write(input, unsent, unsent.count)
    if count > 0 { unsent.removeFirst(count) } else if errno != EAGAIN { unsent = [] }
    if unsent.isEmpty, !keepsInput { closeInput() }
  }

  private func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Reads all available bytes. True at the end.
  private static func drain(_ end: Int32, into bytes: inout [UInt8]) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = read(end, &chunk, chunk.count)
    if count > 0 { bytes += chunk[..<count] }
    return count == 0 || (count < 0 && errno != EAGAIN)
  }

  private static func pipe() throws -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw SpawnError(code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// The child, in its own process group, and our ends of its pipes.
  private static func spawn(
    _ words: [String], _ environment: [String: String]
  ) throws -> (pid_t, (input: Int32, output: Int32, errors: Int32)) {
    let (inputEnd, input) = try pipe()
    let (output, outputEnd) = try pipe()
    let (errors, errorEnd) = try pipe()
    defer { for end in [inputEnd, outputEnd, errorEnd] { close(end) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputEnd, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, outputEnd, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errorEnd, STDERR_FILENO)
    var attributes = attributes()
    defer { posix_spawnattr_destroy(&attributes) }
    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, words[0], &actions, &attributes, arguments, variables)
    guard code == 0 else { throw SpawnError(code: code) }
    return (pid, (input, output, errors))
  }

  /// The attributes of a child: no signal is blocked or ignored.
  private static func attributes() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    return attributes
  }
}

/// The result of a program.
struct Outcome {
  /// The exit status; 128 and the signal's number where a signal ended the program.
  var status: Int32
  var wasKilled: Bool
  var isLate: Bool
  var output: String
  var errors: String
  /// The time since its start.
  var seconds: Double

  /// How many error messages there are. Each begins with `error:`, perhaps after its place.
  var errorCount: Int { errors.split(separator: "\n").count { $0.contains("error: ") } }
}

struct SpawnError: Error {
  var code: Int32
}

func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
