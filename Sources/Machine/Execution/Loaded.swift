import JSON

/// A function as the dispatch loop reads it: instructions and constants in buffers that stay where
/// they are as long as the code lives. Never written after `init`, which makes it safe to send.
final class Loaded: @unchecked Sendable {
  let function: Function
  let instructions: UnsafeMutablePointer<Instruction>
  let constants: UnsafeMutablePointer<Value>

  init(_ function: Function) {
    self.function = function
    instructions = .allocate(capacity: Swift.max(1, function.instructions.count))
    _ = UnsafeMutableBufferPointer(start: instructions, count: function.instructions.count)
      .initialize(from: function.instructions)
    constants = .allocate(capacity: Swift.max(1, function.constants.count))
    _ = UnsafeMutableBufferPointer(start: constants, count: function.constants.count)
      .initialize(from: function.constants)
  }

  deinit {
    instructions.deinitialize(count: function.instructions.count).deallocate()
    constants.deinitialize(count: function.constants.count).deallocate()
  }
}
