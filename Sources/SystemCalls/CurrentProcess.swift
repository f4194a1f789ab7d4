import Glibc

/// The process itself.
package enum CurrentProcess {
  package static var identifier: Int32 { getpid() }

  /// The number of the user for whom it acts.
  package static var user: UInt32 { geteuid() }

  /// Ends the process after buffered output was written (exit(3)).
  package static func exit(_ status: Int32) -> Never { Glibc.exit(status) }

  /// Ends the process at once, which a signal handler may do. Output that was not written yet is lost.
  package static func exitAtOnce(_ status: Int32) -> Never { _exit(status) }

  /// A variable of the environment; nil where it is not set.
  package static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The environment as `NAME=value`. Its bytes are as they were given, and need not be UTF-8.
  package static var environment: [[UInt8]] {
    var entries: [[UInt8]] = []
    while let entry = environ[entries.count] { entries.append(bytes(entry)) }
    return entries
  }

  /// The words of the command line after the program's name, as they were given.
  package static var arguments: [[UInt8]] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0].map(bytes) }
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    (0..<strlen(text)).map { UInt8(bitPattern: text[$0]) }
  }

  private static func bytes(_ text: UnsafeMutablePointer<CChar>) -> [UInt8] { bytes(UnsafePointer(text)) }

  /// A number that identifies the calling thread within the process; never 0.
  package static var thread: UInt { pthread_self() }

  /// Opens the standard streams that were closed (`<&-`) when the program was started. Else the next files
  /// that it opens would take their numbers: they would be read as input, or overwritten by output.
  /// Afterwards input is empty, and standard error accepts everything. Standard output accepts nothing, so
  /// that lost output is reported.
  ///
  /// This must be called before anything else is opened.
  package static func fillStandardStreams() {
    for (descriptor, mode) in [
      (Descriptor.standardInput, O_RDONLY), (.standardOutput, O_RDONLY), (.standardError, O_WRONLY),
    ] where !descriptor.isOpen {
      // Without /dev, this opens a descriptor that can be neither read nor written.
      if open("/dev/null", mode) < 0 { _ = open("/", O_RDONLY | O_DIRECTORY) }
    }
  }
}

/// The users and groups that the system knows.
package enum UserDatabase {
  /// The name of a user; nil where the user is unknown.
  package static func name(ofUser number: UInt32) -> String? {
    getpwuid(number).map { String(cString: $0.pointee.pw_name) }
  }

  /// The group of a user's new files; nil where the user is unknown.
  package static func group(ofUser number: UInt32) -> UInt32? { getpwuid(number).map { $0.pointee.pw_gid } }

  /// The name of a group, and the users who were added to it; nil where the group is unknown.
  package static func group(_ number: UInt32) -> (name: String, members: [String])? {
    guard let group = getgrgid(number) else { return nil }
    var members: [String] = []
    while let member = group.pointee.gr_mem[members.count] { members.append(String(cString: member)) }
    return (String(cString: group.pointee.gr_name), members)
  }
}
