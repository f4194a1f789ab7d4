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
    let registers = Registers.allocate(capacity: 8)
    defer { registers.deallocate() }
    for (value, isPlain) in counted.map({ ($0, false) }) + plain.map({ ($0, true) }) {
      for place in 0..<8 {
        registers.initialize(repeating: 7, count: 8)
        registers[place] = value
        #expect(registers.arePlain(8) == isPlain, "\(value)")
        registers.clear(8)
      }
    }
    registers.initialize(to: .int(0x0123_4567_89AB_CDEF))
    #expect(UnsafeRawPointer(registers).load(as: Int64.self) == 0x0123_4567_89AB_CDEF)
  }

  /// `Kind` and everything that `Registers` reads by it rely on this.
  @Test func theCasesHaveTheirNumbers() {
    let text = Text("text")
    let values: [(Value?, UInt8)] = [
      (.bool(true), Kind.bool), (.int(1), Kind.int), (.double(1), Kind.double),
      (.decimal(Decimal(text: text, value: 1)), Kind.decimal), (.string(text), Kind.decimal + 1),
      (.array([]), Kind.decimal + 2), (.object(Object()), Kind.decimal + 3), (.null, Kind.null),
      (nil, Kind.missing),
    ]
    for (value, kind) in values {
      let globals = Globals([value])
      withExtendedLifetime(globals) { #expect(globals.start.kind == kind, "\(String(describing: value))") }
    }
    let plain = Globals([.null, .bool(true), .bool(false), .int(1), .double(2.5)])
    withExtendedLifetime(plain) {
      for slot in 0..<5 { #expect((plain.start + slot).isPlain) }
      #expect((plain.start + 1).bool)
      #expect(!(plain.start + 2).bool)
      #expect((plain.start + 3).int == 1)
      #expect((plain.start + 4).double == 2.5)
    }
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
