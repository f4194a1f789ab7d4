import Glibc

/// A program that was started, until somebody has waited for its end. Programs are started only here.
package struct ChildProcess {
  /// How a program ended: with an exit status, or by a signal.
  package enum Ending: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)

    fileprivate init(_ status: Int32) {
      self = status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signalled(status & 0x7F)
    }
  }

  private let identifier: pid_t

  /// Starts a program. A name without a slash is searched for as a shell does it. The program inherits the
  /// environment and the standard streams. This process ignores the signals of closed pipes and of files at
  /// their limit, but the started program ends at them, as it would elsewhere.
  ///
  /// - Parameters:
  ///   - words: the arguments; the first is the program's own name.
  ///   - input: replaces standard input.
  ///   - output: replaces standard output.
  /// - Throws: where the program cannot be started.
  package init(
    _ program: String, _ words: [String], input: Descriptor? = nil, output: Descriptor? = nil
  ) throws(SystemError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input.number, STDIN_FILENO) }
    if let output { posix_spawn_file_actions_adddup2(&actions, output.number, STDOUT_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t([.brokenPipe, .fileTooLarge])
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // The threads of a pool block signals, and a program would inherit that.
    var none = sigset_t([])
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, program, &actions, &attributes, arguments + [nil], environ)
    if code != 0 { throw SystemError(code: code) }
    identifier = child
  }

  /// Waits until the program has ended.
  package func wait() throws(SystemError) -> Ending {
    var status: Int32 = 0
    _ = try retrying { waitpid(identifier, &status, 0) }
    return Ending(status)
  }

  /// Waits at most so many seconds.
  ///
  /// - Returns: nil where the program has not ended by then.
  package func wait(seconds: Double) -> Ending? {
    let deadline = SystemClock.monotonic() + seconds
    var status: Int32 = 0
    while waitpid(identifier, &status, WNOHANG) != identifier {
      if SystemClock.monotonic() >= deadline { return nil }
      SystemClock.pause(milliseconds: 10)
    }
    return Ending(status)
  }

  /// Sends it a signal. A failure has no effect.
  package func send(_ signal: Signal) { _ = kill(identifier, signal.number) }
}
