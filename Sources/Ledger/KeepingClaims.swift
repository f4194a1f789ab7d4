import HTTP
import SystemCalls

extension Ledger {
  /// How many seconds pass between two signs of life.
  private static let period = 1.0

  /// Starts a background task that shows other machines that this process runs, for as long as the process has keys.
  /// The task also writes the lines that were kept back.
  func keepClaims() {
    guard !isKeeping, let background, let surroundings, store?.mustBeKept == true else { return }
    isKeeping = true
    let bound = ThreadBound(self)
    background {
      while bound.value.store?.mustBeKept == true, (try? await surroundings.sleep(Self.period)) != nil {
        // Where this fails, the next turn tries again. No request leaves meanwhile unless the claim is certain.
        try? await bound.value.store?.keepAlive()
      }
      bound.value.isKeeping = false
    }
  }
}
