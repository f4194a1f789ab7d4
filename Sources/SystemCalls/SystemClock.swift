import Glibc

/// The system's clocks (clock_gettime(2)).
package enum SystemClock {
  /// Seconds on a clock that never goes back and cannot be set.
  package static func monotonic() -> Double { seconds(CLOCK_MONOTONIC) }

  /// Seconds since 1970-01-01T00:00:00Z, by the machine's clock.
  package static func wall() -> Double { seconds(CLOCK_REALTIME) }

  /// Seconds since the machine was started, including its sleep.
  package static func boot() -> Double { seconds(CLOCK_BOOTTIME) }

  /// The same as `wall`, in whole microseconds.
  package static func wallMicroseconds() -> Int64 {
    let time = time(CLOCK_REALTIME)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }

  /// Lets the thread sleep. A signal may wake it early.
  package static func pause(milliseconds: Int) { _ = usleep(UInt32(milliseconds) * 1000) }

  private static func seconds(_ clock: clockid_t) -> Double {
    let time = time(clock)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func time(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }
}
