import JSON
import Ledger
import Machine
import Rendering
import Service
import Stage

/// What the builtins of this room may use. A session makes a new one for each call of them.
package struct SupportDesk {
  package let service: Service
  /// The ledger of `once`.
  package let ledger: Ledger
  /// Whether a person looks at the output, and no other form of output was asked for.
  package let showsText: Bool
  /// Writes a text to standard output, broken at the terminal's width. The record of the session takes the same text
  /// without these breaks.
  package let write: (_ text: String, _ whole: String) throws(Failure) -> Void
  /// Shows a value in the same way as any result is shown.
  package let show: (Value) throws(Failure) -> Void
  /// Reads the bytes of a file; of standard input where the path is nil.
  package let read: (String?) throws(Failure) -> [UInt8]
  /// Makes a value the prompt's `$`.
  package let keep: (Value) -> Void

  package init(
    _ service: Service, ledger: Ledger, showsText: Bool,
    write: @escaping (String, String) throws(Failure) -> Void,
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

  /// Writes a screen of text where a person looks at the output or where text was asked for, and makes the
  /// value `$`. Else returns the value, or its text, for the commands after it.
  func tell(_ explanation: Explanation, _ call: WorldCall) throws(Failure) -> Value {
    let output = call.flag("output")?.asString
    let isText = output == "text" || (output == nil && showsText && !call.isNeeded)
    guard isText else { return explanation.value }
    let screen = service.console.world.outputScreen
    func text(_ columns: Int) -> String { Escaping.lines(explanation.text(columns: columns)) }
    let columns = screen.isTerminal ? screen.columns : 80
    if call.isNeeded { return Value(text(columns)) }
    try write(text(columns), text(.max))
    keep(explanation.value)
    return .null
  }

  /// Tells what was found. Where that is a failure, it ends the run after this was shown.
  func tellAll(_ explanation: Explanation, _ call: WorldCall) throws(Failure) -> Value {
    guard let failure = explanation.failure else { return try tell(explanation, call) }
    if !call.isNeeded {
      let value = try tell(explanation, call)
      if !value.isNull { try show(value) }
    }
    throw failure
  }
}
