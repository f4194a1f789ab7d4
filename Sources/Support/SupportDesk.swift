import JSON
import Ledger
import Machine
import Rendering
import Service
import Stage

/// What `explain` and `doctor` are given: a session makes one for each call of them.
package struct SupportDesk {
  package let service: Service
  /// What `once` has done.
  package let ledger: Ledger
  /// Whether a person looks at what is shown, and no other output was asked for.
  package let showsText: Bool
  /// Writes to standard output.
  package let write: ([UInt8]) throws(Failure) -> Void
  /// Shows a value as the program shows all.
  package let show: (Value) throws(Failure) -> Void
  /// The bytes of a file; nil: standard input.
  package let read: (String?) throws(Failure) -> [UInt8]
  /// Makes a value `$`.
  package let keep: (Value) -> Void

  package init(
    _ service: Service, ledger: Ledger, showsText: Bool, write: @escaping ([UInt8]) throws(Failure) -> Void,
    show: @escaping (Value) throws(Failure) -> Void,
    read: @escaping (String?) throws(Failure) -> [UInt8], keep: @escaping (Value) -> Void
  ) {
    self.service = service
    self.ledger = ledger
    self.showsText = showsText
    self.write = write
    self.show = show
    self.read = read
    self.keep = keep
  }

  /// Shows a screen of text where a person looks, or where text is asked for, and gives the value to whoever goes on with
  /// it. At the prompt it is `$` too.
  func tell(_ explanation: Explanation, _ call: WorldCall) throws(Failure) -> Value {
    let output = call.flag("output")?.asString
    let isText = output == "text" || (output == nil && showsText && !call.isNeeded)
    guard isText else { return explanation.value }
    let screen = service.console.world.outputScreen
    let text = Escaping.lines(explanation.text(columns: screen.isTerminal ? screen.columns : 80))
    if call.isNeeded { return Value(text) }
    try write(Array(text.utf8))
    keep(explanation.value)
    return .null
  }
}
