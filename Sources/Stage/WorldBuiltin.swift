import JSON
import Machine
import Syntax

/// A builtin that needs the world, and the function that carries it out.
///
/// `Desk` is the type through which the function reaches the world. It names all that the function can touch.
package struct WorldBuiltin<Desk>: Sendable {
  /// Carries out a call of the builtin.
  package typealias Perform = @Sendable (WorldCall, Desk) async throws(Failure) -> Reply

  package let builtin: Builtin
  package let perform: Perform

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

  /// The same builtin with some members changed, for members that few builtins need.
  package func with(_ change: (inout Builtin.Traits) -> Void) -> WorldBuiltin {
    WorldBuiltin(builtin.with(change), perform: perform)
  }

  /// The same builtin for an owner that has such a desk.
  package func on<Owner>(_ desk: KeyPath<Owner, Desk> & Sendable) -> WorldBuiltin<Owner> {
    let perform = perform
    return WorldBuiltin<Owner>(builtin) { (call, owner) async throws(Failure) in
      try await perform(call, owner[keyPath: desk])
    }
  }
}

extension WorldCall {
  private var signature: Signature { builtin.signature }
  private var inputs: Int { signature.input == .whole ? 1 : 0 }

  /// The value that the pipeline passes in.
  package var input: Value? { inputs == 1 ? arguments[0] : nil }

  /// The operand at this place, from 0; nil where it was left out.
  package func operand(_ place: Int) -> Value? {
    inputs + place < arguments.slots.count ? arguments[inputs + place] : nil
  }

  /// The value of the flag; true where the flag has no value, and nil where it was not given.
  package func flag(_ name: String) -> Value? {
    guard let place = signature.flags.firstIndex(where: { $0.name == name }) else { return nil }
    // The flags are the last of the slots.
    return arguments[arguments.slots.count - signature.flags.count + place]
  }

  /// The value of the flag in seconds; nil where it was not given.
  ///
  /// - Throws: where the value is not a number of seconds below `longest`.
  package func duration(_ name: String) throws(Failure) -> Double? {
    guard let value = flag(name), !value.isNull else { return nil }
    guard let seconds = value.asDouble, (0..<Self.longest).contains(seconds) else {
      throw .argument("\(builtin.name) --\(name)", "a duration such as 2s", value)
    }
    return seconds
  }

  /// The limit for durations, in seconds. A number from here on, which is more than 31 years, was probably meant as a
  /// moment after 2001.
  package static let longest = 1e9

  /// Whether the flag was given, and is not false.
  package func has(_ flag: String) -> Bool { self.flag(flag).map { $0 != false } ?? false }
}
