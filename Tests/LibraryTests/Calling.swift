import JSON
import Machine
import Testing

@testable import Library

/// Calls builtins by their bodies, without the language.
func builtin(_ name: String) throws -> Builtin {
  try #require(Library.builtins.first { $0.name == name })
}

/// Calls a function with its slots: the input, then operands and flags.
func call(_ name: String, _ slots: Value?..., parameters: Object = Object()) throws -> Value {
  try call(name, slots: slots, parameters: parameters)
}

func call(_ name: String, slots: [Value?], parameters: Object = Object()) throws -> Value {
  guard case .function(let body) = try builtin(name).body else { throw NotOfThatKind() }
  return try body(Arguments(slots, parameters: parameters))
}

/// Runs a filter or stage over items.
func stream(_ name: String, _ items: [Value], keys: [Value] = [], _ slots: Value?...) throws -> [Value] {
  switch try builtin(name).body {
  case .filter(let make):
    let filter = try make(Arguments(slots))
    return try items.compactMap { try filter($0) }
  case .stage(let make):
    let stage = try make(Arguments(slots))
    var results: [Value] = []
    for (index, item) in items.enumerated() {
      try stage.push(item, key: keys.isEmpty ? item : keys[index])
      while let result = stage.pop() { results.append(result) }
    }
    try stage.finish()
    while let result = stage.pop() { results.append(result) }
    return results
  default: throw NotOfThatKind()
  }
}

/// Runs a gatherer over items. Each item is its own key, unless keys are given.
func gather(_ name: String, _ items: [Value], keys: [Value]? = nil, _ slots: Value?...) throws -> Value {
  guard case .gather(let make) = try builtin(name).body else { throw NotOfThatKind() }
  let gatherer = try make(Arguments(slots))
  for (item, key) in zip(items, keys ?? items) { try gatherer.push(item, key: key) }
  return try gatherer.finish()
}

/// The message of the failure that the body must throw.
func message(_ body: () throws -> some Any) -> String {
  do {
    let value = try body()
    return "no failure, but \(value)"
  } catch let failure as Failure {
    return failure.message
  } catch {
    return "\(error)"
  }
}

func json(_ text: String) throws -> Value { try Value(parsing: text) }

struct NotOfThatKind: Error {}
