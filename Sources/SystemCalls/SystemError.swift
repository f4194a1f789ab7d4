import Glibc

/// Why a call of the system failed (errno(3)).
public struct SystemError: Error, Hashable, Sendable {
  public let code: Int32

  public init(code: Int32) { self.code = code }

  /// The error of the call that has just failed on this thread.
  static var last: SystemError { SystemError(code: errno) }

  package static let badFileDescriptor = SystemError(code: EBADF)
  package static let brokenPipe = SystemError(code: EPIPE)
  package static let connectionRefused = SystemError(code: ECONNREFUSED)
  package static let diskQuotaExceeded = SystemError(code: EDQUOT)
  package static let fileExists = SystemError(code: EEXIST)
  package static let fileNameTooLong = SystemError(code: ENAMETOOLONG)
  package static let fileTooLarge = SystemError(code: EFBIG)
  package static let illegalByteSequence = SystemError(code: EILSEQ)
  package static let inputOutput = SystemError(code: EIO)
  package static let interrupted = SystemError(code: EINTR)
  package static let invalidArgument = SystemError(code: EINVAL)
  package static let isFolder = SystemError(code: EISDIR)
  package static let noSpace = SystemError(code: ENOSPC)
  package static let noSuchFile = SystemError(code: ENOENT)
  /// The file is a pipe, a device or a socket.
  package static let notAFile = SystemError(code: ESPIPE)
  package static let permissionDenied = SystemError(code: EACCES)
  package static let tooManyLinks = SystemError(code: ELOOP)
  package static let wouldBlock = SystemError(code: EWOULDBLOCK)
}

extension SystemError: CustomStringConvertible {
  /// The system's own words, such as `No space left on device`.
  public var description: String {
    if self == .notAFile { return "it is a pipe or a device" }
    var buffer = [CChar](repeating: 0, count: 128)
    // Where this fails, the buffer stays empty.
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// Repeats a call as long as a signal interrupts it (EINTR, signal(7)). No other code does that.
///
/// - Parameters:
///   - isInterrupted: is asked where a signal came. Where it says yes, `interrupted` is thrown.
///   - call: returns less than 0 where it failed.
func retrying<Result: SignedInteger>(
  isInterrupted: () -> Bool = { false }, _ call: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let error = SystemError.last
    if error != .interrupted || isInterrupted() { throw error }
  }
}
