import JSON

/// A function as the dispatch loop reads it: instructions and constants in buffers that stay where
/// they are as long as the code lives. Never written after `init`, which makes it safe to send.
final class Loaded: @unchecked Sendable {
  let function: Function
  let instructions: InstructionPointer
  let constants: UnsafePointer<Value>

  init(_ function: Function) {
    self.function = function
    instructions = UnsafePointer(Self.buffer(function.instructions))
    constants = UnsafePointer(Self.buffer(function.constants))
  }

  private static func buffer<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let start = UnsafeMutablePointer<Element>.allocate(capacity: Swift.max(1, elements.count))
    _ = UnsafeMutableBufferPointer(start: start, count: elements.count).initialize(from: elements)
    return start
  }

  deinit {
    UnsafeMutablePointer(mutating: instructions).deinitialize(count: function.instructions.count).deallocate()
    UnsafeMutablePointer(mutating: constants).deinitialize(count: function.constants.count).deallocate()
  }

  /// What a call reads of the function.
  var entry: Entry {
    Entry(
      function: Unmanaged.passUnretained(self), instructions: instructions, constants: constants,
      registers: function.registers, loops: function.loops)
  }

  struct Entry {
    /// Not counted at each call: the code holds it.
    let function: Unmanaged<Loaded>
    let instructions: InstructionPointer
    let constants: UnsafePointer<Value>
    let registers: Int
    let loops: Int
  }
}

/// The functions of a program, by number. Never written after `init`, as long as the code lives.
final class Entries: @unchecked Sendable {
  private let functions: [Loaded]
  let start: UnsafePointer<Loaded.Entry>

  init(_ functions: [Function]) {
    self.functions = functions.map(Loaded.init)
    let start = UnsafeMutablePointer<Loaded.Entry>.allocate(capacity: functions.count)
    _ = UnsafeMutableBufferPointer(start: start, count: functions.count)
      .initialize(from: self.functions.map(\.entry))
    self.start = UnsafePointer(start)
  }

  // Entries hold nothing that is counted.
  deinit { start.deallocate() }
}

/// Where a function of loaded code begins.
typealias EntryPoint = UnsafePointer<Loaded.Entry>
