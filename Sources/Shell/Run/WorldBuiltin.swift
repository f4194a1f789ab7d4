import JSON
import Machine
import Syntax

/// A builtin that needs the world, and how it is carried out.
struct WorldBuiltin: Sendable {
  typealias Perform = @Sendable (WorldCall, Session) async throws(Failure) -> Reply

  var builtin: Builtin
  var perform: Perform

  init(
    _ signature: Signature, _ summary: String, examples: [Builtin.Example] = [],
    _ kind: Builtin.World = .value, perform: @escaping Perform
  ) {
    builtin = Builtin(signature, summary, examples: examples, .world(kind))
    self.perform = perform
  }
}

extension WorldCall {
  private var signature: Signature { builtin.signature }
  private var values: [Operand] { signature.operands.filter { $0.kind != .item && $0.kind != .block } }
  private var inputs: Int { signature.input == .whole ? 1 : 0 }

  /// What the pipeline brings.
  var input: Value? { inputs == 1 ? arguments[0] : nil }

  /// The operand of that place, or nil where it was left out.
  func operand(_ place: Int) -> Value? {
    inputs + place < arguments.slots.count ? arguments[inputs + place] : nil
  }

  /// The flag's value, true where it has none, or nil where it was not given.
  func flag(_ name: String) -> Value? {
    guard let place = signature.flags.firstIndex(where: { $0.name == name }) else { return nil }
    let slot = inputs + values.count + place
    return slot < arguments.slots.count ? arguments[slot] : nil
  }

  /// The flag's value in seconds, or nil where it was not given. A moment is none: so long nobody waits.
  func duration(_ name: String) throws(Failure) -> Double? {
    guard let value = flag(name), !value.isNull else { return nil }
    guard let seconds = value.asDouble, (0..<Self.longest).contains(seconds) else {
      throw .argument("\(builtin.name) --\(name)", "a duration such as 2s", value)
    }
    return seconds
  }

  /// What is more is no duration, but a moment since 2001: 31 years.
  static let longest = 1e9

  func has(_ flag: String) -> Bool { self.flag(flag).map { $0 != false } ?? false }
}
