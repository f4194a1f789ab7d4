import Glibc

@testable import SystemCalls

/// Fails like a call of the system.
func failing(with error: SystemError) -> Int {
  errno = error.code
  return -1
}
