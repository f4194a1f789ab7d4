import Glibc

/// Descriptors that are waited for together (poll(2)).
public struct WaitSet {
  /// What a descriptor is waited for, and what it was found to be.
  public struct Events: OptionSet, Sendable {
    public let rawValue: Int16

    public init(rawValue: Int16) { self.rawValue = rawValue }

    public static let reading = Events(rawValue: Int16(POLLIN))
    public static let writing = Events(rawValue: Int16(POLLOUT))
    /// An error, or the other end has gone. It is found without being asked for.
    public static let broken = Events(rawValue: Int16(POLLERR | POLLHUP | POLLNVAL))
  }

  private var waits: [pollfd] = []

  public init() {}

  /// Waits for these events of the descriptor from now on, and for no others. Complexity: O(*n*).
  public mutating func set(_ descriptor: Int32, _ events: Events) {
    let place = waits.firstIndex { $0.fd == descriptor }
    if let place, events.isEmpty {
      waits.swapAt(place, waits.count - 1)
      waits.removeLast()
    } else if let place {
      waits[place].events = events.rawValue
    } else if !events.isEmpty {
      waits.append(pollfd(fd: descriptor, events: events.rawValue, revents: 0))
    }
  }

  /// Waits until an event has come, or so many milliseconds; -1 for ever. A signal handler ends the wait early.
  ///
  /// - Returns: the descriptors with events. Complexity: O(*n*).
  public mutating func wait(milliseconds: Int32) -> [(descriptor: Int32, events: Events)] {
    guard poll(&waits, nfds_t(waits.count), milliseconds) > 0 else { return [] }
    return waits.compactMap { $0.revents == 0 ? nil : ($0.fd, Events(rawValue: $0.revents)) }
  }
}
