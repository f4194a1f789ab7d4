import JSON
import Library
import Machine
import Source
import Syntax

/// The builtins of Library, and a small world for them.
struct TestCommands: Commands {
  private let table: [String: Builtin]

  init() {
    let world = [
      Builtin(
        Signature("print", input: .whole), "", .world(.value)),
      Builtin(Signature("drain", input: .whole), "", .world(.sink)),
      Builtin(Signature("numbers", operands: [Operand("N", type: .integer)]), "", .world(.stream)),
      Builtin(
        Signature(
          "things send", flags: [Flag("wait", .optional, type: .string, meaning: "")],
          parameters: .declared([
            Parameter("recipient", type: .string, required: true, meaning: ""),
            Parameter("size", type: .integer, required: false, meaning: ""),
            Parameter("options", type: .map(.string), required: false, meaning: ""),
          ])), "", faults: Self.thingFaults, .world(.value)),
      Builtin(Signature("things get", operands: [Operand("id", type: .integer)]), "", .world(.value)),
    ]
    table = Dictionary(uniqueKeysWithValues: (Library.builtins + world).map { ($0.name, $0) })
  }

  func isNoun(_ name: String) -> Bool { name == "things" }
  var names: [String] { Array(table.keys) }
  func signature(_ name: String, verb: String?) -> Signature? { builtin(name, verb: verb)?.signature }
  func builtin(_ name: String, verb: String?) -> Builtin? { table[verb.map { "\(name) \($0)" } ?? name] }

  /// The faults of the test's commands, found as the Catalog finds those of an operation.
  private static let thingFaults: Builtin.Faults = { given, _ in
    if given.open { return [] }
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

/// A stream of 1, 2, 3, …, two at a time, which counts the items that are read.
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

/// A sink that counts the items that are poured into it.
final class Drain: ItemSink {
  var batches: [[Value]] = []
  private var isFinished = false
  private let letGo: () -> Void

  init(_ letGo: @escaping () -> Void) { self.letGo = letGo }

  deinit { if !isFinished { letGo() } }

  func pour(_ items: [Value]) { batches.append(items) }

  func finish(_ items: [Value], isList: Bool) { batches.append(items) }

  func account(isList: Bool) -> String {
    isFinished = true
    let items = batches.flatMap(\.self)
    let ends = [items.first, items.last].map { $0?.json ?? "-" }.joined(separator: " to ")
    return (isList ? "\(items.count) items, \(ends)" : "one value, \(ends)") + ", in \(batches.count)"
  }
}

/// A group that keeps its fibers until it is full or the input has ended. Then the first one runs.
final class Queue: FiberGroup {
  let limit: Int
  var fibers: [Fiber] = []

  init(_ limit: Int) { self.limit = limit }

  func disband(raising failure: Failure?) {}
}

/// Runs programs, and notes what they show, print and read.
final class Machinery {
  private(set) var lines: [String] = []
  private let interruption = Interruption()
  /// After so many effects, the program is interrupted.
  var interruptsAfter = Int.max

  /// The output of the program, one line for each value, and at last how it failed: `line:column
  /// message`.
  ///
  /// - Parameter foreseeing: whether certain failures are reported before the run.
  static func run(_ text: String, foreseeing: Bool = true) -> String {
    let machinery = Machinery()
    machinery.run(text, foreseeing: foreseeing)
    return machinery.lines.joined(separator: "\n")
  }

  /// The faults that are found before the run: `line:column message`.
  static func faults(_ text: String) -> String {
    let source = SourceFile(name: "test", text: text)
    let commands = TestCommands()
    let (program, faults) = parse(source, id: 0, vocabulary: commands)
    return (faults + Checker.check(program, commands: commands)).sortedByPosition().map { diagnostic in
      let message = (diagnostic.severity == .warning ? "warning: " : "") + diagnostic.message
      return "\(source.place(diagnostic.span)) \(message)"
    }.joined(separator: "\n")
  }

  /// The rhythm of the program, when it waits for it.
  static func rhythm(_ text: String) throws -> Rhythm {
    let source = SourceFile(name: "test", text: text)
    let code = try Compiler.compile(
      parse(source, id: 0, vocabulary: TestCommands()).0, commands: TestCommands())
    let fiber = Fiber(code, globals: Globals([.null, [], [:]]), interruption: Interruption())
    guard case .effect(.wait(let rhythm)) = fiber.resume() else { throw CancellationError() }
    return rhythm
  }

  func run(_ text: String, foreseeing: Bool = true) {
    let source = SourceFile(name: "test", text: text)
    let commands = TestCommands()
    let (program, faults) = parse(source, id: 0, vocabulary: commands)
    let options = Checker.Options(foresees: foreseeing)
    let found = (faults + Checker.check(program, commands: commands, options: options)).filter {
      $0.severity == .error
    }
    guard found.isEmpty else {
      lines += found.map { "does not check: \(source.place($0.span)) \($0.message)" }
      return
    }
    do throws(Diagnostic) {
      let code = try Compiler.compile(program, commands: commands)
      drive(Fiber(code, globals: Globals([.null, ["argument"], [:]]), interruption: interruption), source)
    } catch { lines.append("does not compile: \(source.place(error.span)) \(error.message)") }
  }

  private func drive(_ fiber: Fiber, _ source: SourceFile) {
    guard case .failure(let failure) = drive(fiber) else { return }
    lines.append("\(failure.span.map(source.place) ?? "?") \(failure.message)")
  }

  private func drive(_ fiber: Fiber) -> Result<Value, Failure> {
    while true {
      switch fiber.resume() {
      case .finished(let value): return .success(value)
      case .failed(let failure): return .failure(failure)
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
    case .pour(let items, let sink): (sink as? Drain)?.batches.append(items)
    case .finish(let items, let isList, let sink):
      (sink as? Drain)?.batches.append(items)
      lines.append((sink as? Drain)?.account(isList: isList) ?? "no sink")
    case .open(let rule): return .group(Queue(rule.limit))
    case .start(let fiber, _, let group): (group as? Queue)?.fibers.append(fiber)
    case .collect(let group, let isLast): return collect(group as? Queue, isLast: isLast)
    case .disband(let group, let failure):
      let left = (group as? Queue)?.fibers.count ?? 0
      lines.append("disbanded with \(left)" + (failure.map { ": \($0.message)" } ?? ""))
    case .enter: return .group(Queue(0))
    case .leave(_, let value): return .value(value)
    case .wait: lines.append("waited")
    case .passOver(let failure, let reason): lines.append("\(reason): \(failure.message)")
    }
    return .value(.null)
  }

  private func collect(_ queue: Queue?, isLast: Bool) -> Reply {
    guard let queue, queue.fibers.count >= queue.limit || isLast, !queue.fibers.isEmpty else {
      return .items([])
    }
    switch drive(queue.fibers.removeFirst()) {
    case .success(let value): return .items([value])
    case .failure(let failure): return .failure(failure)
    }
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
      case .items where count >= 0: return .stream(Counting(count))
      case _ where count < 0: return .value(.int(count))
      case .items, .value: return .value(.array((1...max(1, count)).map(Value.int)))
      }
    case "drain":
      if call.demand == .items { return .sink(Drain { self.lines.append("let go") }) }
      lines.append("drained \(call.arguments[0]?.json ?? "nothing")")
      return .value(.null)
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
