import Synchronization

/// Whether what is saved is for the user's eyes alone: customers' data that a support session has shown.
public final class FilePrivacy: Sendable {
  private let isOn = Atomic(false)

  init() {}

  package func begin() { isOn.store(true, ordering: .relaxed) }

  /// The mode of files that are written; nil: that of other files.
  var mode: UInt32? { isOn.load(ordering: .relaxed) ? 0o600 : nil }
}
