import Synchronization
import TestSupport

/// Runs code that makes descriptors or starts a child, while no other thread does so (`spawning`).
func oneAtATime(_ body: () -> Void) {
  spawning.withLock { _ in body() }
}
