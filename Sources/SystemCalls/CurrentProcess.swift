import Glibc

/// The process itself.
package enum CurrentProcess {
  package static var identifier: Int32 { getpid() }

  /// The number of the user that it acts for.
  package static var user: UInt32 { geteuid() }

  package static func exit(_ status: Int32) -> Never { Glibc.exit(status) }

  /// Ends the process at once, as a signal handler may: what was gathered for writing is lost.
  package static func exitAtOnce(_ status: Int32) -> Never { _exit(status) }

  /// A variable of the environment; nil where there is none.
  package static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The environment: `NAME=value`, as it was given, which need not be UTF-8.
  package static var environment: [[UInt8]] {
    var entries: [[UInt8]] = []
    while let entry = environ[entries.count] { entries.append(bytes(entry)) }
    return entries
  }

  /// The words of the command line behind the program's name, as they were given.
  package static var arguments: [[UInt8]] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0].map(bytes) }
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    (0..<strlen(text)).map { UInt8(bitPattern: text[$0]) }
  }

  private static func bytes(_ text: UnsafeMutablePointer<CChar>) -> [UInt8] { bytes(UnsafePointer(text)) }

  /// A number that tells the calling thread from the other threads of the process; never 0.
  package static var thread: UInt { pthread_self() }

  /// Opens the standard streams that were closed (`<&-`) when the program was started. Else the next files that are
  /// opened would take their numbers: they would be read as input, and overwritten by what is shown. Input is empty
  /// then, standard error takes all, and standard output takes nothing: what is lost there must be told.
  ///
  /// To be called before anything else is opened.
  package static func fillStandardStreams() {
    for (descriptor, mode) in [
      (Descriptor.standardInput, O_RDONLY), (.standardOutput, O_RDONLY), (.standardError, O_WRONLY),
    ] where !descriptor.isOpen {
      // Where there is no /dev, a descriptor that can be neither read nor written.
      if open("/dev/null", mode) < 0 { _ = open("/", O_RDONLY | O_DIRECTORY) }
    }
  }
}

/// The users and groups that the system knows.
package enum UserDatabase {
  package static func name(ofUser number: UInt32) -> String? {
    getpwuid(number).map { String(cString: $0.pointee.pw_name) }
  }

  /// The group that a user's files belong to at first.
  package static func group(ofUser number: UInt32) -> UInt32? { getpwuid(number).map { $0.pointee.pw_gid } }

  /// A group's name, and those who were added to it.
  package static func group(_ number: UInt32) -> (name: String, members: [String])? {
    guard let group = getgrgid(number) else { return nil }
    var members: [String] = []
    while let member = group.pointee.gr_mem[members.count] { members.append(String(cString: member)) }
    return (String(cString: group.pointee.gr_name), members)
  }
}
