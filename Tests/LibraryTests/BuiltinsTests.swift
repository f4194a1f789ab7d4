import Machine
import Syntax
import Testing

@testable import Library

@Suite struct BuiltinsTests {
  @Test func everyNameOccursOnce() {
    let names = Library.builtins.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func everyOneHasASummaryAndAnExampleThatNamesIt() {
    for builtin in Library.builtins {
      #expect(!builtin.summary.isEmpty && !builtin.summary.hasSuffix("."), "\(builtin.name)")
      #expect(builtin.examples.contains { $0.code.contains(builtin.name) }, "\(builtin.name)")
    }
  }

  @Test func bodiesThatTakeItemsSayThatTheirInputIsItems() {
    for builtin in Library.builtins {
      let takesItems =
        switch builtin.signature.input {
        case .items: true
        case .whole, .none: false
        }
      switch builtin.body {
      case .filter, .stage, .gather: #expect(takesItems, "\(builtin.name)")
      case .function: #expect(!takesItems, "\(builtin.name)")
      case .form, .world: break
      }
    }
  }
}
