import JSON
import Testing

@testable import Machine

@Suite struct StrideTests {
  @Test func instructionsTakeEightBytes() {
    #expect(MemoryLayout<Instruction>.stride == 8)
  }

  @Test func registersTakeSixteenBytes() {
    #expect(MemoryLayout<Value>.stride == 16)
  }

  /// What `Registers.array`, `.object` and `.text` rely on.
  @Test func payloadsStandAtTheStartOfTheirValues() {
    let item = Value.null
    let values: [Value] = [.array([item]), .object(Object([(Text("a"), item)])), .string("text")]
    let register = Registers.allocate(capacity: 1)
    defer { register.deallocate() }
    for value in values {
      register.initialize(to: value)
      switch value {
      case .array(let items): #expect(register.array.pointee == items)
      case .object(let object): #expect(register.object.pointee == object)
      default: #expect(register.text.pointee == value.asText)
      }
      register.deinitialize(count: 1)
    }
  }
}
