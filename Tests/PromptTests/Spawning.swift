import Synchronization
import TestSupport

/// Runs what makes descriptors, or starts a child, while nobody else does either (`spawning`).
func oneAtATime(_ body: () -> Void) {
  spawning.withLock { _ in body() }
}
