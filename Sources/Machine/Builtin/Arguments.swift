import JSON

/// The arguments of one call. Slots, in order: the input (where the signature has one), each operand
/// that is a value or a field (a repeated one is an array), each flag; then `parameters`. An argument
/// that was not given is nil.
public struct Arguments: Sendable {
  public var slots: [Value?]
  /// The members given as `name=value`.
  public var parameters: Object

  public init(_ slots: [Value?], parameters: Object = Object()) {
    self.slots = slots
    self.parameters = parameters
  }

  /// The argument in that slot, or nil where it was left out.
  public subscript(slot: Int) -> Value? { slots[slot] }
}
