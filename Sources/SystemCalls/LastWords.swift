import Glibc
import Synchronization

/// What the process says on standard error where a signal ends it at once, in the middle of something that cannot be
/// undone.
package enum LastWords {
  // The handler of a signal reads these. The words are written only while nothing is under way.
  private static let underWay = Atomic<Int>(0)
  private static let address = Atomic<UInt>(0)
  private static let length = Atomic<Int>(0)
  private static let mostBytes = 1024

  /// Where the words stand.
  private static var place: UnsafeMutableRawPointer? {
    UnsafeMutableRawPointer(bitPattern: address.load(ordering: .relaxed))
  }

  /// Something begins. Its words also hold for what begins beside it.
  package static func begin(_ text: String) {
    if underWay.load(ordering: .acquiring) == 0, let place {
      let bytes = Array(text.utf8.prefix(mostBytes))
      place.copyMemory(from: bytes, byteCount: bytes.count)
      length.store(bytes.count, ordering: .relaxed)
    }
    underWay.add(1, ordering: .releasing)
  }

  /// It has ended.
  package static func end() { underWay.subtract(1, ordering: .releasing) }

  /// Says the words, where something is under way. The handler of a signal may call it after `prepare`.
  package static func say() {
    guard underWay.load(ordering: .acquiring) > 0, let place else { return }
    _ = write(STDERR_FILENO, place, length.load(ordering: .relaxed))
  }

  /// Makes what the handler of a signal must not make. Without it nothing is said.
  package static func prepare() {
    _ = (underWay.load(ordering: .relaxed), length.load(ordering: .relaxed))
    guard place == nil else { return }
    let place = UnsafeMutableRawPointer.allocate(byteCount: mostBytes, alignment: 1)
    address.store(UInt(bitPattern: place), ordering: .relaxed)
  }
}
