import JSON
import Machine
import Scripts
import Stage
import Syntax

/// The values that the last inputs of a prompt showed, by the numbers that the inputs have in the history.
struct Outputs {
  private struct Entry {
    /// The number of the input; nil where it is not in the history.
    var input: Int?
    /// Nil for a list that was not read to its end, of which only the first rows were shown.
    var value: Value?
    /// The approximate size in bytes.
    var size: Int
  }

  private static let most = 100
  private static let mostBytes = 64 << 20

  private var entries: [Entry] = []

  /// Adds a value. The oldest values are dropped where there are too many, or all are too large. O(size of
  /// the value).
  ///
  /// - Parameter value: nil for a list that is not read to its end yet.
  mutating func add(_ value: Value?, of input: Int?) {
    let size = value?.size(upTo: Self.mostBytes) ?? 0
    guard size < Self.mostBytes else { return }
    entries.append(Entry(input: input, value: value, size: size))
    while entries.count > Self.most || entries.reduce(0, { $0 + $1.size }) > Self.mostBytes {
      entries.removeFirst()
    }
  }

  /// Notes that the list that was shown last has now been read to its end.
  mutating func complete(with value: Value) {
    guard let last = entries.last, last.value == nil else { return }
    entries.removeLast()
    add(value, of: last.input)
  }

  /// The value that the input with this number showed. A number below 0 counts back from the last. Nil where
  /// there is none.
  subscript(number: Int) -> (input: Int?, value: Value?)? {
    let entry =
      if number < 0 {
        entries.count + number >= 0 ? entries[entries.count + number] : nil
      } else {
        entries.last { $0.input == number }
      }
    return entry.map { ($0.input, $0.value) }
  }

  var numbers: [Int] { entries.compactMap(\.input) }
}

extension Value {
  fileprivate func size(upTo limit: Int) -> Int {
    var size = 0
    func add(_ value: Value) {
      guard size < limit else { return }
      size += 32
      switch value {
      case .string(let text): size += text.utf8Count
      case .array(let items): for item in items { add(item) }
      case .object(let object):
        for member in object.members {
          size += member.name.utf8Count
          add(member.value)
        }
      case .null, .bool, .int, .double, .decimal: break
      }
    }
    add(self)
    return size
  }
}

extension WorldBuiltins {
  static let outputs = [
    WorldBuiltin<Session>(
      Signature("out", operands: [Operand("n", type: .integer)]),
      "what input N of the history showed; -1 is the one before", in: .inAndOut,
      examples: [Builtin.Example("(fails { out 1 }).kind", shows: "\"usage\"")]
    ) { (call, session) async throws(Failure) in
      guard session.face != nil else { throw Failure(.usage, "'out' needs a prompt, but this is a script") }
      guard let number = call.operand(0)?.asInt else {
        throw .argument("out", "the number of an input", call.operand(0) ?? .null)
      }
      guard let output = session.workspace.outputs[Int(clamping: number)] else {
        let known = session.workspace.outputs.numbers
        let those =
          known.first.flatMap { first in known.last.map { "inputs from \(first) to \($0)" } }
          ?? "no input yet"
        throw Failure(
          .usage, "out takes the number of an input that showed a value in this session, but has \(number)",
          hint: "there are values of \(those); 'history' has the numbers")
      }
      guard let value = output.value else {
        throw Failure(
          .usage,
          "out takes the number of an input whose value was read whole, but of the list\(output.input.map { " of input \($0)" } ?? "") "
            + "only the first rows were", hint: "right after such an input, '$' and 'out -1' read all of it")
      }
      session.workspace.looked = output.input
      return .value(value)
    }.with {
      $0.isForPrompt = true
      $0.needsShown = true
      $0.rows = .outputs
    }
  ]
}

extension Session {
  /// Keeps the value that the input showed that has just ended.
  func keepOutput(of program: Program, isLook: Bool) {
    guard workspace.hasShown, let face else { return }
    // `$` stays what it was, but what was shown is the input's own value.
    if isLook, let value = value(of: Compiler.last) { return workspace.outputs.add(value, of: face.number) }
    // `out N` shows the value of another input again.
    let command = program.statements.count == 1 ? program.statements[0].onlyCommand : nil
    let isAgain = command.flatMap(commands.builtin)?.traits.needsShown == true
    let number = isAgain ? workspace.looked : face.number
    workspace.last = number.map(PastInput.LastValue.input) ?? .elsewhere
    if workspace.parked != nil { return workspace.outputs.add(nil, of: face.number) }
    guard let value = value(of: Compiler.last) else { return }
    workspace.outputs.add(value, of: face.number)
  }

  /// Keeps the whole list that was first cut to the screen.
  func completeOutput() {
    if let value = value(of: Compiler.last) { workspace.outputs.complete(with: value) }
  }
}
