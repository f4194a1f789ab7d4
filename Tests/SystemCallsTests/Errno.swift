import Glibc

@testable import SystemCalls

/// As a call of the system does that fails.
func failing(with error: SystemError) -> Int {
  errno = error.code
  return -1
}
