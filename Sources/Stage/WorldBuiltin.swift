import JSON
import Machine
import Syntax

/// A builtin that needs the world, and the function that carries it out with a desk.
package struct WorldBuiltin<Desk>: Sendable {
  package typealias Perform = @Sendable (WorldCall, Desk) async throws(Failure) -> Reply

  package var builtin: Builtin
  package var perform: Perform

  package init(
    _ signature: Signature, _ summary: String, in group: Builtin.Group = .session,
    also otherNames: [String] = [],
    examples: [Builtin.Example] = [], gives: Builtin.Yield = .unknown,
    faults: @escaping Builtin.Faults = { _, _ in [] }, _ kind: Builtin.World = .value,
    perform: @escaping Perform
  ) {
    builtin = Builtin(
      signature, summary, in: group, also: otherNames, examples: examples, gives: gives, faults: faults,
      .world(kind))
    self.perform = perform
  }

  package init(_ builtin: Builtin, perform: @escaping Perform) {
    self.builtin = builtin
    self.perform = perform
  }

  /// The same with what few builtins have.
  package func with(_ change: (inout Builtin) -> Void) -> WorldBuiltin {
    var world = self
    change(&world.builtin)
    return world
  }

  /// The same builtin for whoever has such a desk.
  package func on<Owner>(_ desk: KeyPath<Owner, Desk> & Sendable) -> WorldBuiltin<Owner> {
    let perform = perform
    return WorldBuiltin<Owner>(builtin) { (call, owner) async throws(Failure) in
      try await perform(call, owner[keyPath: desk])
    }
  }
}

extension WorldCall {
  private var signature: Signature { builtin.signature }
  private var values: [Operand] { signature.operands.filter { $0.kind != .item && $0.kind != .block } }
  private var inputs: Int { signature.input == .whole ? 1 : 0 }

  /// What the pipeline brings.
  package var input: Value? { inputs == 1 ? arguments[0] : nil }

  /// The operand of that place, or nil where it was left out.
  package func operand(_ place: Int) -> Value? {
    inputs + place < arguments.slots.count ? arguments[inputs + place] : nil
  }

  /// The flag's value, true where it has none, or nil where it was not given.
  package func flag(_ name: String) -> Value? {
    guard let place = signature.flags.firstIndex(where: { $0.name == name }) else { return nil }
    let slot = inputs + values.count + place
    return slot < arguments.slots.count ? arguments[slot] : nil
  }

  /// The flag's value in seconds, or nil where it was not given. A moment in time is refused: nobody waits that long.
  package func duration(_ name: String) throws(Failure) -> Double? {
    guard let value = flag(name), !value.isNull else { return nil }
    guard let seconds = value.asDouble, (0..<Self.longest).contains(seconds) else {
      throw .argument("\(builtin.name) --\(name)", "a duration such as 2s", value)
    }
    return seconds
  }

  /// A larger number, of 31 years or more, is a moment since 2001 and not a duration.
  package static let longest = 1e9

  package func has(_ flag: String) -> Bool { self.flag(flag).map { $0 != false } ?? false }
}
