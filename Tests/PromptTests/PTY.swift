import Glibc
import Testing

/// A pseudo-terminal: a keyboard to type on, and the screen that results.
///
/// Either a program is started on it (`spawn`), or the test itself uses `programSide` as its terminal.
final class PTY {
  enum Failure: Error {
    case noTerminal(errno: Int32)
    case notStarted(errno: Int32)
  }

  /// The terminal as a program sees it.
  let programSide: Int32
  private var keyboard: Int32
  private let path: [CChar]
  private var process: pid_t?
  private(set) var screen: Screen
  /// The longest wait for something that must come, in seconds. Only a failing test waits so long, even on a
  /// busy machine.
  static let patience = 60.0
  /// All bytes that were shown.
  private(set) var transcript: [UInt8] = []

  init(columns: Int = 80, rows: Int = 24) throws {
    var (keyboard, program): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    var code: Int32 = 0
    oneAtATime {
      code = openpty(&keyboard, &program, &name, nil, nil) == 0 ? 0 : errno
      // A child has only the terminal that it opens itself.
      for end in [keyboard, program] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    guard code == 0 else { throw Failure.noTerminal(errno: code) }
    (self.keyboard, programSide, path) = (keyboard, program, name)
    screen = Screen(columns: columns, rows: rows)
    resize(columns: columns, rows: rows)
  }

  deinit {
    if let process {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    hangUp()
    close(programSide)
  }

  /// Starts a program with this as its controlling terminal.
  static func spawn(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80,
    rows: Int = 24
  ) throws -> PTY {
    let terminal = try PTY(columns: columns, rows: rows)
    try terminal.start(path, arguments, environment)
    return terminal
  }

  private func start(_ path: String, _ arguments: [String], _ environment: [String: String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a new session opens becomes its controlling terminal.
    posix_spawn_file_actions_addopen(&actions, 0, self.path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID, which glibc declares for GNU programs only
    // A test may run on a thread that blocks all signals, and a child would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK))
    // Parallel tests may work in a folder that they then delete.
    let shell = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, environment["HOME"] ?? "/"]
    let words = (shell + [path] + arguments).map { strdup($0) }
    let settings = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for pointer in words + settings { free(pointer) } }
    var started: pid_t = 0
    var code: Int32 = 0
    oneAtATime {
      code = posix_spawn(&started, shell[0], &actions, &attributes, words + [nil], settings + [nil])
    }
    guard code == 0 else { throw Failure.notStarted(errno: code) }
    process = started
  }

  /// Resizes the window like its owner. The program gets SIGWINCH.
  func resize(columns: Int, rows: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keyboard, UInt(TIOCSWINSZ), &size)
    screen.resize(columns: columns, rows: rows)
  }

  func type(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      // The terminal takes few bytes at a time, and a program that answers during the typing must be read
      // from.
      let count = rest.prefix(256).withUnsafeBytes { write(keyboard, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
      if rest.count > 0 { take(within: 1) }
    }
  }

  /// Reads until the screen shows the text. It is an issue where that takes too long.
  @discardableResult func waitFor(
    _ text: String, timeout: Double = PTY.patience, at place: SourceLocation = #_sourceLocation
  ) -> Bool {
    waitUntil(timeout: timeout, at: place) { $0.text.contains(text) }
  }

  /// Reads until the condition holds. It is an issue where that takes too long: a wait that ends without
  /// success, and that nobody notices, would cost its whole time.
  @discardableResult func waitUntil(
    timeout: Double = PTY.patience, at place: SourceLocation = #_sourceLocation, _ condition: (Screen) -> Bool
  ) -> Bool {
    let holds = becomes(within: timeout, condition)
    if !holds {
      Issue.record(
        "waited \(timeout) s in vain; the screen shows:\n\(screen.text.suffix(2000))", sourceLocation: place)
    }
    return holds
  }

  /// Whether the condition becomes true within so many seconds.
  func becomes(within seconds: Double, _ condition: (Screen) -> Bool) -> Bool {
    let end = PTY.now() + seconds
    while !condition(screen) {
      let left = end - PTY.now()
      guard left > 0, take(within: Int32(left * 1000) + 1) else { return condition(screen) }
    }
    return true
  }

  /// Reads what is shown during so many seconds.
  func watch(seconds: Double) { _ = becomes(within: seconds) { _ in false } }

  /// Waits until the program edits lines itself, or until Ctrl-C is a signal again.
  @discardableResult func waitFor(editing: Bool, timeout: Double = PTY.patience) -> Bool {
    let end = PTY.now() + timeout
    while (modes.c_lflag & tcflag_t(ISIG) == 0) != editing {
      if PTY.now() > end { return false }
      take(within: 5)
    }
    return true
  }

  /// Waits until no line is edited, and the terminal shows what is typed or hides it.
  @discardableResult func waitFor(
    echo: Bool, timeout: Double = PTY.patience, at place: SourceLocation = #_sourceLocation
  ) -> Bool {
    let end = PTY.now() + timeout
    while modes.c_lflag & tcflag_t(ISIG) == 0 || (modes.c_lflag & tcflag_t(ECHO) != 0) != echo {
      if PTY.now() > end {
        Issue.record("waited \(timeout) s in vain for the terminal's echo", sourceLocation: place)
        return false
      }
      take(within: 5)
    }
    return true
  }

  /// Waits until the text was shown, even for a moment, after so many bytes of the transcript.
  @discardableResult func waitForShown(_ text: String, after start: Int = 0) -> Bool {
    waitUntil { _ in
      String(decoding: transcript.dropFirst(start), as: UTF8.self).contains(text)
    }
  }

  /// A pipe that no child inherits. A child with a copy of the write end would keep the reader waiting.
  static func pipe() -> [Int32] {
    var ends: [Int32] = [-1, -1]
    oneAtATime {
      _ = Glibc.pipe(&ends)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    return ends
  }

  /// Closes the window. The program gets SIGHUP, and reads the end of its input.
  func hangUp() {
    if keyboard >= 0 { close(keyboard) }
    keyboard = -1
  }

  /// Reads until the program has read the typed keys and waits for more, and nothing was shown for so long.
  /// Where the program does not read the keys, this ends after a limit.
  func settle(milliseconds: Int32 = 60) {
    let end = PTY.now() + 5
    repeat {
      while hasUntaken, PTY.now() < end { take(within: 5) }
      while take(within: milliseconds) {}
    } while (hasUntaken || isAtWork) && PTY.now() < end
  }

  /// Whether the program is computing, or is waiting for the processor of a busy machine.
  private var isAtWork: Bool {
    guard let process else { return false }
    let state = ShellSession.read("/proc/\(process)/stat").split(separator: ")").last?.first { $0 != " " }
    return state == "R" || state == "D"
  }

  /// Whether the program has not read all typed keys yet.
  private var hasUntaken: Bool {
    var count: Int32 = 0
    return ioctl(programSide, UInt(FIONREAD), &count) == 0 && count > 0
  }

  /// The exit status, or 128 and the signal that ended the process. Nil where it still runs after the
  /// timeout.
  func waitForExit(timeout: Double = PTY.patience) -> Int32? {
    guard let process else { return nil }
    let end = PTY.now() + timeout
    while PTY.now() < end {
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        self.process = nil
        while take(within: 1) {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
      }
      take(within: 20)
    }
    return nil
  }

  /// The process on the terminal, until its end is known.
  var pid: Int32? { process }

  func signal(_ number: Int32) {
    if let process { kill(process, number) }
  }

  /// The present modes of the terminal.
  var modes: termios {
    var modes = termios()
    tcgetattr(programSide, &modes)
    return modes
  }

  @discardableResult private func take(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
    var ready = poll(&request, 1, milliseconds)
    // Signals that a test raises interrupt the call.
    while ready < 0, errno == EINTR { ready = poll(&request, 1, milliseconds) }
    guard ready > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(keyboard, &bytes, bytes.count)
    guard count > 0 else { return false }
    transcript += bytes.prefix(count)
    screen.show(bytes.prefix(count))
    let answers = screen.takeAnswers()
    if !answers.isEmpty { type(answers) }
    return true
  }

  /// Seconds of a clock that nobody sets.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
