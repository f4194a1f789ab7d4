import Glibc
import HTTP
import Machine
import Rendering

/// The program of a profile that prints the key. It is started as it stands: no shell reads its words.
public struct KeyCommand {
  private let words: [String]

  /// How long it may take, in seconds: time to type a passphrase.
  private static let patience = 30.0

  public init(_ words: [String]) { self.words = words }

  /// Runs it. What it printed is never in a failure.
  public func key() throws(Failure) -> APIKey {
    let output = try run()
    do throws(APIKeyError) { return try APIKey(parsing: String(decoding: output, as: UTF8.self)) } catch {
      throw failure("print a key, but \(error == .empty ? "printed nothing" : "printed something else")")
    }
  }

  private func run() throws(Failure) -> [UInt8] {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw failure("be started, but there is no pipe for it") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var attributes = posix_spawnattr_t.forPrograms()
    defer { posix_spawnattr_destroy(&attributes) }
    let arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, words[0], &actions, &attributes, arguments + [nil], environ)
    close(ends[1])
    guard code == 0 else { throw failure("be started, but: \(String(cString: strerror(code)))") }
    let output = read(ends[0])
    // What has printed all that it will may take a moment to end.
    guard let status = ending(of: child, within: output == nil ? 0 : Self.moment), let output else {
      throw failure("end in \(Int(Self.patience)) s, but did not")
    }
    if status & 0x7F != 0 { throw failure("end with 0, but was ended by signal \(status & 0x7F)") }
    guard status == 0 else { throw failure("end with 0, but ended with \((status >> 8) & 0xFF)") }
    return output
  }

  /// How long a program that is done with its output, or was asked to end, has for that. In seconds.
  private static let moment = 2.0

  /// Its wait status (wait(2)); nil where it did not end by itself. It is gone then all the same.
  private func ending(of child: pid_t, within seconds: Double) -> Int32? {
    if let status = status(of: child, within: seconds) { return status }
    kill(child, SIGTERM)
    if status(of: child, within: Self.moment) == nil {
      kill(child, SIGKILL)
      while waitpid(child, nil, 0) < 0, errno == EINTR {}
    }
    return nil
  }

  private func status(of child: pid_t, within seconds: Double) -> Int32? {
    var status: Int32 = 0
    for _ in 0...Int(seconds * 100) {
      if waitpid(child, &status, WNOHANG) == child { return status }
      usleep(10_000)
    }
    return nil
  }

  /// All that it prints, up to 4 KB; nil where it takes too long.
  private func read(_ descriptor: Int32) -> [UInt8]? {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var waited = 0.0
    while waited < Self.patience {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, 100) <= 0 {
        waited += 0.1
        continue
      }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno != EINTR { return output }
      if count == 0 || output.count > 4096 { return output }
      output += buffer.prefix(max(count, 0))
    }
    return nil
  }

  private func failure(_ text: String) -> Failure {
    Failure(.auth, "the key_command '\(Escaping.line(words[0]))' must \(text)")
  }
}

extension posix_spawnattr_t {
  /// For the user's own programs: what this one ignores for itself, closed pipes and files at their limit, ends them as
  /// it does elsewhere.
  public static func forPrograms() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGPIPE, SIGXFSZ] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    return attributes
  }
}
