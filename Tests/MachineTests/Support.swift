import JSON
import Library
import Machine
import Source
import Syntax

/// The builtins of Library, and a small world beside them.
struct TestCommands: Commands {
  private let table: [String: Builtin]

  init() {
    let world = [
      Builtin(
        Signature("print", input: .whole), "", .world(.value)),
      Builtin(Signature("numbers", operands: [Operand("N", type: .integer)]), "", .world(.stream)),
      Builtin(
        Signature(
          "things send", flags: [Flag("wait", .optional, type: .string, meaning: "")],
          parameters: .declared([
            Parameter("recipient", type: .string, required: true, meaning: ""),
            Parameter("size", type: .integer, required: false, meaning: ""),
            Parameter("options", type: .map(.string), required: false, meaning: ""),
          ])), "", .world(.value)),
      Builtin(Signature("things get", operands: [Operand("id", type: .integer)]), "", .world(.value)),
    ]
    table = Dictionary(uniqueKeysWithValues: (Library.builtins + world).map { ($0.name, $0) })
  }

  func isNoun(_ name: String) -> Bool { name == "things" }
  var names: [String] { Array(table.keys) }
  func signature(_ name: String, verb: String?) -> Signature? { builtin(name, verb: verb)?.signature }
  func builtin(_ name: String, verb: String?) -> Builtin? { table[verb.map { "\(name) \($0)" } ?? name] }

  func faults(_ name: String, verb: String?, given: KnownArguments) -> [ArgumentFault] {
    guard name == "things", verb == "send", !given.open else { return Library.faults(name, given: given) }
    var faults: [ArgumentFault] = []
    if given.parameters["recipient"] == nil, !given.unknown.contains("recipient") {
      faults.append(ArgumentFault(message: "recipient is required"))
    }
    if let size = given.parameters["size"], size.asInt == nil {
      faults.append(
        ArgumentFault(parameter: "size", message: "size must be an integer, but is \(size.described)"))
    }
    return faults
  }
}

/// A stream of 1, 2, 3, …, two at a time, that keeps count of what is read.
final class Counting: ItemStream {
  let count: Int64
  var given: Int64 = 0

  init(_ count: Int64) { self.count = count }

  func next() -> [Value] {
    let batch = (0..<2).map { given + 1 + $0 }.filter { $0 <= count }
    given += Int64(batch.count)
    return batch.map(Value.int)
  }
}

/// Runs programs, and writes down what they show, print and read.
final class Machinery {
  private(set) var lines: [String] = []
  private let interruption = Interruption()
  /// Interrupts after so many effects.
  var interruptsAfter = Int.max

  /// What the program shows and prints, a line each, at last how it failed: `line:column message`.
  static func run(_ text: String) -> String {
    let machinery = Machinery()
    machinery.run(text)
    return machinery.lines.joined(separator: "\n")
  }

  /// The faults that are found before it runs: `line:column message`.
  static func faults(_ text: String) -> String {
    let source = SourceFile(name: "test", text: text)
    let commands = TestCommands()
    let (program, faults) = parse(source, id: 0, vocabulary: commands)
    return (faults + Checker.check(program, commands: commands)).map { diagnostic in
      let message = (diagnostic.severity == .warning ? "warning: " : "") + diagnostic.message
      return "\(source.place(diagnostic.span)) \(message)"
    }.joined(separator: "\n")
  }

  func run(_ text: String) {
    let source = SourceFile(name: "test", text: text)
    let commands = TestCommands()
    let (program, faults) = parse(source, id: 0, vocabulary: commands)
    let found = (faults + Checker.check(program, commands: commands)).filter { $0.severity == .error }
    guard found.isEmpty else {
      lines += found.map { "does not check: \(source.place($0.span)) \($0.message)" }
      return
    }
    do throws(Diagnostic) {
      let code = try Compiler.compile(program, commands: commands)
      drive(Fiber(code, globals: Globals([.null, ["argument"], [:]]), interruption: interruption), source)
    } catch { lines.append("does not compile: \(error.message)") }
  }

  private func drive(_ fiber: Fiber, _ source: SourceFile) {
    while true {
      switch fiber.resume() {
      case .finished: return
      case .failed(let failure):
        lines.append("\(failure.span.map(source.place) ?? "?") \(failure.message)")
        return
      case .effect(let effect):
        interruptsAfter -= 1
        if interruptsAfter == 0 { interruption.set() }
        fiber.deliver(answer(effect))
      }
    }
  }

  private func answer(_ effect: Effect) -> Reply {
    switch effect {
    case .show(let value, _), .showItem(let value, _): lines.append(value.json)
    case .call(let call): return perform(call)
    case .pull(let stream): return .items((stream as? Counting)?.next() ?? [])
    case .close(let stream): lines.append("closed at \((stream as? Counting)?.given ?? 0)")
    case .showEnd: break
    }
    return .value(.null)
  }

  private func perform(_ call: WorldCall) -> Reply {
    switch call.builtin.name {
    case "print":
      lines.append(call.arguments[0].map { $0.asString ?? $0.json } ?? "")
      return .value(.null)
    case "numbers":
      let count = call.arguments[0]?.asInt ?? 0
      switch call.demand {
      case .count:
        lines.append("counted")
        return .value(.int(count))
      case .items: return .stream(Counting(count))
      case .value: return .value(.array((1...max(1, count)).map(Value.int)))
      }
    case "things get": return .value(["id": call.arguments[0] ?? .null])
    default: return .value(.object(call.arguments.parameters))
    }
  }
}

extension SourceFile {
  func place(_ span: Span) -> String {
    let place = position(of: Int(span.start))
    return "\(place.line):\(place.column)"
  }
}
