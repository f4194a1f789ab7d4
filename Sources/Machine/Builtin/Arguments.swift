import JSON

/// The arguments of one call. Slots, in order: the input (where the signature has one), each operand
/// that is a value or a field (a repeated one is an array), each flag; then `parameters`. An argument
/// that was not given is nil.
public struct Arguments: Sendable {
  public var slots: [Value?]
  /// The members given as `name=value`.
  public var parameters: Object
  /// To be polled in long loops.
  public var interruption: Interruption

  public init(
    _ slots: [Value?], parameters: Object = Object(), interruption: Interruption = Interruption()
  ) {
    self.slots = slots
    self.parameters = parameters
    self.interruption = interruption
  }

  /// The argument in that slot, or nil where it was left out.
  public subscript(slot: Int) -> Value? { slot < slots.count ? slots[slot] : nil }
}
