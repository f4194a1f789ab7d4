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

  /// `arePlain` and `count` rely on this.
  @Test func theCaseStandsBehindThePayload() {
    let text = Text("text")
    let counted: [Value] = [
      .decimal(Decimal(text: text, value: 1)), .string(text), .array([]), .object(Object()),
    ]
    let plain: [Value] = [.null, .bool(true), .bool(false), .int(3), .int(-1), .double(4)]
    let registers = Registers.allocate(capacity: 3)
    defer { registers.deallocate() }
    for (value, isPlain) in counted.map({ ($0, false) }) + plain.map({ ($0, true) }) {
      for place in 0..<3 {
        registers.initialize(repeating: 7, count: 3)
        registers[place] = value
        #expect(registers.arePlain(3) == isPlain, "\(value)")
        registers.clear(3)
      }
    }
    registers.initialize(to: .int(0x0123_4567_89AB_CDEF))
    #expect(UnsafeRawPointer(registers).load(as: Int64.self) == 0x0123_4567_89AB_CDEF)
  }

  /// `Registers.array`, `.object` and `.text` rely on this.
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
