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
}
