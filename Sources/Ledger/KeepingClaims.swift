import HTTP
import SystemCalls

extension Ledger {
  /// Seconds between two looks at what must be kept.
  private static let period = 1.0

  /// Says to others that this process runs, for as long as it has keys, and writes what was kept back of them.
  func keepClaims() {
    guard !isKeeping, let background, let surroundings, store?.mustBeKept == true else { return }
    isKeeping = true
    let bound = ThreadBound(self)
    background {
      while bound.value.store?.mustBeKept == true, (try? await surroundings.sleep(Self.period)) != nil {
        // Where that fails now, it is tried again; and nothing leaves unless the claim is certain.
        try? await bound.value.store?.keepAlive()
      }
      bound.value.isKeeping = false
    }
  }
}
