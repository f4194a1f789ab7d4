import Synchronization

/// Whether saved files may be read only by the user, because a support session has shown customers'
/// data.
public final class FilePrivacy: Sendable {
  private let isOn = Atomic(false)

  init() {}

  /// From now on, new files can be read and written by the user only.
  package func begin() { isOn.store(true, ordering: .relaxed) }

  /// The mode of new files; nil: the usual one.
  var mode: UInt32? { isOn.load(ordering: .relaxed) ? 0o600 : nil }
}
